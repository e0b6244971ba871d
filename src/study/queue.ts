import type { ReviewOrder } from '../deck/scheduling-options.js';
import { chanceOf } from '../schedule/interval.js';
import type { Clock } from '../time/clock.js';
import { dayNumber, dayOfNumber } from '../time/study-day.js';
import type { CardTable } from './card-table.js';
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

/** The cards that have their turn today, and what else is to be known of today. */
export interface Queue {
  /** Cards in their steps, whether the step is due or not, by due. */
  readonly learning: readonly ShelfCard[];
  /** Reviews and new cards, each in the order in which they are shown. */
  readonly reviews: readonly ShelfCard[];
  readonly fresh: readonly ShelfCard[];
  /** The places that are left, for reviews and for new cards. */
  readonly room: { readonly [Limit in keyof Limits]: Room };
  readonly work: Workload;
  /** When the next card falls due that is neither in the queue nor in its steps; infinite if none will. */
  readonly nextDueAt: number;
  /** Until when all this stands, if nothing happens but time. */
  readonly until: number;
}

const MS_PER_MINUTE = 60_000;

/** How many ms early a learning step of a card is shown. */
export function aheadMs({ deck }: ShelfCard, { learnAheadMinutes }: QueueRules): number {
  return (learnAheadMinutes ?? deck.options.learnAheadMinutes) * MS_PER_MINUTE;
}

/**
 * Which cards to show on a study day, in which order. A pure function.
 * @param cards that are asked for, in the order in which new ones are to come
 * @param all cards of the study: what was done today counts wherever it was done
 */
export function buildQueue(
  cards: readonly ShelfCard[],
  all: readonly ShelfCard[],
  stand: Stand,
  rules: QueueRules,
  moment: Moment,
): Queue {
  const { table } = stand;
  const { now, today, startOf } = moment;
  const tomorrow = startOf(dayOfNumber(today + 1));
  const work = workOf(all, stand, today);
  const room = {
    newPerDay: new Room(rules, 'newPerDay', work.used.newPerDay),
    reviewsPerDay: new Room(rules, 'reviewsPerDay', work.used.reviewsPerDay),
  };
  let until = tomorrow;
  let nextDueAt = Number.POSITIVE_INFINITY;
  let nextDay = Number.POSITIVE_INFINITY; // the same for dues that are days, by number

  const siblings = new Siblings();
  for (const card of all) {
    if (card.family === undefined) continue;
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
  for (const card of cards) {
    const { number } = card;
    if (table.isSuspended(number)) continue;
    const kind = table.kind(number);
    if (kind === 'learning') learning.push(card);
    else if (table.hasCome(number, now, today)) (kind === 'review' ? reviews : fresh).push(card);
    else {
      const canCome = room[LIMITS[kind]].isFor(card.deck.id);
      if (!table.isDueAtInstant(number)) {
        if (canCome) nextDay = Math.min(nextDay, table.dueNumber(number));
        continue;
      }
      const dueAt = table.dueNumber(number);
      until = Math.min(until, dueAt);
      if (canCome) nextDueAt = Math.min(nextDueAt, dueAt);
    }
  }
  if (nextDay < Number.POSITIVE_INFINITY) nextDueAt = Math.min(nextDueAt, startOf(dayOfNumber(nextDay)));
  learning.sort(byDue(table, startOf));
  sortReviews(reviews, stand, rules.reviewOrder, moment);

  const admitted = (kind: 'new' | 'review', due: readonly ShelfCard[]) =>
    due.filter((card) => {
      const isHeldBack =
        (kind === 'new' && isWaiting(card, table)) ||
        (card.deck.options.spreadSiblings && siblings.hasOther(card)) ||
        !room[LIMITS[kind]].take(card.deck.id);
      if (!isHeldBack) siblings.add(card);
      else if (room[LIMITS[kind]].isFor(card.deck.id)) nextDueAt = Math.min(nextDueAt, tomorrow);
      return !isHeldBack;
    });
  return {
    learning,
    reviews: admitted('review', reviews),
    fresh: admitted('new', fresh),
    room,
    work,
    nextDueAt,
    until,
  };
}

const LIMITS = { new: 'newPerDay', review: 'reviewsPerDay' } as const;

/** Whether a new card follows one that is still to be introduced. A card that is suspended keeps none waiting, but the one it follows does. */
function isWaiting({ follows }: ShelfCard, table: CardTable): boolean {
  if (follows === undefined || table.kind(follows.number) !== 'new') return false;
  return !table.isSuspended(follows.number) || isWaiting(follows, table);
}

/** By due, and by id where dues are the same. */
export function byDue(table: CardTable, startOf: Clock['startOf']): (a: ShelfCard, b: ShelfCard) => number {
  return (a, b) => table.dueAt(a.number, startOf) - table.dueAt(b.number, startOf) || (a.id < b.id ? -1 : 1);
}

function sortReviews(reviews: ShelfCard[], stand: Stand, order: ReviewOrder, { today, dayOf }: Moment): void {
  const day = dayOfNumber(today);
  const keyed = reviews.map((card) => {
    const due = stand.table.due(card.number);
    return {
      card,
      day: order === 'retrievability' ? 0 : dayNumber(typeof due === 'number' ? dayOf(due) : (due ?? day)),
      rank:
        order === 'random'
          ? chanceOf(`${card.id} ${day}`)
          : card.deck.scheduler.retrievability(stand.scheduleOf(card), day),
    };
  });
  keyed.sort((a, b) => a.day - b.day || a.rank - b.rank || (a.card.id < b.card.id ? -1 : 1));
  for (const [place, { card }] of keyed.entries()) reviews[place] = card;
}
