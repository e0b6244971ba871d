import type { CardId } from '../deck/deck.js';
import type { SchedulingOptions } from '../deck/scheduling-options.js';
import { StudyError } from '../errors.js';
import { shown } from '../json.js';
import type { Clock } from '../time/clock.js';
import type { CardState, Ledger } from './ledger.js';
import { nextDueAt, stableUntil } from './outlook.js';
import { buildQueue, kindOf, type Moment, type QueueCard, type QueueRules } from './queue.js';
import type { CardFilter, Shelf, ShelfCard } from './shelf.js';
import type { Counts } from './study.js';
import { type CardView, viewOf } from './view.js';
import { reviewsOn } from './workload.js';

/** What `due()` may be asked. */
export interface DueFilter extends CardFilter {
  readonly limit?: number | undefined;
  readonly learnAheadMinutes?: number | undefined;
}

interface Entry extends QueueCard {
  readonly card: ShelfCard;
}

interface Remembered {
  readonly views: readonly CardView[];
  /** The instants from and until which the views stand, if nothing happens but time. */
  readonly from: number;
  readonly until: number;
}

/** What the decks, the log and the clock say together: which cards to show, and how each looks. Only reads. */
export class Agenda {
  readonly #shelf: Shelf;
  readonly #ledger: Ledger;
  readonly #clock: Clock;
  readonly #options: SchedulingOptions;
  readonly #due = new Map<string, Remembered>();
  readonly #views = new Map<CardId, { readonly state: CardState; readonly day: string; readonly view: CardView }>();

  constructor(shelf: Shelf, ledger: Ledger, clock: Clock, options: SchedulingOptions) {
    this.#shelf = shelf;
    this.#ledger = ledger;
    this.#clock = clock;
    this.#options = options;
  }

  /** Something has happened: what was worked out before may no longer stand. */
  expire(): void {
    for (const [question, known] of this.#due) this.#due.set(question, { ...known, until: Number.NEGATIVE_INFINITY });
  }

  due(filter: DueFilter = {}): readonly CardView[] {
    const { deckId, tag, limit, learnAheadMinutes } = filter;
    for (const [name, value] of Object.entries({ limit, learnAheadMinutes })) {
      if (value !== undefined && !(value >= 0)) {
        throw new StudyError('invalid-argument', `${name} must be a number from 0, not ${shown(value)}`);
      }
    }
    const question = JSON.stringify([deckId, tag, limit, learnAheadMinutes]);
    const now = this.#clock.now();
    const known = this.#due.get(question);
    if (known && known.from <= now && now < known.until) return known.views;

    const moment = this.#moment(now);
    const rules = this.#rules(learnAheadMinutes);
    const entries = this.#entries(filter);
    const queue = buildQueue(entries, this.#entries({}), rules, moment).slice(0, limit);
    let views: readonly CardView[] = Object.freeze(queue.map(({ card }) => this.view(card)));
    if (known?.views.length === views.length && views.every((view, at) => view === known.views[at]))
      views = known.views;
    this.#due.set(question, { views, from: now, until: stableUntil(entries, rules, moment) });
    return views;
  }

  counts(filter: CardFilter = {}): Counts {
    const moment = this.#moment(this.#clock.now());
    const rules = this.#rules();
    const entries = this.#entries(filter);
    const queue = buildQueue(entries, this.#entries({}), rules, moment);
    const counts = { new: 0, learning: 0, review: 0, doneToday: 0 };
    for (const entry of queue) counts[kindOf(entry)]++;
    for (const { history } of entries) counts.doneToday += reviewsOn(history, moment.today);
    const next = nextDueAt(entries, new Set<QueueCard>(queue), rules, moment);
    return { ...counts, ...(next !== undefined && { nextDueAt: new Date(next) }) };
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

  #moment(now: number): Moment {
    const { dayOf, startOf } = this.#clock;
    return { now, today: dayOf(now), dayOf, startOf };
  }

  #rules(learnAheadMinutes = this.#options.learnAheadMinutes): QueueRules {
    const { newPerDay, reviewsPerDay, reviewOrder, spreadSiblings } = this.#options;
    const limits = { newPerDay, reviewsPerDay };
    return { limits, deckLimits: this.#shelf.deckLimits, reviewOrder, spreadSiblings, learnAheadMinutes };
  }

  #entries(filter: CardFilter): Entry[] {
    return this.#shelf.select(filter).map((card) => {
      const { history, schedule } = this.#ledger.state(card.id, card.scheduler);
      return {
        card,
        id: card.id,
        deckId: card.deckId,
        ...(card.follows && { follows: card.follows }),
        family: card.family,
        history,
        schedule,
        retrievability: (on) => (schedule ? card.scheduler.retrievability(schedule, on) : 1),
      };
    });
  }
}
