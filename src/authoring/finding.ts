import { RULES, type RuleName, type Severity } from './rules.js';

/** One thing in a deck that its author should look at. */
export interface Finding {
  readonly rule: RuleName;
  readonly severity: Severity;
  readonly deckId: string;
  /** Which of the decks given, from 0: two decks can have one id, which is a fault of its own. */
  readonly deckIndex: number;
  /** Where, as a JSON Pointer (RFC 6901) into that deck: `/cards/core-answer/answer`; empty for the deck as a whole. */
  readonly path: string;
  /** What is the matter and what would be better: one sentence that starts small and ends without a full stop. */
  readonly message: string;
}

/** Where a finding is. */
export interface Place {
  readonly deckId: string;
  readonly deckIndex: number;
  readonly path: string;
}

export function finding(rule: RuleName, { deckId, deckIndex, path }: Place, message: string): Finding {
  return { rule, severity: RULES[rule].severity, deckId, deckIndex, path, message };
}
