import { interviewDeck } from './interview.js';
import file from './teamwork.json' with { type: 'json' };

/** Teamwork: your own part in what a group has done. */
export const teamwork = /* @__PURE__ */ interviewDeck('teamwork', file);
