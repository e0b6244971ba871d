import type { CardId } from '../deck/deck.js';
import type { Loss } from './diff.js';
import type { Heir } from './diff-heirs.js';
import { ownerOf, type PlacedCard, type Side } from './diff-side.js';

/** What would be lost of each card, in the order of the cards before. */
export function lossesBetween(before: Side, after: Side, heirs: ReadonlyMap<CardId, Heir>): Loss[] {
  return [...before.cards.values()].flatMap((card) => lossesOf(card, after, heirs.get(card.id)));
}

function lossesOf({ id: cardId, content }: PlacedCard, after: Side, undeclared: Heir | undefined): Loss[] {
  const heir = undeclared?.heir ?? ownerOf(after, cardId);
  if (heir === undefined) return []; // retired, and its former ids with it
  const formerly = content.formerly ?? [];
  const isReused = (id: CardId) => after.cards.has(id) && id !== heir;
  const reused = (id: CardId): Loss => ({ kind: 'reused-id', cardId: id, heir });
  const missing = formerly.filter((former) => ownerOf(after, former) === undefined);
  const losses = formerly.filter(isReused).map(reused);
  if (undeclared && !isReused(cardId)) {
    const { likeness } = undeclared;
    const certainty =
      likeness === undefined ? ({ certainty: 'certain' } as const) : ({ certainty: 'likely', likeness } as const);
    return [{ kind: 'undeclared-heir', cardId, heir, missing: [cardId, ...missing], ...certainty }, ...losses];
  }
  if (undeclared) losses.unshift(reused(cardId));
  if (missing.length > 0) losses.push({ kind: 'forgotten-ids', cardId, heir, missing });
  return losses;
}
