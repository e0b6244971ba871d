export { initiativeAndLeadership } from './initiative-and-leadership.js';
export type { InterviewFields } from './interview.js';
