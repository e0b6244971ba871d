import type { CardId } from '../deck/deck.js';
import { DEFAULT_SCHEDULING, type SchedulingWishes } from '../deck/scheduling-options.js';
import { StudyError } from '../errors.js';
import { shown } from '../json.js';
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

interface Entry extends Candidate {
  readonly card: ShelfCard;
}

interface Remembered {
  readonly answer: unknown;
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
    for (const [question, known] of this.#answers)
      this.#answers.set(question, { ...known, until: Number.NEGATIVE_INFINITY });
  }

  due(filter: DueFilter = {}): readonly CardView[] {
    const { limit, learnAheadMinutes } = filter;
    for (const [name, value] of Object.entries({ limit, learnAheadMinutes })) {
      if (value !== undefined && !(value >= 0)) {
        throw new StudyError('invalid-argument', `${name} must be a number from 0, not ${shown(value)}`);
      }
    }
    return this.#answer('due', filter, areSameViews, (queue) => {
      return Object.freeze(queue.slice(0, limit).map(({ card }) => this.view(card)));
    });
  }

  counts(filter: CardFilter = {}): Counts {
    return this.#answer('counts', filter, areSameCounts, (queue, entries, rules, moment) => {
      const counts = { new: 0, learning: 0, review: 0, doneToday: 0 };
      for (const entry of queue) counts[kindOf(entry)]++;
      for (const { history } of entries) counts.doneToday += reviewsOn(history, moment.today);
      const next = nextDueAt(entries, new Set<Candidate>(queue), rules, moment);
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
    workOut: (queue: Entry[], entries: Entry[], rules: QueueRules, moment: Moment) => Answer,
  ): Answer {
    const { deckId, tag, limit, learnAheadMinutes } = filter;
    const question = JSON.stringify([about, deckId, tag, limit, learnAheadMinutes]);
    const now = this.#clock.now();
    const known = this.#answers.get(question) as (Remembered & { readonly answer: Answer }) | undefined;
    if (known && known.from <= now && now < known.until) return known.answer;

    const moment = this.#moment(now);
    const all = this.#entries(learnAheadMinutes);
    const asked = new Set(this.#shelf.select(filter));
    const entries = asked.size === all.length ? all : all.filter(({ card }) => asked.has(card));
    const rules = this.#rules(entries);
    let answer = workOut(buildQueue(entries, all, rules, moment), entries, rules, moment);
    if (known && areSame(known.answer, answer)) answer = known.answer;
    this.#answers.set(question, { answer, from: now, until: stableUntil(entries, moment) });
    return answer;
  }

  #moment(now: number): Moment {
    const { dayOf, startOf } = this.#clock;
    return { now, today: dayOf(now), dayOf, startOf };
  }

  #rules(entries: readonly Entry[]): QueueRules {
    const orders = new Set(entries.map(({ card }) => card.options.reviewOrder));
    const [order] = orders.size === 1 ? orders : [this.#wishes.reviewOrder]; // decks that disagree are not asked
    const reviewOrder = order ?? DEFAULT_SCHEDULING.reviewOrder;
    return { learnerLimits: this.#wishes, deckLimits: this.#shelf.deckLimits, reviewOrder };
  }

  #entries(learnAheadMinutes: number | undefined): Entry[] {
    return this.#shelf.cards.map((card) => {
      const { history, schedule } = this.#ledger.state(card.id, card.scheduler);
      return {
        card,
        id: card.id,
        deckId: card.deckId,
        ...(card.follows && { follows: card.follows }),
        family: card.family,
        history,
        schedule,
        options: learnAheadMinutes === undefined ? card.options : { ...card.options, learnAheadMinutes },
        retrievability: (on) => (schedule ? card.scheduler.retrievability(schedule, on) : 1),
      };
    });
  }
}

function areSameViews(a: readonly CardView[], b: readonly CardView[]): boolean {
  return a.length === b.length && a.every((view, index) => view === b[index]);
}

function areSameCounts(a: Counts, b: Counts): boolean {
  return JSON.stringify(a) === JSON.stringify(b);
}
