import { RULES as RULES_OF_DECKS, type Severity } from 'ownwords/decks/tools';

/** What is asked of decks, and of the files that they stand in. */
export const RULES = {
  ...RULES_OF_DECKS,
  'duplicate-key': {
    severity: 'error',
    asks: 'A name stands once: whatever it names a second time takes the place of the first.',
  },
  dropped: { severity: 'error', asks: 'All of a file can be read, and nothing of it is left out.' },
  changed: { severity: 'advice', asks: 'What stands in a file is taken as it stands there.' },
} as const satisfies { readonly [rule: string]: { readonly severity: Severity; readonly asks: string } };

export type RuleName = keyof typeof RULES;

export const RULE_NAMES = Object.keys(RULES) as readonly RuleName[];
