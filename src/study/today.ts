import type { Reviewed } from '../log/event.js';
import { instantOf } from '../time/due.js';
import { dayNumber } from '../time/study-day.js';
import { interspersed } from './line.js';
import { aheadMs, buildQueue, byDue, type Choice, type Moment, type Queue, type QueueRules } from './queue.js';
import type { ShelfCard } from './shelf.js';
import { limitUsedBy, type Stand } from './workload.js';

/** Which cards are asked for. */
export interface Question extends Choice {
  has(card: ShelfCard): boolean;
}

/** How many cards there are to do; `nextDueAt` is infinite if none will fall due. */
export interface Tally {
  readonly new: number;
  readonly learning: number;
  readonly review: number;
  readonly doneToday: number;
  readonly nextDueAt: number;
}

/**
 * The queue of a study day, kept up to date while cards are graded: one that has its turn, or takes a place that is left, leaves the
 * others where they are. After anything else that happens, or falls due and is no step, the queue is to be built anew.
 */
export class Today {
  readonly #asked: Question;
  readonly #stand: Stand;
  readonly #rules: QueueRules;
  readonly #built: Moment;
  readonly #queue: Queue;
  /** By due. */
  readonly #learning: ShelfCard[];
  /** Numbers of the cards that were reviewed today. */
  readonly #done: Set<number>;
  #doneToday = 0;
  #nextDueAt: number;

  constructor(asked: Question, stand: Stand, rules: QueueRules, moment: Moment) {
    this.#asked = asked;
    this.#stand = stand;
    this.#rules = rules;
    this.#built = moment;
    this.#queue = buildQueue(asked, stand, rules, moment);
    const { learning, work, nextDueAt } = this.#queue;
    this.#learning = [...learning];
    this.#done = new Set(work.reviews.keys());
    this.#nextDueAt = nextDueAt;
    for (const [number, count] of work.reviews) if (asked.has(asked.all[number] as ShelfCard)) this.#doneToday += count;
  }

  /** Whether it holds at this instant. */
  holdsAt(now: number): boolean {
    return this.#built.now <= now && now < this.#queue.until;
  }

  /** The first cards in the queue: steps that are due, reviews and new cards, steps that are nearly due. */
  first(limit: number, now: number): ShelfCard[] {
    const learning = this.#learning.slice(0, this.#stepsDue(now));
    const steps = learning.length > limit ? learning.slice(0, limit) : learning;
    const cards = [...steps, ...interspersed(this.#queue.reviews, this.#queue.fresh, limit - steps.length)];
    for (let place = learning.length; place < this.#learning.length && cards.length < limit; place++) {
      const card = this.#learning[place] as ShelfCard;
      if (this.#isNear(card, now)) cards.push(card);
    }
    return cards;
  }

  tally(now: number): Tally {
    let learning = 0;
    let nextDueAt = this.#nextDueAt;
    for (const card of this.#learning) {
      if (this.#isNear(card, now)) learning++;
      else nextDueAt = Math.min(nextDueAt, this.#dueAt(card));
    }
    const { fresh, reviews } = this.#queue;
    return { new: fresh.length, learning, review: reviews.length, doneToday: this.#doneToday, nextDueAt };
  }

  /** Until when all answers stay as they are at this instant. */
  stableUntil(now: number): number {
    let until = this.#queue.until;
    for (const card of this.#learning) {
      const dueAt = this.#dueAt(card);
      const nearAt = dueAt - aheadMs(card, this.#rules);
      if (dueAt > now && dueAt < until) until = dueAt;
      if (nearAt > now && nearAt < until) until = nearAt;
    }
    return until;
  }

  /** A card was graded. Says whether the queue could follow; otherwise it has to be built anew. */
  graded(card: ShelfCard, review: Reviewed): boolean {
    if (dayNumber(review.day) !== this.#built.today) return false;
    const isAsked = this.#asked.has(card);
    if (!(isAsked ? this.#takeOut(card) : this.#findPlace(card))) return false;
    this.#done.add(card.number);
    if (!isAsked) return true;
    this.#doneToday++;
    return this.#putBack(card);
  }

  /** Takes a card out; says whether all others keep their places. */
  #takeOut(card: ShelfCard): boolean {
    const wasDone = this.#done.has(card.number);
    const step = this.#learning.indexOf(card);
    if (step >= 0) {
      this.#learning.splice(step, 1);
      return wasDone; // a card that waited since yesterday takes a place from another
    }
    if (this.#queue.reviews.remove(card)) return !wasDone;
    // Its follow-ups have their turn another day, or at once.
    if (this.#queue.fresh.remove(card)) {
      return !wasDone && (card.family === undefined || card.deck.options.spreadSiblings);
    }
    return !this.#stand.table.isSuspended(card.number) && !this.#mayBeNext(card) && this.#findPlace(card);
  }

  /** Whether the queue waits for this card, which is not in it, more than for any other. */
  #mayBeNext(card: ShelfCard): boolean {
    const due = this.#stand.dueBefore(card);
    return due === undefined || instantOf(due, this.#built.startOf) <= this.#nextDueAt;
  }

  /** Finds a place for a card that had none; if it takes one from others, the queue cannot follow. */
  #findPlace(card: ShelfCard): boolean {
    if (card.family !== undefined) return false;
    if (this.#done.has(card.number)) return true;
    const limit = limitUsedBy(this.#stand.reviewDaysOf(card), this.#built.today);
    return this.#queue.room[limit].take(card.deck.id);
  }

  /** Puts a card where its new due belongs; says whether that was possible. */
  #putBack(card: ShelfCard): boolean {
    const { table } = this.#stand;
    const kind = table.kind(card.number);
    if (kind === 'learning') {
      const order = byDue(table, this.#built.startOf);
      const place = this.#learning.findIndex((other) => order(card, other) < 0);
      this.#learning.splice(place < 0 ? this.#learning.length : place, 0, card);
      return true;
    }
    const isLater = !table.isDueAtInstant(card.number) && table.dueNumber(card.number) > this.#built.today;
    if (kind === 'new' || !isLater) return false;
    if (this.#queue.room.reviewsPerDay.isFor(card.deck.id)) {
      this.#nextDueAt = Math.min(this.#nextDueAt, this.#dueAt(card));
    }
    return true;
  }

  /** How many steps are due. */
  #stepsDue(now: number): number {
    const { today } = this.#built;
    const first = this.#learning.findIndex(({ number }) => !this.#stand.table.hasCome(number, now, today));
    return first < 0 ? this.#learning.length : first;
  }

  #isNear(card: ShelfCard, now: number): boolean {
    return this.#stand.table.hasCome(card.number, now + aheadMs(card, this.#rules), this.#built.today);
  }

  #dueAt({ number }: ShelfCard): number {
    return this.#stand.table.dueAt(number, this.#built.startOf);
  }
}
