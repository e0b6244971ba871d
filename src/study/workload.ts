import { DEFAULT_SCHEDULING } from '../deck/scheduling-options.js';
import type { Reviewed } from '../log/event.js';
import type { CardHistory } from '../log/history.js';
import { dayOfNumber, type StudyDay } from '../time/study-day.js';
import type { CardTable } from './card-table.js';
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

/** Which limit a review used up: that of new cards, if it was the card's first. */
export function limitUsedBy({ seed, reviews }: CardHistory, today: StudyDay): keyof Limits {
  return seed === undefined && reviews[0]?.day === today ? 'newPerDay' : 'reviewsPerDay';
}

/** What was done on a study day. */
export interface Workload {
  /** How many reviews of each card, by its number. */
  readonly reviews: ReadonlyMap<number, number>;
  /** By deck, how many cards used up each limit. */
  readonly used: { readonly [Limit in keyof Limits]: ReadonlyMap<string, number> };
}

/** Looks closer only at cards that were reviewed since yesterday. */
export function workOf(
  cards: readonly ShelfCard[],
  table: CardTable,
  historyOf: (card: ShelfCard) => CardHistory,
  today: number,
): Workload {
  const reviews = new Map<number, number>();
  const used = { newPerDay: new Map<string, number>(), reviewsPerDay: new Map<string, number>() };
  const [day, yesterday] = [dayOfNumber(today), dayOfNumber(today - 1)];
  for (const card of cards) {
    if (table.kind(card.number) === 'new' || table.lastReviewed(card.number) < today - 1) continue;
    const history = historyOf(card);
    const count = reviewsOn(history, day, yesterday);
    if (count === 0) continue;
    reviews.set(card.number, count);
    const counts = used[limitUsedBy(history, day)];
    counts.set(card.deck.id, (counts.get(card.deck.id) ?? 0) + 1);
  }
  return { reviews, used };
}

/** How many reviews were done on a study day. A journey may have put days of yesterday between them. */
function reviewsOn({ reviews }: CardHistory, day: StudyDay, yesterday: StudyDay): number {
  let count = 0;
  for (let index = reviews.length - 1; index >= 0 && (reviews[index] as Reviewed).day >= yesterday; index--) {
    if (reviews[index]?.day === day) count++;
  }
  return count;
}

/** Which cards of each family have their turn today. */
export class Siblings {
  readonly #families = new Map<ShelfCard, Set<ShelfCard>>();

  add(card: ShelfCard): void {
    if (card.family === undefined) return;
    const members = this.#families.get(card.family);
    if (members) members.add(card);
    else this.#families.set(card.family, new Set([card]));
  }

  hasOther(card: ShelfCard): boolean {
    const members = card.family && this.#families.get(card.family);
    return members !== undefined && members.size > (members.has(card) ? 1 : 0);
  }
}

/**
 * The places that a day has for cards of a kind. The learner's limit holds for all decks together. Where there is none, a deck's
 * own holds for that deck, and the default for all decks together that state none.
 */
export class Room {
  readonly #ownLimit: (deckId: string) => number | undefined;
  readonly #sharedLimit: number;
  readonly #taken: Map<string, number>;
  #takenOfShared = 0;

  constructor(rules: LimitRules, limit: keyof Limits, used: ReadonlyMap<string, number>) {
    const learners = rules.learnerLimits[limit];
    this.#ownLimit = (deckId) => (learners === undefined ? rules.deckLimits.get(deckId)?.[limit] : undefined);
    this.#sharedLimit = learners ?? DEFAULT_SCHEDULING[limit];
    this.#taken = new Map(used);
    for (const [deckId, count] of used) if (this.#ownLimit(deckId) === undefined) this.#takenOfShared += count;
  }

  /** Whether a card of this deck can find a place on any day at all. */
  isFor(deckId: string): boolean {
    return (this.#ownLimit(deckId) ?? this.#sharedLimit) > 0;
  }

  /** Takes a place for a card of this deck, and says whether there was one. */
  take(deckId: string): boolean {
    const own = this.#ownLimit(deckId);
    if (own === undefined) {
      if (this.#takenOfShared >= this.#sharedLimit) return false;
      this.#takenOfShared++;
      return true;
    }
    const taken = this.#taken.get(deckId) ?? 0;
    if (taken >= own) return false;
    this.#taken.set(deckId, taken + 1);
    return true;
  }
}
