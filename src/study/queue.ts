import type { CardId } from '../deck/deck.js';
import type { ReviewOrder } from '../deck/scheduling-options.js';
import { chanceOf } from '../schedule/interval.js';
import type { Schedule } from '../schedule/schedule.js';
import { type Due, instantOf } from '../time/due.js';
import { ahead, type Candidate, dueOf, hasCome, type Kind, kindOf, type Moment } from './candidate.js';
import { type LimitRules, type Limits, roomLeft, workOf } from './workload.js';

/** How the queue is made. */
export interface QueueRules extends LimitRules {
  readonly reviewOrder: ReviewOrder;
  /** Instead of the option of that name. */
  readonly learnAheadMinutes?: number | undefined;
}

/**
 * Which cards to show now, in which order: learning steps that are due, then reviews with new cards spread evenly among
 * them, then learning steps that are nearly due. A pure function.
 * @param cards that are asked for, in the order in which new ones are to come
 * @param all cards of the study: what was done today counts wherever it was done
 */
export function buildQueue(
  cards: readonly Candidate[],
  all: readonly Candidate[],
  rules: QueueRules,
  moment: Moment,
): Candidate[] {
  const shown = cards.filter(({ history }) => !history.suspended);
  const of = (kind: Kind) => shown.filter((candidate) => kindOf(candidate) === kind);
  const isNear = (candidate: Candidate) => hasCome(candidate, ahead(candidate, moment, rules.learnAheadMinutes));
  const learning = of('learning').sort(byDue(moment));
  const steps = learning.filter((candidate) => hasCome(candidate, moment));
  const nearly = learning.filter((candidate) => !hasCome(candidate, moment) && isNear(candidate));

  const work = workOf(all, moment.today);
  for (const candidate of all) {
    if (kindOf(candidate) === 'learning' && !candidate.history.suspended && isNear(candidate)) {
      work.siblings.add(candidate.card);
    }
  }
  const admitted = (due: readonly Candidate[], limit: keyof Limits) => {
    const room = roomLeft(rules, limit, work[limit]);
    return due.filter(({ card }) => {
      if (card.options.spreadSiblings && work.siblings.hasOther(card)) return false;
      if (!room.take(card.deckId)) return false;
      work.siblings.add(card);
      return true;
    });
  };
  const reviews = of('review').filter((candidate) => hasCome(candidate, moment));
  const sorted = reviews.sort(reviewOrder(rules.reviewOrder, moment));
  const byId = new Map(all.map((candidate) => [candidate.card.id, candidate]));
  const fresh = of('new').filter((candidate) => hasCome(candidate, moment) && !isWaiting(candidate, byId));
  return [...steps, ...interspersed(admitted(sorted, 'reviewsPerDay'), admitted(fresh, 'newPerDay')), ...nearly];
}

/** Whether a new card follows one that is still to be introduced. A card that is suspended keeps none waiting, but the one it follows does. */
function isWaiting({ card }: Candidate, all: ReadonlyMap<CardId, Candidate>): boolean {
  const followed = card.follows && all.get(card.follows);
  if (!followed || kindOf(followed) !== 'new') return false;
  return !followed.history.suspended || isWaiting(followed, all);
}

type Order = (a: Candidate, b: Candidate) => number;

function reviewOrder(order: ReviewOrder, { today, dayOf }: Moment): Order {
  const keys = new Map<Candidate, readonly [day: string, rank: number]>();
  const keyOf = (candidate: Candidate) => {
    let key = keys.get(candidate);
    if (key === undefined) {
      const { card, schedule } = candidate;
      const due = dueOf(candidate);
      const day = order === 'retrievability' ? '' : typeof due === 'number' ? dayOf(due) : (due ?? '');
      key = [
        day,
        order === 'random'
          ? chanceOf(`${card.id} ${today}`)
          : card.scheduler.retrievability(schedule as Schedule, today),
      ];
      keys.set(candidate, key);
    }
    return key;
  };
  return (a, b) => {
    const [dayA, rankA] = keyOf(a);
    const [dayB, rankB] = keyOf(b);
    return dayA < dayB ? -1 : dayA > dayB ? 1 : rankA - rankB || inOrderOfId(a, b);
  };
}

function byDue({ startOf }: Moment): Order {
  const instant = (candidate: Candidate) => instantOf(dueOf(candidate) as Due, startOf);
  return (a, b) => instant(a) - instant(b) || inOrderOfId(a, b);
}

const inOrderOfId: Order = (a, b) => (a.card.id < b.card.id ? -1 : 1);

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
