import type { Deck } from 'ownwords';
import type { InterviewFields } from 'ownwords/decks';
import * as decks from 'ownwords/decks';

export type InterviewDeck = Deck<string, string, InterviewFields>;

/** All bundled decks, as the door hands them out. */
export const all = Object.values<unknown>(decks).filter(isDeck);

function isDeck(value: unknown): value is InterviewDeck {
  return typeof value === 'object' && value !== null && 'cards' in value;
}

/** The cards of a deck with their keys. */
export const cardsOf = ({ cards }: InterviewDeck) => Object.entries(cards);
