import file from './conflict-and-disagreement.json' with { type: 'json' };
import { interviewDeck } from './interview.js';

/** Conflict and disagreement: speaking up before a decision, and supporting it afterwards. */
export const conflictAndDisagreement = /* @__PURE__ */ interviewDeck('conflict-and-disagreement', file);
