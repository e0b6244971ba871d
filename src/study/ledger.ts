import type { CardId } from '../deck/deck.js';
import { isCardEvent } from '../log/check-event.js';
import { type CardEvent, compareEvents, type StudyEvent, type Undone } from '../log/event.js';
import { type CardHistory, historyOf, isTakenBack, takenBack } from '../log/history.js';
import type { Schedule } from '../schedule/schedule.js';
import { type Scheduler, scheduleOf } from '../schedule/scheduler.js';
import type { Remembered } from './checkpoint.js';

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
  /** What came before, until its events are unpacked. */
  #remembered: Remembered | undefined;
  #arrived: StudyEvent[] = [];
  /** How many events, from the first on, stand here as they stand in the log. */
  #settled: number;
  readonly #byId = new Map<string, StudyEvent>();
  readonly #batches = new Map<string, StudyEvent[]>();
  readonly #pasts = new Map<CardId, CardEvent[]>();
  readonly #undos: Undone[] = [];
  #takenBack: ReadonlySet<string> = new Set();
  readonly #states: Map<CardId, CardState>;
  readonly #currentId: (id: CardId) => CardId;

  constructor(currentId: (id: CardId) => CardId, remembered?: Remembered) {
    this.#currentId = currentId;
    this.#remembered = remembered;
    this.#settled = remembered?.count ?? 0;
    this.#states = remembered?.states ?? new Map();
    this.#takenBack = remembered?.takenBack ?? new Set();
  }

  /** All events, in the order in which they came to be known here. */
  get events(): readonly StudyEvent[] {
    this.#unpack();
    return this.#arrived;
  }

  /** How many events there are. */
  get count(): number {
    return (this.#remembered?.count ?? 0) + this.#arrived.length;
  }

  /** Names of the events and batches that were taken back. */
  get takenBack(): ReadonlySet<string> {
    return this.#takenBack;
  }

  event(id: string): StudyEvent | undefined {
    this.#unpack();
    return this.#byId.get(id);
  }

  /** The events that go by this name: the event with this id, and those of a batch. */
  named(name: string): readonly StudyEvent[] {
    this.#unpack();
    const event = this.#byId.get(name);
    const batch = this.#batches.get(name) ?? [];
    return event ? [event, ...batch] : batch;
  }

  /** Takes in the events that are not known yet, none of them from before the checkpoint, and says how many these were. */
  add(events: readonly StudyEvent[]): number {
    const before = this.count;
    if (events.some(({ type }) => type === 'undone')) this.#unpack();
    const undosBefore = this.#undos.length;
    for (const event of events) {
      if (this.#byId.has(event.id)) continue;
      this.#take(event);
      if (isCardEvent(event)) this.#states.delete(this.#currentId(event.cardId));
    }
    if (this.#undos.length > undosBefore) this.#hearUndos();
    return this.count - before;
  }

  /**
   * Takes in what follows in the log on all that was settled, and puts into its order what was recorded here meanwhile.
   * Says how many events were not known.
   */
  settle(events: readonly StudyEvent[]): number {
    const added = this.add(events);
    const unsettled = this.#arrived.splice(this.#settled - (this.#remembered?.count ?? 0));
    const places = new Map(events.map(({ id }, place) => [id, place]));
    const placeOf = ({ id }: StudyEvent) => places.get(id) ?? events.length;
    for (const event of unsettled.sort((a, b) => placeOf(a) - placeOf(b))) {
      this.#arrived.push(event);
      if (places.has(event.id)) this.#settled++;
    }
    return added;
  }

  /** Whether the log was seen to hold all that is known, in this order. */
  get isSettled(): boolean {
    return this.#settled === this.count;
  }

  state(id: CardId, scheduler: Scheduler): CardState {
    const known = this.#states.get(id);
    if (known) return known;
    const past = [...(this.#remembered?.past(id) ?? []), ...(this.#pasts.get(id) ?? [])];
    if (past.length === 0) return UNTOUCHED;
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
    const before = this.#remembered?.latest(id) ?? Number.NEGATIVE_INFINITY;
    return (this.#pasts.get(id) ?? []).reduce((latest, { at }) => Math.max(latest, at), before);
  }

  #take(event: StudyEvent): void {
    this.#arrived.push(event);
    this.#byId.set(event.id, event);
    if (event.batch !== undefined) append(this.#batches, event.batch, event);
    if (event.type === 'undone') this.#undos.push(event);
    if (isCardEvent(event)) append(this.#pasts, this.#currentId(event.cardId), event);
  }

  /** Takes in the events that were only remembered. The states they led to stand. */
  #unpack(): void {
    const remembered = this.#remembered;
    if (remembered === undefined) return;
    this.#remembered = undefined;
    const since = this.#arrived;
    this.#arrived = [];
    this.#byId.clear();
    this.#batches.clear();
    this.#pasts.clear();
    for (const event of [...remembered.events(), ...since]) this.#take(event);
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
