import { interviewDeck } from './interview.js';
import file from './pressure-and-deadlines.json' with { type: 'json' };

/** Pressure and deadlines: staying clear-headed, and saying early what will not be done in time. */
export const pressureAndDeadlines = /* @__PURE__ */ interviewDeck('pressure-and-deadlines', file);
