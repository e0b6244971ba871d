import type { CardId } from '../deck/deck.js';
import { isCardEvent } from '../log/check-event.js';
import { type CardEvent, compareEvents, type StudyEvent, type Undone } from '../log/event.js';
import { type CardHistory, historyOf, isTakenBack, takenBack } from '../log/history.js';
import type { Schedule } from '../schedule/schedule.js';
import { type Scheduler, scheduleOf } from '../schedule/scheduler.js';

/** What has become of a card. The same object until something happens to the card. */
export interface CardState {
  readonly history: CardHistory;
  readonly schedule: Schedule | undefined;
}

const UNTOUCHED: CardState = { history: { reviews: [], suspended: false }, schedule: undefined };

/**
 * The log in memory, with what it says about each card. It derives nothing that `histories` and `scheduleOf` would not, only
 * for one card at a time and when it is asked.
 */
export class Ledger {
  readonly #arrived: StudyEvent[] = [];
  readonly #byId = new Map<string, StudyEvent>();
  readonly #batches = new Map<string, StudyEvent[]>();
  readonly #pasts = new Map<CardId, CardEvent[]>();
  readonly #undos: Undone[] = [];
  #takenBack: ReadonlySet<string> = new Set();
  readonly #states = new Map<CardId, CardState>();
  readonly #currentId: (id: CardId) => CardId;

  constructor(currentId: (id: CardId) => CardId) {
    this.#currentId = currentId;
  }

  /** All events, in the order in which they came to be known here. */
  get events(): readonly StudyEvent[] {
    return this.#arrived;
  }

  event(id: string): StudyEvent | undefined {
    return this.#byId.get(id);
  }

  /** The events that go by this name: the event with this id, and those of a batch. */
  named(name: string): readonly StudyEvent[] {
    const event = this.#byId.get(name);
    const batch = this.#batches.get(name) ?? [];
    return event ? [event, ...batch] : batch;
  }

  /** Takes in the events that are not known yet, and says how many these were. */
  add(events: readonly StudyEvent[]): number {
    const before = this.#arrived.length;
    const undosBefore = this.#undos.length;
    for (const event of events) if (!this.#byId.has(event.id)) this.#take(event);
    if (this.#undos.length > undosBefore) this.#hearUndos();
    return this.#arrived.length - before;
  }

  state(id: CardId, scheduler: Scheduler): CardState {
    const known = this.#states.get(id);
    if (known) return known;
    const past = this.#pasts.get(id);
    if (past === undefined) return UNTOUCHED;
    const history = historyOf(past.sort(compareEvents).filter((event) => this.counts(event)));
    const state = { history, schedule: scheduleOf(history, scheduler) };
    this.#states.set(id, state);
    return state;
  }

  /** Whether nothing has taken the event back. */
  counts(event: StudyEvent): boolean {
    return !isTakenBack(event, this.#takenBack);
  }

  /** The time of the latest event of a card, taken back or not; before all times if there is none. */
  latest(id: CardId): number {
    return (this.#pasts.get(id) ?? []).reduce((latest, { at }) => Math.max(latest, at), Number.NEGATIVE_INFINITY);
  }

  #take(event: StudyEvent): void {
    this.#arrived.push(event);
    this.#byId.set(event.id, event);
    if (event.batch !== undefined) append(this.#batches, event.batch, event);
    if (event.type === 'undone') this.#undos.push(event);
    if (!isCardEvent(event)) return;
    const id = this.#currentId(event.cardId);
    append(this.#pasts, id, event);
    this.#states.delete(id);
  }

  #hearUndos(): void {
    const before = this.#takenBack;
    this.#takenBack = takenBack(this.#undos);
    const changed = [...before, ...this.#takenBack].filter((name) => before.has(name) !== this.#takenBack.has(name));
    for (const name of changed) {
      for (const event of this.named(name)) if (isCardEvent(event)) this.#states.delete(this.#currentId(event.cardId));
    }
  }
}

function append<Key, Item>(lists: Map<Key, Item[]>, key: Key, item: Item): void {
  const list = lists.get(key);
  if (list) list.push(item);
  else lists.set(key, [item]);
}
