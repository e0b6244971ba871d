import file from './feedback.json' with { type: 'json' };
import { interviewDeck } from './interview.js';

/** Feedback: giving it to equals and seniors, and taking what is hard to hear. */
export const feedback = /* @__PURE__ */ interviewDeck('feedback', file);
