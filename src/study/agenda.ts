import type { CardId } from '../deck/deck.js';
import { DEFAULT_SCHEDULING, type SchedulingWishes } from '../deck/scheduling-options.js';
import { errorOf } from '../errors.js';
import { memberIssues, number, optional, type Rules, text } from '../json.js';
import type { Clock } from '../time/clock.js';
import { type Candidate, kindOf, type Moment } from './candidate.js';
import type { CardState, Ledger } from './ledger.js';
import { nextDueAt, stableUntil } from './outlook.js';
import { buildQueue, type QueueRules } from './queue.js';
import type { CardFilter, Shelf, ShelfCard } from './shelf.js';
import type { Counts } from './study.js';
import { type CardView, viewOf } from './view.js';
import { reviewsOn } from './workload.js';

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

/** What the decks, the log and the clock say together: which cards to show, and how each looks. Only reads. */
export class Agenda {
  readonly #shelf: Shelf;
  readonly #ledger: Ledger;
  readonly #clock: Clock;
  readonly #wishes: SchedulingWishes;
  #changes = 0;
  readonly #answers = new Map<string, Remembered>();
  readonly #views = new Map<CardId, { readonly state: CardState; readonly day: string; readonly view: CardView }>();

  constructor(shelf: Shelf, ledger: Ledger, clock: Clock, wishes: SchedulingWishes = {}) {
    this.#shelf = shelf;
    this.#ledger = ledger;
    this.#clock = clock;
    this.#wishes = wishes;
  }

  /** Something has happened: what was answered before may no longer stand. */
  expire(): void {
    this.#changes++;
  }

  due(filter: DueFilter = {}): readonly CardView[] {
    const issues = memberIssues(filter, FILTER, '');
    if (issues.length > 0) throw errorOf('invalid-argument', 'These options cannot be used', issues);
    return this.#answer('due', filter, areSameViews, (queue) => {
      return Object.freeze(queue.slice(0, filter.limit).map(({ card }) => this.view(card)));
    });
  }

  counts(filter: CardFilter = {}): Counts {
    return this.#answer('counts', filter, areSameCounts, (queue, entries, rules, moment) => {
      const counts = { new: 0, learning: 0, review: 0, doneToday: 0 };
      for (const entry of queue) counts[kindOf(entry)]++;
      for (const entry of entries) counts.doneToday += reviewsOn(entry, moment.today);
      const next = nextDueAt(entries, new Set(queue), rules, moment);
      return Object.freeze({ ...counts, ...(next !== undefined && { nextDueAt: new Date(next) }) });
    });
  }

  view(card: ShelfCard): CardView {
    const state = this.#ledger.state(card.id, card.scheduler);
    const day = this.#clock.dayOf(this.#clock.now());
    const known = this.#views.get(card.id);
    if (known?.state === state && known.day === day) return known.view;
    const view = viewOf(card, state, day, this.#clock.startOf);
    this.#views.set(card.id, { state, day, view });
    return view;
  }

  /** Works an answer out from the queue, unless it is known and stands; one that came out the same is the same object. */
  #answer<Answer>(
    about: string,
    filter: DueFilter,
    areSame: (a: Answer, b: Answer) => boolean,
    workOut: (queue: Candidate[], entries: Candidate[], rules: QueueRules, moment: Moment) => Answer,
  ): Answer {
    const { deckId, tag, limit, learnAheadMinutes } = filter;
    const question = JSON.stringify([about, deckId, tag, limit, learnAheadMinutes]);
    const now = this.#clock.now();
    const known = this.#answers.get(question) as (Remembered & { readonly answer: Answer }) | undefined;
    if (known && known.changes === this.#changes && known.from <= now && now < known.until) return known.answer;

    const moment = this.#moment(now);
    const all = this.#shelf.cards.map((card) => ({ card, ...this.#ledger.state(card.id, card.scheduler) }));
    const asked = new Set(this.#shelf.select(filter));
    const entries = asked.size === all.length ? all : all.filter(({ card }) => asked.has(card));
    const rules = { ...this.#rules(entries), learnAheadMinutes };
    let answer = workOut(buildQueue(entries, all, rules, moment), entries, rules, moment);
    if (known && areSame(known.answer, answer)) answer = known.answer;
    this.#answers.set(question, {
      answer,
      changes: this.#changes,
      from: now,
      until: stableUntil(all, moment, learnAheadMinutes),
    });
    return answer;
  }

  #moment(now: number): Moment {
    const { dayOf, startOf } = this.#clock;
    return { now, today: dayOf(now), dayOf, startOf };
  }

  #rules(entries: readonly Candidate[]): QueueRules {
    const orders = new Set(entries.map(({ card }) => card.options.reviewOrder));
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
