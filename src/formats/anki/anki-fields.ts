import type { Deck } from '../../deck/deck.js';

/** What is known of a card's origin in Anki. */
export interface AnkiFields {
  readonly noteId: number;
  readonly cardId: number;
  /** What the note goes by in every collection. */
  readonly guid: string;
  readonly notetype: string;
  /** The color of its flag: 1 red, 2 orange, 3 green, 4 blue, 5 pink, 6 turquoise, 7 purple. */
  readonly flag?: number;
}

/** A deck that came from Anki. Cards that `writeAnki` had written come back with the fields that they had then, whatever these are. */
export type AnkiImportedDeck = Deck<string, string, AnkiFields>;
