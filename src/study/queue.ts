import type { ReviewOrder } from '../deck/scheduling-options.js';
import { chanceOf } from '../schedule/interval.js';
import type { Due } from '../time/due.js';
import { ahead, type Candidate, dueOf, hasCome, type Kind, kindOf, type Moment } from './candidate.js';
import { type LimitRules, type Limits, roomLeft, workOf } from './workload.js';

/** How the queue is made. */
export interface QueueRules extends LimitRules {
  readonly reviewOrder: ReviewOrder;
}

/**
 * Which cards to show now, in which order: learning steps that are due, then reviews with new cards spread evenly among
 * them, then learning steps that are nearly due. A pure function.
 * @param cards that are asked for, in the order in which new ones are to come
 * @param all cards of the study: what was done today counts wherever it was done
 */
export function buildQueue<Card extends Candidate>(
  cards: readonly Card[],
  all: readonly Candidate[],
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

type Order = (a: Candidate, b: Candidate) => number;

function reviewOrder(order: ReviewOrder, { today, dayOf }: Moment): Order {
  const keys = new Map<Candidate, readonly [day: string, rank: number]>();
  const keyOf = (card: Candidate) => {
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
  const instant = (card: Candidate) => {
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
