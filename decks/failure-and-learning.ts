import file from './failure-and-learning.json' with { type: 'json' };
import { interviewDeck } from './interview.js';

/** Failure and learning: a mistake of your own, told plainly, and what has held since. */
export const failureAndLearning = /* @__PURE__ */ interviewDeck('failure-and-learning', file);
