import { closedError, StudyError } from '../errors.js';
import { shown } from '../json.js';
import { isCardEvent } from '../log/check-event.js';
import type { CardEvent, EventId, StudyEvent, Undone } from '../log/event.js';
import type { Cursor, Store } from '../store/store.js';
import { LAST_INSTANT } from '../time/study-day.js';
import type { Ledger } from './ledger.js';

type Unstamped<Event> = Event extends StudyEvent ? Omit<Event, 'id' | 'at' | 'batch'> : never;

/** An event before it has an id and a time. */
export type Draft = Unstamped<CardEvent | Undone>;

/** The error for an id that another event has. */
export function idTaken(id: string): StudyError {
  return new StudyError('conflicting-event', `The id ${shown(id)} is taken; mint one for each event`);
}

/** Writes to the log: one act after another, first to the store, then to the ledger. Knows what can be undone. */
export class Recorder {
  readonly #ledger: Ledger;
  readonly #store: Store;
  #cursor: Cursor;
  readonly #newId: () => string;
  /** How many events were there before this study recorded any. */
  readonly #inherited: number;
  /** Ids or batches of the acts recorded here, oldest first. */
  readonly #acts: string[] = [];
  /** Undos that nothing was recorded after. */
  #redoable: EventId[] = [];
  readonly #listeners = new Set<() => void>();
  #last: Promise<unknown> = Promise.resolve();
  #closed = false;

  constructor(ledger: Ledger, store: Store, cursor: Cursor, newId: () => string) {
    this.#ledger = ledger;
    this.#store = store;
    this.#cursor = cursor;
    this.#newId = newId;
    this.#inherited = ledger.events.length;
  }

  /** Runs the work when all that was asked for before is done, whether that succeeded or not. */
  inTurn<Result>(work: () => Promise<Result>): Promise<Result> {
    if (this.#closed) return Promise.reject(closedError('study'));
    const result = this.#last.then(work);
    this.#last = result.catch(() => undefined);
    return result;
  }

  /** Records one act. */
  async record(now: number, drafts: readonly Draft[], id?: string): Promise<void> {
    const batch = drafts.length > 1 ? this.#newId() : undefined;
    const events = drafts.map((draft) => this.#stamped(draft, now, id ?? this.#newId(), batch));
    const names = new Set([batch, ...events.map((event) => event.id)]);
    const [first] = events;
    if (first === undefined) return;
    if (names.size <= events.length - (batch === undefined ? 1 : 0)) throw idTaken(first.id);
    await this.keep(events);
    this.#acts.push(batch ?? first.id);
    this.#redoable = [];
  }

  /** Takes back the last act that still counts; returns its events, or nothing if there is none. */
  async undo(now: number): Promise<readonly StudyEvent[]> {
    const target = this.#lastAct();
    if (target === undefined) return [];
    const undo = this.#stamped({ type: 'undone', target }, now, this.#newId());
    await this.keep([undo]);
    this.#redoable.push(undo.id);
    return this.#ledger.named(target);
  }

  /** Takes back the last undo; returns the events that count again. */
  async redo(now: number): Promise<readonly StudyEvent[]> {
    const target = this.#redoable.at(-1);
    if (target === undefined) return [];
    await this.keep([this.#stamped({ type: 'undone', target }, now, this.#newId())]);
    this.#redoable.pop();
    return this.#ledger.named((this.#ledger.event(target) as Undone).target);
  }

  /** Keeps events as they are; returns how many of them were not known. */
  async keep(events: readonly StudyEvent[]): Promise<number> {
    const fresh = events.filter((event) => this.#ledger.event(event.id) === undefined);
    if (fresh.length > 0) await this.#store.append(fresh);
    return this.#add(fresh);
  }

  /** Takes in what others have written to the store. */
  async refresh(): Promise<void> {
    const { events, cursor } = await this.#store.read(this.#cursor);
    this.#cursor = cursor;
    this.#add(events);
  }

  subscribe(listener: () => void): () => void {
    const call = () => listener(); // a listener that is given twice is called twice
    this.#listeners.add(call);
    return () => this.#listeners.delete(call);
  }

  async close(): Promise<void> {
    this.#closed = true;
    await this.#last;
    await this.#store.close();
  }

  /** An act comes after all that this device knows of the card, even if its clock has gone back since. */
  #stamped(draft: Draft, now: number, id: string, batch?: string): StudyEvent {
    if (this.#ledger.event(id)) throw idTaken(id);
    const isAboutCard = isCardEvent(draft as StudyEvent);
    const earliest = isAboutCard ? this.#ledger.latest((draft as CardEvent).cardId) + 1 : now;
    const at = Math.min(Math.max(now, earliest), LAST_INSTANT);
    const { type, ...rest } = draft;
    return Object.freeze({ id, type, at, ...(batch !== undefined && { batch }), ...rest }) as StudyEvent;
  }

  #lastAct(): string | undefined {
    const stands = (name: string) => this.#ledger.named(name).some((event) => this.#ledger.counts(event));
    const before = this.#ledger.events.slice(0, this.#inherited);
    const event = before.findLast((event) => isCardEvent(event) && this.#ledger.counts(event));
    return this.#acts.findLast(stands) ?? event?.batch ?? event?.id;
  }

  #add(events: readonly StudyEvent[]): number {
    const added = this.#ledger.add(events);
    if (added > 0) this.#tell();
    return added;
  }

  /** Tells the listeners that something has changed. A listener's fault is its own: it is thrown apart from the act. */
  #tell(): void {
    for (const listener of [...this.#listeners]) {
      try {
        listener();
      } catch (error) {
        queueMicrotask(() => {
          throw error;
        });
      }
    }
  }
}
