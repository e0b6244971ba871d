import type { CardId } from '../deck/deck.js';
import type { ReviewOrder, SchedulingOptions } from '../deck/scheduling-options.js';
import type { CardHistory } from '../log/history.js';
import { chanceOf } from '../schedule/interval.js';
import type { Schedule } from '../schedule/schedule.js';
import type { Clock } from '../time/clock.js';
import { type Due, isDue } from '../time/due.js';
import type { StudyDay } from '../time/study-day.js';
import { roomLeft, workOf } from './workload.js';

/** What the queue needs to know of a card. */
export interface QueueCard {
  readonly id: CardId;
  readonly deckId: string;
  /** The card it follows. */
  readonly follows?: CardId;
  /** Cards of one family are siblings. */
  readonly family: CardId;
  readonly history: CardHistory;
  /** None for a new card. */
  readonly schedule: Schedule | undefined;
  readonly options: Pick<SchedulingOptions, 'spreadSiblings' | 'learnAheadMinutes'>;
  /** The probability of recall on a study day. */
  retrievability(on: StudyDay): number;
}

/** How many cards a study day takes. */
export interface Limits {
  readonly newPerDay: number;
  readonly reviewsPerDay: number;
}

/** How the queue is made. */
export interface QueueRules {
  /** What the learner wishes, for all decks together. */
  readonly learnerLimits: Partial<Limits>;
  /** What the author of a deck wishes, for that deck. */
  readonly deckLimits: ReadonlyMap<string, Partial<Limits>>;
  readonly reviewOrder: ReviewOrder;
}

/** The present, and how days lie in time. */
export interface Moment extends Pick<Clock, 'dayOf' | 'startOf'> {
  readonly now: number;
  readonly today: StudyDay;
}

const MS_PER_MINUTE = 60_000;

/** What a card is in the queue; `learning` stands for relearning too. */
export type Kind = 'new' | 'learning' | 'review';

/**
 * Which cards to show now, in which order: learning steps that are due, then reviews with new cards spread evenly among
 * them, then learning steps that are nearly due. A pure function.
 * @param cards that are asked for, in the order in which new ones are to come
 * @param all cards of the study: what was done today counts wherever it was done
 */
export function buildQueue<Card extends QueueCard>(
  cards: readonly Card[],
  all: readonly QueueCard[],
  rules: QueueRules,
  moment: Moment,
): Card[] {
  const shown = cards.filter(({ history }) => !history.suspended);
  const of = (kind: Kind) => shown.filter((card) => kindOf(card) === kind);
  const learning = of('learning').sort(byDue(moment));
  const steps = learning.filter((card) => hasCome(card, moment));
  const nearly = learning.filter((card) => !hasCome(card, moment) && hasCome(card, ahead(card, moment)));

  const work = workOf(all, moment.today);
  for (const card of [...steps, ...nearly]) work.siblings.add(card);
  const admitted = (due: readonly Card[], limit: keyof Limits) => {
    const room = roomLeft(rules, limit, work[limit]);
    return due.filter((card) => {
      if (card.options.spreadSiblings && work.siblings.hasOther(card)) return false;
      if (!room.take(card.deckId)) return false;
      work.siblings.add(card);
      return true;
    });
  };
  const reviews = of('review').filter((card) => hasCome(card, moment));
  const unseen = new Set(all.filter((card) => kindOf(card) === 'new' && !card.history.suspended).map(({ id }) => id));
  const fresh = of('new').filter((card) => hasCome(card, moment) && !(card.follows && unseen.has(card.follows)));
  const sorted = reviews.sort(reviewOrder(rules.reviewOrder, moment));
  return [...steps, ...interspersed(admitted(sorted, 'reviewsPerDay'), admitted(fresh, 'newPerDay')), ...nearly];
}

/** What a card is in the queue. */
export function kindOf({ schedule }: Pick<QueueCard, 'schedule'>): Kind {
  if (schedule === undefined) return 'new';
  return schedule.phase === 'review' ? 'review' : 'learning';
}

/** When a card is to be seen; a new card whenever there is room, unless it was put off. */
export function dueOf({ schedule, history }: Pick<QueueCard, 'schedule' | 'history'>): Due | undefined {
  return schedule ? schedule.due : history.rescheduled?.due;
}

/** Whether a card may be shown at this moment as far as its due goes. */
export function hasCome(card: QueueCard, { now, today }: Pick<Moment, 'now' | 'today'>): boolean {
  const due = dueOf(card);
  return due === undefined || isDue(due, now, today);
}

/** The moment up to which a learning step is shown early. */
export function ahead({ options }: QueueCard, { now, today }: Moment): Pick<Moment, 'now' | 'today'> {
  return { now: now + options.learnAheadMinutes * MS_PER_MINUTE, today };
}

type Order = (a: QueueCard, b: QueueCard) => number;

function reviewOrder(order: ReviewOrder, { today, dayOf }: Moment): Order {
  const keys = new Map<QueueCard, readonly [day: string, rank: number]>();
  const keyOf = (card: QueueCard) => {
    let key = keys.get(card);
    if (key === undefined) {
      const due = dueOf(card);
      const day = order === 'retrievability' ? '' : typeof due === 'number' ? dayOf(due) : (due ?? '');
      key = [day, order === 'random' ? chanceOf(`${card.id} ${today}`) : card.retrievability(today)];
      keys.set(card, key);
    }
    return key;
  };
  return (a, b) => {
    const [dayA, rankA] = keyOf(a);
    const [dayB, rankB] = keyOf(b);
    return dayA < dayB ? -1 : dayA > dayB ? 1 : rankA - rankB || byId(a, b);
  };
}

function byDue({ startOf }: Moment): Order {
  const instant = (card: QueueCard) => {
    const due = dueOf(card) as Due;
    return typeof due === 'number' ? due : startOf(due);
  };
  return (a, b) => instant(a) - instant(b) || byId(a, b);
}

const byId: Order = (a, b) => (a.id < b.id ? -1 : a.id > b.id ? 1 : 0);

/** Both lists in one, the shorter spread evenly over the longer. */
function interspersed<Card>(reviews: readonly Card[], fresh: readonly Card[]): Card[] {
  const mixed: Card[] = [];
  for (let review = 0, next = 0; review < reviews.length || next < fresh.length; ) {
    const takeReview =
      next >= fresh.length || (review < reviews.length && review * fresh.length <= next * reviews.length);
    mixed.push((takeReview ? reviews[review++] : fresh[next++]) as Card);
  }
  return mixed;
}
