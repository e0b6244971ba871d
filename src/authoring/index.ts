export { type CheckOptions, checkDecks } from './check.js';
export { type CardPart, type Certainty, type Change, type DeckDiff, diffDecks, type Loss } from './diff.js';
export { type Proposal, withFormerly } from './diff-proposals.js';
export type { Finding } from './finding.js';
export { RULES, type RuleName, type Severity } from './rules.js';
export { secondsToSay, wordsOf } from './words.js';
