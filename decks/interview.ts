import { type Deck, parseDeck } from 'ownwords';

/** What every card of the interview decks says about itself. */
export interface InterviewFields {
  /** Who asks. */
  readonly askedBy: 'interviewer' | 'manager' | 'hr';
  /** What the card is. */
  readonly kind: 'principle' | 'core-answer' | 'scenario' | 'follow-up' | 'mistake' | 'habit';
  /** Ids of decks that belong to the same thought. */
  readonly seeAlso?: readonly string[];
}

/** The deck that a JSON file holds, typed: its id and keys as literals, its fields as those of an interview deck. */
export function interviewDeck<const Id extends string, Key extends string>(
  id: Id,
  file: { readonly cards: { readonly [K in Key]: unknown } },
): Deck<Id, Key, InterviewFields> {
  return { ...parseDeck(file), id } as Deck<Id, Key, InterviewFields>;
}
