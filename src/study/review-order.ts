import type { ReviewOrder } from '../deck/scheduling-options.js';
import { chanceOf } from '../schedule/interval.js';
import { dayNumber, dayOfNumber } from '../time/study-day.js';
import type { Moment } from './queue.js';
import type { ShelfCard } from './shelf.js';
import type { Stand } from './workload.js';

/** Due reviews by day, the days in order: where the weakest memory comes first throughout, all in one part. */
export function partsOf(
  reviews: readonly ShelfCard[],
  { table }: Stand,
  order: ReviewOrder,
  { dayOf }: Moment,
): ShelfCard[][] {
  if (order === 'retrievability') return [[...reviews]];
  const parts = new Map<number, ShelfCard[]>();
  for (const card of reviews) {
    const due = table.dueNumber(card.number);
    const day = table.isDueAtInstant(card.number) ? dayNumber(dayOf(due)) : due;
    const part = parts.get(day);
    if (part) part.push(card);
    else parts.set(day, [card]);
  }
  return [...parts].sort(([a], [b]) => a - b).map(([, part]) => part);
}

/** Puts the reviews of one part in order: at random, but the same all day long, or the weakest memory first. */
export function sortPart(part: ShelfCard[], { scheduleOf }: Stand, order: ReviewOrder, { today }: Moment): void {
  const day = dayOfNumber(today);
  const rankOf = (card: ShelfCard) =>
    order === 'random' ? chanceOf(`${card.id} ${day}`) : card.deck.scheduler.retrievability(scheduleOf(card), day);
  const ranked = part.map((card) => ({ card, rank: rankOf(card) }));
  ranked.sort((a, b) => a.rank - b.rank || (a.card.id < b.card.id ? -1 : 1));
  for (const [place, { card }] of ranked.entries()) part[place] = card;
}
