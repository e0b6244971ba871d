export { type CheckOptions, checkDecks } from './check.js';
export type { Finding } from './finding.js';
export { RULES, type RuleName, type Severity } from './rules.js';
export { secondsToSay, wordsOf } from './words.js';
