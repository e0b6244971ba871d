import { DEFAULT_SCHEDULING } from '../deck/scheduling-options.js';
import type { Schedule } from '../schedule/schedule.js';
import type { Due } from '../time/due.js';
import type { CardTable } from './card-table.js';
import type { ShelfCard } from './shelf.js';

/** When a card was reviewed. */
export interface ReviewDays {
  readonly isSeeded: boolean;
  /** Numbers of days, in the order of history. */
  readonly days: readonly number[];
}

/** Where the cards of a study stand. */
export interface Stand {
  readonly table: CardTable;
  reviewDaysOf(card: ShelfCard): ReviewDays;
  /** The due that a card had before the last event, as far as that is known. */
  dueBefore(card: ShelfCard): Due | undefined;
  /** Of a card that is not new. */
  scheduleOf(card: ShelfCard): Schedule;
}

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

/** Which limit a card uses up that is reviewed on a study day: that of new cards, if it had never been reviewed before. */
export function limitUsedBy({ isSeeded, days }: ReviewDays, today: number): keyof Limits {
  return !isSeeded && days[0] === today ? 'newPerDay' : 'reviewsPerDay';
}

/** What was done on a study day. */
export interface Workload {
  /** How many reviews of each card, by its number. */
  readonly reviews: ReadonlyMap<number, number>;
  /** By deck, how many cards used up each limit. */
  readonly used: { readonly [Limit in keyof Limits]: ReadonlyMap<string, number> };
}

/** Looks closer only at cards that were reviewed since yesterday. */
export function workOf(cards: readonly ShelfCard[], { table, reviewDaysOf }: Stand, today: number): Workload {
  const reviews = new Map<number, number>();
  const used = { newPerDay: new Map<string, number>(), reviewsPerDay: new Map<string, number>() };
  for (const card of cards) {
    if (table.kind(card.number) === 'new' || table.lastReviewed(card.number) < today - 1) continue;
    const past = reviewDaysOf(card);
    const count = reviewsOn(today, past);
    if (count === 0) continue;
    reviews.set(card.number, count);
    const counts = used[limitUsedBy(past, today)];
    counts.set(card.deck.id, (counts.get(card.deck.id) ?? 0) + 1);
  }
  return { reviews, used };
}

/** How many reviews were done on a study day. A journey may have put days of yesterday between them. */
function reviewsOn(today: number, { days }: ReviewDays): number {
  let count = 0;
  for (let index = days.length - 1; index >= 0 && (days[index] as number) >= today - 1; index--) {
    if (days[index] === today) count++;
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
  readonly #ownLimits: ReadonlyMap<string, number>;
  readonly #taken: Map<string, number>;
  readonly #sharedLimit: number;
  #takenOfShared = 0;

  constructor(rules: LimitRules, limit: keyof Limits, used: ReadonlyMap<string, number>) {
    const learners = rules.learnerLimits[limit];
    const ownLimits = new Map<string, number>();
    for (const [deckId, { [limit]: own }] of learners === undefined ? rules.deckLimits : []) {
      if (own !== undefined) ownLimits.set(deckId, own);
    }
    this.#ownLimits = ownLimits;
    this.#sharedLimit = learners ?? DEFAULT_SCHEDULING[limit];
    this.#taken = new Map(used);
    for (const [deckId, count] of used) if (!ownLimits.has(deckId)) this.#takenOfShared += count;
  }

  /** Whether a card of this deck can find a place on any day at all. */
  isFor(deckId: string): boolean {
    return (this.#ownLimits.get(deckId) ?? this.#sharedLimit) > 0;
  }

  /** Whether no card of any deck finds a place. */
  get areFull(): boolean {
    const isOwnFull = ([deckId, own]: [string, number]) => (this.#taken.get(deckId) ?? 0) >= own;
    return this.#takenOfShared >= this.#sharedLimit && [...this.#ownLimits].every(isOwnFull);
  }

  /** Takes so many places for cards of this deck, and says whether there were as many. */
  take(deckId: string, count = 1): boolean {
    const own = this.#ownLimits.get(deckId);
    if (own === undefined) {
      if (this.#takenOfShared + count > this.#sharedLimit) return false;
      this.#takenOfShared += count;
      return true;
    }
    const taken = (this.#taken.get(deckId) ?? 0) + count;
    if (taken > own) return false;
    this.#taken.set(deckId, taken);
    return true;
  }

  /** Takes a place for each of the cards, if there are as many; otherwise none. */
  takeAll(cards: readonly ShelfCard[]): boolean {
    const counts = new Map<string, number>();
    for (const { deck } of cards) counts.set(deck.id, (counts.get(deck.id) ?? 0) + 1);
    const [takenOfShared, taken] = [this.#takenOfShared, new Map(this.#taken)];
    for (const [deckId, count] of counts) {
      if (this.take(deckId, count)) continue;
      this.#takenOfShared = takenOfShared;
      for (const deckId of counts.keys()) this.#taken.set(deckId, taken.get(deckId) ?? 0);
      return false;
    }
    return true;
  }
}
