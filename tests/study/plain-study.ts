import {
  addDays,
  type CardFilter,
  type CardId,
  type Clock,
  type Counts,
  DEFAULT_SCHEDULING,
  type Deck,
  type Due,
  type Phase,
  type Schedule,
  type SchedulingWishes,
  type StudyEvent,
} from 'ownwords';
import { chanceOf } from '../../src/schedule/interval.js';
import { type PlainCard, plainCards } from './plain-cards.js';

/** What `due()` may be asked. */
export interface DueFilter extends CardFilter {
  readonly limit?: number;
  readonly learnAheadMinutes?: number;
}

type Limit = 'newPerDay' | 'reviewsPerDay';

const MS_PER_MINUTE = 60_000;

/**
 * What a study shows, worked out from decks, wishes, events and the time alone: all of it anew for each question, nothing
 * remembered, no step saved. Whatever the library does to be fast, it must come to the same.
 */
export function plainStudy(
  decks: readonly Deck[],
  wishes: SchedulingWishes,
  events: readonly StudyEvent[],
  clock: Clock,
) {
  const now = clock.now();
  const today = clock.dayOf(now);
  const cards = plainCards(decks, wishes, events);

  const kindOf = ({ schedule }: PlainCard) =>
    schedule === undefined ? 'new' : schedule.phase === 'review' ? 'review' : 'learning';
  const dueOf = ({ schedule, history }: PlainCard) => (schedule ? schedule.due : history.rescheduled?.due);
  const instantOf = (due: Due) => (typeof due === 'number' ? due : clock.startOf(due));
  const hasCome = (card: PlainCard, aheadMinutes = 0) => {
    const due = dueOf(card);
    if (typeof due === 'number') return due <= now + aheadMinutes * MS_PER_MINUTE;
    return due === undefined || due <= today;
  };
  const isNear = (card: PlainCard, ahead?: number) => hasCome(card, ahead ?? card.options.learnAheadMinutes);

  /** How often a card was reviewed today: among its newest reviews, back to the first that is older than yesterday. */
  function reviewsToday({ history: { reviews } }: PlainCard): number {
    const older = reviews.findLastIndex(({ day }) => day < addDays(today, -1));
    return reviews.slice(older + 1).filter(({ day }) => day === today).length;
  }
  const doneToday = cards.filter((card) => reviewsToday(card) > 0);
  const isIntroducedToday = ({ history }: PlainCard) => !history.seed && history.reviews[0]?.day === today;

  const deckWish = (deckId: string, limit: Limit) =>
    wishes[limit] === undefined ? decks.find(({ id }) => id === deckId)?.scheduling?.[limit] : undefined;
  /** How many cards a day there are places for, and with which of the taken cards they are shared. */
  function places({ deckId }: PlainCard, limit: Limit) {
    const own = deckWish(deckId, limit);
    const shares = (other: PlainCard) =>
      own === undefined ? deckWish(other.deckId, limit) === undefined : other.deckId === deckId;
    return { count: own ?? wishes[limit] ?? DEFAULT_SCHEDULING[limit], shares };
  }

  const isWaiting = ({ follows }: PlainCard): boolean =>
    follows !== undefined && kindOf(follows) === 'new' && (!follows.history.suspended || isWaiting(follows));

  const select = ({ deckId, tag }: CardFilter) =>
    cards.filter(
      (card) =>
        (deckId === undefined || card.deckId === deckId) && (tag === undefined || card.content.tags?.includes(tag)),
    );

  function inReviewOrder(reviews: readonly PlainCard[], asked: readonly PlainCard[]): PlainCard[] {
    const orders = new Set(asked.map(({ options }) => options.reviewOrder));
    const [order] = orders.size === 1 ? orders : [wishes.reviewOrder ?? DEFAULT_SCHEDULING.reviewOrder];
    const dayOf = (due: Due) => (typeof due === 'number' ? clock.dayOf(due) : due);
    const keyed = reviews.map((card) => {
      const { due, ...schedule } = card.schedule as Schedule;
      const strength = card.scheduler.retrievability({ due, ...schedule }, today);
      const rank = order === 'random' ? chanceOf(`${card.id} ${today}`) : strength;
      return { card, day: order === 'retrievability' ? '' : dayOf(due), rank };
    });
    keyed.sort((a, b) => compare(a.day, b.day) || a.rank - b.rank || compare(a.card.id, b.card.id));
    return keyed.map(({ card }) => card);
  }

  function queue(filter: DueFilter): PlainCard[] {
    const ahead = filter.learnAheadMinutes;
    const asked = select(filter);
    const shown = asked.filter(({ history }) => !history.suspended);
    const steps = shown.filter((card) => kindOf(card) === 'learning');
    steps.sort((a, b) => instantOf(dueOf(a) as Due) - instantOf(dueOf(b) as Due) || compare(a.id, b.id));

    const inSteps = cards.filter(
      (card) => kindOf(card) === 'learning' && !card.history.suspended && isNear(card, ahead),
    );
    const busy = new Set([...doneToday, ...inSteps]);
    function admitted(candidates: readonly PlainCard[], limit: Limit): PlainCard[] {
      const taken = doneToday.filter((card) => isIntroducedToday(card) === (limit === 'newPerDay'));
      return candidates.filter((card) => {
        const { count, shares } = places(card, limit);
        const hasSibling = [...busy].some((other) => other !== card && other.family === card.family);
        if ((card.options.spreadSiblings && hasSibling) || taken.filter(shares).length >= count) return false;
        taken.push(card);
        busy.add(card);
        return true;
      });
    }
    const come = shown.filter((card) => hasCome(card));
    const due = come.filter((card) => kindOf(card) === 'review');
    const reviews = admitted(inReviewOrder(due, asked), 'reviewsPerDay');
    const fresh = admitted(
      come.filter((card) => kindOf(card) === 'new' && !isWaiting(card)),
      'newPerDay',
    );
    const spread = [
      ...reviews.map((card, index) => ({ card, place: index * fresh.length })),
      ...fresh.map((card, index) => ({ card, place: index * reviews.length })),
    ].sort((a, b) => a.place - b.place);
    return [
      ...steps.filter((card) => hasCome(card)),
      ...spread.map(({ card }) => card),
      ...steps.filter((card) => !hasCome(card) && isNear(card, ahead)),
    ];
  }

  /** When a card that the queue does not hold comes into it, as far as can be told today. */
  function nextTurn(card: PlainCard): number {
    const kind = kindOf(card);
    const due = dueOf(card);
    if (kind !== 'learning' && places(card, kind === 'new' ? 'newPerDay' : 'reviewsPerDay').count === 0) return NEVER;
    return due !== undefined && !hasCome(card) ? instantOf(due) : clock.startOf(addDays(today, 1));
  }

  return {
    due: (filter: DueFilter = {}): CardId[] =>
      queue(filter)
        .slice(0, filter.limit)
        .map(({ id }) => id),

    counts(filter: CardFilter = {}): Counts {
      const asked = select(filter);
      const shown = queue(filter);
      const of = (kind: string) => shown.filter((card) => kindOf(card) === kind).length;
      const others = asked.filter((card) => !shown.includes(card) && !card.history.suspended);
      const next = Math.min(NEVER, ...others.map(nextTurn));
      return {
        new: of('new'),
        learning: of('learning'),
        review: of('review'),
        doneToday: asked.reduce((sum, card) => sum + reviewsToday(card), 0),
        ...(next !== NEVER && { nextDueAt: new Date(next) }),
      };
    },

    /** Of each card, in the order of the decks, what follows from its past. */
    cards: () =>
      cards.map((card) => {
        const { id, history, schedule, options, scheduler } = card;
        const due = dueOf(card);
        return {
          id,
          phase: schedule?.phase ?? ('new' as Phase | 'new'),
          due: due === undefined ? undefined : new Date(instantOf(due)),
          suspended: history.suspended,
          leech: (schedule?.lapses ?? 0) >= options.leechThreshold,
          reps: schedule?.reps ?? 0,
          lapses: schedule?.lapses ?? 0,
          stability: schedule?.stability,
          difficulty: schedule?.difficulty,
          retrievability: schedule && scheduler.retrievability(schedule, today),
          lastReviewed: schedule?.lastReviewed,
          ownAnswer: history.ownAnswer,
        };
      }),
  };
}

const NEVER = Number.POSITIVE_INFINITY;

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
