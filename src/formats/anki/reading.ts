import type { CardId } from '../../deck/deck.js';
import type { Remark } from '../imported.js';
import type { Pace } from '../pace.js';
import type { Collection } from './collection.js';
import type { CollectionDays } from './day-numbers.js';
import type { DeckShelf } from './deck-shelf.js';
import type { Timeline } from './timeline.js';

/** A collection that is being read, and what has come of it so far. */
export interface Reading {
  readonly collection: Collection;
  readonly pace: Pace;
  readonly days: CollectionDays;
  readonly shelf: DeckShelf;
  readonly timeline: Timeline;
  readonly remarks: Remark[];
  /** How many characters cards may still show: a large template on many notes comes to more than any file holds. */
  room: number;
}

/** So many rows are read between two looks at the pace, which makes some tens of milliseconds between two breaths. */
export const ROWS_PER_STEP = { notes: 100, cards: 2_000, reviews: 4_000 };

/** Puts down what did not come over as it was. */
export function remark(
  { remarks }: Reading,
  kind: Remark['kind'],
  place: string,
  message: string,
  cardId?: CardId,
): void {
  remarks.push({ kind, place, message, ...(cardId !== undefined && { cardId }) });
}
