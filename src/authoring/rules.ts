/** How much a finding weighs: an error breaks something for learners, advice tells how a card would work better. */
export type Severity = 'error' | 'advice';

interface RuleOfDecks {
  readonly severity: Severity;
  /** What is asked of a deck, in one line. */
  readonly asks: string;
}

const error = (asks: string): RuleOfDecks => ({ severity: 'error', asks });
const advice = (asks: string): RuleOfDecks => ({ severity: 'advice', asks });

/**
 * What is asked of decks. The first three are for whoever reads decks from files: `parseDeck` finds what breaks them, and decks that have
 * come through it keep them. All others are found by `checkDecks`.
 */
export const RULES = {
  syntax: error('A file can be read as the format it is in.'),
  schema: error('A deck has the form of a deck: the right members, each of the right kind.'),
  'follow-up': error('A follow-up follows a card of its deck, and never itself in a circle.'),
  'deck-id': error('Every deck has an id of its own.'),
  'former-id': error('A former id belongs to no card any more, and has one heir.'),
  'same-prompt': error('No two cards have the same prompt.'),
  link: error('A link in `fields.seeAlso` leads to a deck or card that exists, and to another one.'),
  'similar-prompt': advice('No two cards ask almost the same.'),
  'several-questions': advice('A prompt asks one thing.'),
  giveaway: advice('Neither prompt nor hint gives the answer away.'),
  'long-answer': advice('An answer can be said within a minute.'),
  'no-key-points': advice('An answer of more than a sentence or two has key points to grade it by.'),
  'many-key-points': advice('A card has no more key points than one can keep in mind.'),
  'no-essential-point': advice('One key point at least is essential: without it, the answer has not answered.'),
  'unsaid-key-point': advice('What a key point says is said in the answer.'),
  order: advice('A card stands after the card it follows.'),
  'no-language': advice('A deck says in which language it is.'),
  'no-description': advice('A deck says what one learns from it.'),
  tag: advice('A tag is spelled in one way.'),
} as const satisfies { readonly [rule: string]: RuleOfDecks };

export type RuleName = keyof typeof RULES;
