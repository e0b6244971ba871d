import { interviewDeck } from './interview.js';
import file from './strengths-and-weaknesses.json' with { type: 'json' };

/** Strengths and weaknesses: proving the ones, working on the others. */
export const strengthsAndWeaknesses = /* @__PURE__ */ interviewDeck('strengths-and-weaknesses', file);
