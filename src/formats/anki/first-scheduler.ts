import { cardOf, queueOfType } from './card-rows.js';
import type { CardRow, ReviewRow } from './collection.js';
import type { DeckSource } from './collection-parts.js';
import { reviewOf } from './review-rows.js';
import type { SqlValue } from './sqlite.js';

/** How a card of the first scheduler is read: as what the second one would have made of it. */
export function oldCardReader(decks: ReadonlyMap<number, DeckSource>): (row: SqlValue[]) => CardRow {
  return (row) => {
    const card = cardOf(row);
    if (card.type === 2 && (card.queue === 1 || card.queue === 3)) card.type = 3;
    const deck = card.originalDeckId === 0 ? undefined : decks.get(card.deckId);
    if (!deck?.isFiltered) return card;
    if (deck.reschedules) {
      if (card.queue === 0 && card.type !== 0) card.queue = queueOfType(card);
      return card;
    }
    if (card.queue === 0) card.queue = 2;
    if (card.type === 1) {
      card.type = 0;
      card.queue = 4;
    }
    return card;
  };
}

/** Of learning cards, the first scheduler asked with three buttons: again, good, easy. */
export function oldReviewOf(row: SqlValue[]): ReviewRow {
  const review = reviewOf(row);
  const hadThreeButtons = review.kind === 0 || review.kind === 2;
  return hadThreeButtons && (review.button === 2 || review.button === 3)
    ? { ...review, button: review.button + 1 }
    : review;
}
