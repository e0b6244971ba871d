import { DEFAULT_SCHEDULING, type SchedulingWishes } from '../deck/scheduling-options.js';
import { errorOf } from '../errors.js';
import { memberIssues, number, optional, type Rules, text } from '../json.js';
import type { StudyEvent } from '../log/event.js';
import type { Schedule } from '../schedule/schedule.js';
import type { Clock } from '../time/clock.js';
import { dayNumber, type StudyDay } from '../time/study-day.js';
import type { Ledger } from './ledger.js';
import type { QueueRules } from './queue.js';
import type { CardFilter, Shelf, ShelfCard } from './shelf.js';
import type { Counts } from './study.js';
import { Today } from './today.js';
import { type CardView, viewOf } from './view.js';
import type { Stand } from './workload.js';

/** What `due()` may be asked. */
export interface DueFilter extends CardFilter {
  readonly limit?: number | undefined;
  readonly learnAheadMinutes?: number | undefined;
}

const AMOUNT = optional(number(0, Number.MAX_VALUE));
const FILTER: Rules = { deckId: optional(text), tag: optional(text), limit: AMOUNT, learnAheadMinutes: AMOUNT };

interface Remembered {
  readonly answer: unknown;
  /** After how many changes it was given. */
  readonly changes: number;
  /** The instants from and until which the answer stands, if nothing happens but time. */
  readonly from: number;
  readonly until: number;
}

interface Seen {
  /** After how many changes of the card. */
  readonly changes: number;
  readonly day: StudyDay;
  readonly view: CardView;
}

/** So many questions are remembered; who asks more of them at a time waits longer for the answers. */
const MOST_QUESTIONS = 256;

/** What the decks, the log and the clock say together: which cards to show, and how each looks. Only reads. */
export class Agenda {
  readonly #shelf: Shelf;
  readonly #ledger: Ledger;
  readonly #clock: Clock;
  readonly #wishes: SchedulingWishes;
  readonly #stand: Stand;
  #changes = 0;
  readonly #answers = new Map<string, Remembered>();
  /** By the cards that are asked for. */
  readonly #todays = new Map<string, Today>();
  readonly #views = new Map<ShelfCard, Seen>();

  constructor(shelf: Shelf, ledger: Ledger, clock: Clock, wishes: SchedulingWishes = {}) {
    this.#shelf = shelf;
    this.#ledger = ledger;
    this.#clock = clock;
    this.#wishes = wishes;
    this.#stand = {
      get table() {
        return ledger.table;
      },
      dueBefore: (card) => ledger.dueBefore(card),
      reviewDaysOf: (card) => ledger.reviewDays(card),
      scheduleOf: (card) => ledger.standing(card).schedule as Schedule,
    };
  }

  /** Something has happened. @param act the events of an act of this study, if it was one */
  hear(act?: readonly StudyEvent[]): void {
    this.#changes++;
    const event = act?.length === 1 ? act[0] : undefined;
    if (event?.type === 'answered' || event?.type === 'practiced') return; // changes no queue
    const review = event?.type === 'reviewed' && this.#ledger.counts(event) ? event : undefined;
    const card = review && this.#shelf.find(review.cardId);
    for (const [question, today] of this.#todays) {
      if (!card || !today.graded(card, review)) this.#todays.delete(question);
    }
  }

  due(filter: DueFilter = {}): readonly CardView[] {
    const issues = memberIssues(filter, FILTER, '');
    if (issues.length > 0) throw errorOf('invalid-argument', 'These options cannot be used', issues);
    const limit = Math.floor(filter.limit ?? Number.POSITIVE_INFINITY);
    return this.#answer('due', filter, areSameViews, (today, now) => {
      return Object.freeze(today.first(limit, now).map((card) => this.view(card)));
    });
  }

  counts(filter: CardFilter = {}): Counts {
    return this.#answer('counts', filter, areSameCounts, (today, now) => {
      const { nextDueAt, ...counts } = today.tally(now);
      const isNext = nextDueAt < Number.POSITIVE_INFINITY;
      return Object.freeze({ ...counts, ...(isNext && { nextDueAt: new Date(nextDueAt) }) });
    });
  }

  view(card: ShelfCard): CardView {
    const changes = this.#ledger.changes(card);
    const day = this.#clock.dayOf(this.#clock.now());
    const known = this.#views.get(card);
    if (known?.changes === changes && known.day === day) return known.view;
    const view = viewOf(card, this.#ledger.standing(card), day, this.#clock.startOf, known?.view);
    this.#views.set(card, { changes, day, view });
    return view;
  }

  /** Works an answer out from the queue, unless it is known and stands; one that came out the same is the same object. */
  #answer<Answer>(
    about: string,
    filter: DueFilter,
    areSame: (a: Answer, b: Answer) => boolean,
    workOut: (today: Today, now: number) => Answer,
  ): Answer {
    const { deckId, tag, limit, learnAheadMinutes } = filter;
    const question = JSON.stringify([about, deckId, tag, limit, learnAheadMinutes]);
    const now = this.#clock.now();
    const known = this.#answers.get(question) as (Remembered & { readonly answer: Answer }) | undefined;
    if (known && known.changes === this.#changes && known.from <= now && now < known.until) return known.answer;

    const today = this.#today(filter, now);
    let answer = workOut(today, now);
    if (known && areSame(known.answer, answer)) answer = known.answer;
    if (this.#answers.size >= MOST_QUESTIONS) this.#answers.clear();
    this.#answers.set(question, { answer, changes: this.#changes, from: now, until: today.stableUntil(now) });
    return answer;
  }

  #today({ deckId, tag, learnAheadMinutes }: DueFilter, now: number): Today {
    const question = JSON.stringify([deckId, tag, learnAheadMinutes]);
    const known = this.#todays.get(question);
    if (known?.holdsAt(now)) return known;
    const cards = this.#shelf.select({ deckId, tag });
    const { dayOf, startOf } = this.#clock;
    const moment = { now, today: dayNumber(dayOf(now)), dayOf, startOf };
    const { cards: all, siblings } = this.#shelf;
    const asked = { cards, all, siblings, has: (card: ShelfCard) => this.#shelf.matches(card, { deckId, tag }) };
    const rules = { ...this.#rules(cards), learnAheadMinutes };
    const today = new Today(asked, this.#stand, rules, moment);
    if (this.#todays.size >= MOST_QUESTIONS) this.#todays.clear();
    this.#todays.set(question, today);
    return today;
  }

  #rules(cards: readonly ShelfCard[]): QueueRules {
    const decks = new Set<ShelfCard['deck']>();
    for (const { deck } of cards) decks.add(deck);
    const orders = new Set(Array.from(decks, ({ options }) => options.reviewOrder));
    const [order] = orders.size === 1 ? orders : [this.#wishes.reviewOrder]; // decks that disagree are not asked
    const reviewOrder = order ?? DEFAULT_SCHEDULING.reviewOrder;
    return { learnerLimits: this.#wishes, deckLimits: this.#shelf.deckLimits, reviewOrder };
  }
}

function areSameViews(a: readonly CardView[], b: readonly CardView[]): boolean {
  return a.length === b.length && a.every((view, index) => view === b[index]);
}

function areSameCounts(a: Counts, b: Counts): boolean {
  return JSON.stringify(a) === JSON.stringify(b);
}
