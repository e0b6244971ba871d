import { interviewDeck } from './interview.js';
import file from './motivation-and-fit.json' with { type: 'json' };

/** Motivation and fit: why here, why leave, and where in five years. */
export const motivationAndFit = /* @__PURE__ */ interviewDeck('motivation-and-fit', file);
