import type { ReviewOrder } from '../deck/scheduling-options.js';
import type { Clock } from '../time/clock.js';
import { dayOfNumber } from '../time/study-day.js';
import type { CardTable } from './card-table.js';
import { Line } from './line.js';
import { partsOf, sortPart } from './review-order.js';
import type { ShelfCard } from './shelf.js';
import { type LimitRules, type Limits, Room, Siblings, type Stand, type Workload, workOf } from './workload.js';

/** How the queue is made. */
export interface QueueRules extends LimitRules {
  readonly reviewOrder: ReviewOrder;
  /** Instead of the option of that name. */
  readonly learnAheadMinutes?: number | undefined;
}

/** The present, and how days lie in time. */
export interface Moment extends Pick<Clock, 'dayOf' | 'startOf'> {
  readonly now: number;
  /** Number of the study day. */
  readonly today: number;
}

/** Which cards are asked for, of which. */
export interface Choice {
  /** In the order in which new ones are to come. */
  readonly cards: readonly ShelfCard[];
  /** All cards of the study, each at its number: what was done today counts wherever it was done. */
  readonly all: readonly ShelfCard[];
  /** Those of them that have siblings. */
  readonly siblings: readonly ShelfCard[];
}

/** The cards that have their turn today, and what else is to be known of today. */
export interface Queue {
  /** Cards in their steps, whether the step is due or not, by due. */
  readonly learning: readonly ShelfCard[];
  /** Reviews and new cards, each in the order in which they are shown. */
  readonly reviews: Line;
  readonly fresh: Line;
  /** The places that are left, for reviews and for new cards. */
  readonly room: { readonly [Limit in keyof Limits]: Room };
  readonly work: Workload;
  /** When the next card falls due that is neither in the queue nor in its steps; infinite if none will. */
  readonly nextDueAt: number;
  /** Until when all this stands, if nothing happens but time. */
  readonly until: number;
}

const MS_PER_MINUTE = 60_000;
const LIMITS = { new: 'newPerDay', review: 'reviewsPerDay' } as const;

/** How many ms early a learning step of a card is shown. */
export function aheadMs({ deck }: ShelfCard, { learnAheadMinutes }: QueueRules): number {
  return (learnAheadMinutes ?? deck.options.learnAheadMinutes) * MS_PER_MINUTE;
}

/** Which cards to show on a study day, in which order. A pure function. */
export function buildQueue(choice: Choice, stand: Stand, rules: QueueRules, moment: Moment): Queue {
  const { table } = stand;
  const { now, today, startOf } = moment;
  const tomorrow = startOf(dayOfNumber(today + 1));
  const work = workOf(choice.all, stand, today);
  const room = {
    newPerDay: new Room(rules, 'newPerDay', work.used.newPerDay),
    reviewsPerDay: new Room(rules, 'reviewsPerDay', work.used.reviewsPerDay),
  };
  let until = tomorrow;
  let nextDueAt = Number.POSITIVE_INFINITY;
  let nextDay = Number.POSITIVE_INFINITY; // the same for dues that are days, by number

  const siblings = new Siblings();
  for (const card of choice.siblings) {
    if (work.reviews.has(card.number)) siblings.add(card);
    else if (table.kind(card.number) === 'learning' && !table.isSuspended(card.number)) {
      const ahead = aheadMs(card, rules);
      if (table.hasCome(card.number, now + ahead, today)) siblings.add(card);
      else until = Math.min(until, table.dueAt(card.number, startOf) - ahead);
    }
  }

  const learning: ShelfCard[] = [];
  const reviews: ShelfCard[] = [];
  const fresh: ShelfCard[] = [];
  for (const card of choice.cards) {
    const { number } = card;
    if (table.isSuspended(number)) continue;
    const kind = table.kind(number);
    if (kind === 'learning') learning.push(card);
    else if (table.hasCome(number, now, today)) (kind === 'review' ? reviews : fresh).push(card);
    else {
      const due = table.dueNumber(number);
      const isInstant = table.isDueAtInstant(number);
      if (isInstant) until = Math.min(until, due);
      if (!isInstant && due >= nextDay) continue;
      if (!room[LIMITS[kind]].isFor(card.deck.id)) continue;
      if (isInstant) nextDueAt = Math.min(nextDueAt, due);
      else nextDay = due;
    }
  }
  if (nextDay < Number.POSITIVE_INFINITY) nextDueAt = Math.min(nextDueAt, startOf(dayOfNumber(nextDay)));

  /** Gives the places of the day to those who stand first in line. */
  const admitted = (kind: 'new' | 'review', due: readonly ShelfCard[], line: Line): Line => {
    const places = room[LIMITS[kind]];
    if (due.every(({ family }) => family === undefined) && places.takeAll(due)) return line;
    const admitted: ShelfCard[] = [];
    for (const card of line) {
      if (kind === 'new' && isWaiting(card, table)) continue;
      if (card.deck.options.spreadSiblings && siblings.hasOther(card)) continue;
      if (places.take(card.deck.id)) {
        siblings.add(card);
        admitted.push(card);
      } else if (places.areFull) break;
    }
    const shorter = new Line([admitted], choice.all.length);
    const isHeldBack = (card: ShelfCard) => !shorter.has(card) && places.isFor(card.deck.id);
    if (due.some(isHeldBack)) nextDueAt = Math.min(nextDueAt, tomorrow);
    return shorter;
  };
  const order = rules.reviewOrder;
  const sort = (part: ShelfCard[]) => sortPart(part, stand, order, moment);
  const inOrder = new Line(partsOf(reviews, stand, order, moment), choice.all.length, sort);
  return {
    learning: learning.sort(byDue(table, startOf)),
    reviews: admitted('review', reviews, inOrder),
    fresh: admitted('new', fresh, new Line([fresh], choice.all.length)),
    room,
    work,
    nextDueAt,
    until,
  };
}

/** Whether a new card follows one that is still to be introduced. A card that is suspended keeps none waiting, but the one it follows does. */
function isWaiting({ follows }: ShelfCard, table: CardTable): boolean {
  if (follows === undefined || table.kind(follows.number) !== 'new') return false;
  return !table.isSuspended(follows.number) || isWaiting(follows, table);
}

/** By due, and by id where dues are the same. */
export function byDue(table: CardTable, startOf: Clock['startOf']): (a: ShelfCard, b: ShelfCard) => number {
  return (a, b) => table.dueAt(a.number, startOf) - table.dueAt(b.number, startOf) || (a.id < b.id ? -1 : 1);
}
