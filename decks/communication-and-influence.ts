import file from './communication-and-influence.json' with { type: 'json' };
import { interviewDeck } from './interview.js';

/** Communication and influence: being understood, and convincing without pressure. */
export const communicationAndInfluence = /* @__PURE__ */ interviewDeck('communication-and-influence', file);
