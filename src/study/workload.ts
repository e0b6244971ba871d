import type { CardId } from '../deck/deck.js';
import { DEFAULT_SCHEDULING } from '../deck/scheduling-options.js';
import { addDays, type StudyDay } from '../time/study-day.js';
import type { Candidate } from './candidate.js';
import type { CardState } from './ledger.js';
import type { ShelfCard } from './shelf.js';

/** How many cards a study day takes. */
export interface Limits {
  readonly newPerDay: number;
  readonly reviewsPerDay: number;
}

/** Who wishes which limits. */
export interface LimitRules {
  /** What the learner wishes, for all decks together. */
  readonly learnerLimits: Partial<Limits>;
  /** What the author of a deck wishes, for that deck. */
  readonly deckLimits: ReadonlyMap<string, Partial<Limits>>;
}

/** How many reviews of a card were done on a study day. A journey may have put days of yesterday between them. */
export function reviewsOn({ history, schedule }: CardState, day: StudyDay, earliest = addDays(day, -1)): number {
  if (schedule === undefined || schedule.lastReviewed < earliest) return 0; // without a look at the reviews, which may be far
  const { reviews } = history;
  let count = 0;
  for (let index = reviews.length - 1; index >= 0 && (reviews[index]?.day as StudyDay) >= earliest; index--) {
    if (reviews[index]?.day === day) count++;
  }
  return count;
}

/** What was done on a study day: cards introduced, cards reviewed that were known before, and whose siblings they are. */
export function workOf(cards: readonly Candidate[], today: StudyDay) {
  const work = {
    newPerDay: new Map<string, number>(),
    reviewsPerDay: new Map<string, number>(),
    siblings: new Siblings(),
  };
  const yesterday = addDays(today, -1);
  for (const candidate of cards) {
    if (reviewsOn(candidate, today, yesterday) === 0) continue;
    const { card, history } = candidate;
    const isIntroduction = history.seed === undefined && history.reviews[0]?.day === today;
    const counts = isIntroduction ? work.newPerDay : work.reviewsPerDay;
    counts.set(card.deckId, (counts.get(card.deckId) ?? 0) + 1);
    work.siblings.add(card);
  }
  return work;
}

/** Which cards of each family have their turn today. */
class Siblings {
  readonly #families = new Map<CardId, Set<CardId>>();

  add({ id, family }: ShelfCard): void {
    const members = this.#families.get(family);
    if (members) members.add(id);
    else this.#families.set(family, new Set([id]));
  }

  hasOther({ id, family }: ShelfCard): boolean {
    const members = this.#families.get(family);
    return members !== undefined && members.size > (members.has(id) ? 1 : 0);
  }
}

/**
 * Hands out the places of a day. The learner's limit holds for all decks together. Where there is none, a deck's own holds for
 * that deck, and the default for all decks together that state none.
 */
export function roomLeft(rules: LimitRules, limit: keyof Limits, done: ReadonlyMap<string, number>) {
  const learners = rules.learnerLimits[limit];
  const ownLimit = (deckId: string) => (learners === undefined ? rules.deckLimits.get(deckId)?.[limit] : undefined);
  let shared = learners ?? DEFAULT_SCHEDULING[limit];
  for (const [deckId, count] of done) if (ownLimit(deckId) === undefined) shared -= count;
  const taken = new Map(done);
  return {
    take(deckId: string): boolean {
      const own = ownLimit(deckId);
      const count = taken.get(deckId) ?? 0;
      if (own === undefined ? shared <= 0 : count >= own) return false;
      if (own === undefined) shared--;
      taken.set(deckId, count + 1);
      return true;
    },
  };
}
