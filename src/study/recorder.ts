import { closedError, StudyError } from '../errors.js';
import { shown } from '../json.js';
import type { CardEvent, EventId, StudyEvent, Undone } from '../log/event.js';
import { newEventId } from '../log/new-id.js';
import type { Cursor, Store } from '../store/store.js';
import { LAST_INSTANT } from '../time/study-day.js';
import type { Ledger } from './ledger.js';
import type { Memory } from './memory.js';

type Unstamped<Event> = Event extends StudyEvent ? Writable<Omit<Event, 'id' | 'at' | 'batch'>> : never;
type Writable<Value> = { -readonly [Member in keyof Value]: Value[Member] };

/** An event before it has an id and a time. */
export type Draft = Unstamped<CardEvent | Undone>;

/** Is told of each change; if it was an act of this study, of its events. */
type Listener = (act?: readonly StudyEvent[]) => void;

/** The error for an id that another event has. */
export function idTaken(id: string): StudyError {
  return new StudyError('conflicting-event', `The id ${shown(id)} is taken; mint one for each event`);
}

const ended = () => {};

/** Writes to the log: one act after another, first to the store, then to the ledger. Knows what can be undone. */
export class Recorder {
  readonly #ledger: Ledger;
  readonly #store: Store;
  #cursor: Cursor;
  /** The app's own way to mint ids, which is not trusted to mint no id twice. */
  readonly #mintId: (() => string) | undefined;
  /** How many events were there before this study recorded any. */
  readonly #inherited: number;
  /** Ids or batches of the acts recorded here, oldest first. */
  readonly #acts: string[] = [];
  /** Undos that nothing was recorded after. */
  #redoable: EventId[] = [];
  readonly #listeners = new Set<Listener>();
  readonly #memory: Memory;
  readonly #stopListening: (() => void) | undefined;
  #last: Promise<unknown> = Promise.resolve();
  #closed = false;

  constructor(ledger: Ledger, store: Store, cursor: Cursor, memory: Memory, mintId?: () => string) {
    this.#ledger = ledger;
    this.#store = store;
    this.#cursor = cursor;
    this.#mintId = mintId;
    this.#memory = memory;
    this.#inherited = ledger.count;
    const hear = () => this.inTurn(() => this.refresh()).catch(() => undefined); // whoever asks next is told what is wrong
    this.#stopListening = store.subscribe?.(hear);
  }

  /** Runs the work when all that was asked for before is done, whether that succeeded or not. */
  inTurn<Result>(work: () => Promise<Result>): Promise<Result> {
    if (this.#closed) return Promise.reject(closedError('study'));
    const result = this.#last.then(work);
    this.#last = result.then(ended, ended);
    return result;
  }

  /** Records one act. */
  record(now: number, drafts: readonly Draft[], id?: string): Promise<void> {
    const batch = drafts.length > 1 ? this.#newId() : undefined;
    const events = drafts.map((draft) => this.#stamped(draft, now, id ?? this.#newId(), batch));
    const [first] = events;
    if (first === undefined) return Promise.resolve();
    if (batch !== undefined && new Set([batch, ...events.map((event) => event.id)]).size <= events.length) {
      throw idTaken(first.id);
    }
    return this.#store.append(events).then(() => {
      this.#ledger.add(events, id === undefined && this.#mintId === undefined);
      this.#tell(events);
      this.#acts.push(batch ?? first.id);
      this.#redoable = [];
    });
  }

  /** Takes back the last act that still counts; returns its events, or nothing if there is none. */
  async undo(now: number): Promise<readonly StudyEvent[]> {
    const target = this.#lastAct();
    if (target === undefined) return [];
    const undo = this.#stamped({ type: 'undone', target }, now, this.#newId());
    await this.#write([undo]);
    this.#redoable.push(undo.id);
    return this.#ledger.log.named(target);
  }

  /** Takes back the last undo; returns the events that count again. */
  async redo(now: number): Promise<readonly StudyEvent[]> {
    const target = this.#redoable.at(-1);
    if (target === undefined) return [];
    await this.#write([this.#stamped({ type: 'undone', target }, now, this.#newId())]);
    this.#redoable.pop();
    return this.#ledger.log.named((this.#ledger.log.find(target) as Undone).target);
  }

  /** Keeps events as they are; returns how many of them were not known. */
  async keep(events: readonly StudyEvent[]): Promise<number> {
    const fresh = events.filter(({ id }) => !this.#ledger.log.has(id));
    return fresh.length > 0 ? this.#write(fresh) : 0;
  }

  /** Takes in what others have written to the store. */
  async refresh(): Promise<void> {
    const { events, cursor } = await this.#store.read(this.#cursor);
    this.#cursor = cursor;
    if (this.#ledger.settle(events) > 0) this.#tell();
  }

  subscribe(listener: Listener): () => void {
    const call: Listener = (act) => listener(act); // a listener that is given twice is called twice
    this.#listeners.add(call);
    return () => this.#listeners.delete(call);
  }

  /** Saves a checkpoint if it is worth it. That it cannot be kept is no loss. */
  async saveCheckpoint(): Promise<void> {
    try {
      if (!this.#memory.isWorthSaving) return;
      await this.refresh(); // so that the cursor stands behind all that is known
      if (this.#ledger.isSettled) await this.#memory.save(this.#cursor);
    } catch {
      // The next study tries again.
    }
  }

  async close(): Promise<void> {
    this.#closed = true;
    this.#stopListening?.();
    await this.#last;
    await this.saveCheckpoint();
    await this.#store.close();
  }

  /** An act comes after all that this device knows of the card, even if its clock has gone back since. */
  #stamped(draft: Draft, now: number, id: string, batch?: string): StudyEvent {
    if (this.#mintId && this.#ledger.log.has(id)) throw idTaken(id);
    const earliest = 'cardId' in draft ? this.#ledger.latest(draft.cardId) + 1 : now;
    const at = Math.min(Math.max(now, earliest), LAST_INSTANT);
    const { type } = draft;
    const stamp = batch === undefined ? { id, type, at } : { id, type, at, batch };
    return Object.assign(stamp, draft) as unknown as StudyEvent;
  }

  #lastAct(): string | undefined {
    const stands = (name: string) => this.#ledger.log.named(name).some((event) => this.#ledger.counts(event));
    const act = this.#acts.findLast(stands);
    if (act !== undefined) return act;
    const event = this.#ledger.lastOf(this.#inherited);
    return event?.batch ?? event?.id;
  }

  #newId(): string {
    return this.#mintId ? this.#mintId() : newEventId();
  }

  async #write(events: readonly StudyEvent[]): Promise<number> {
    await this.#store.append(events);
    const added = this.#ledger.add(events);
    if (added > 0) this.#tell();
    return added;
  }

  /** Tells the listeners that something has changed. A listener's fault is its own: it is thrown apart from the act. */
  #tell(act?: readonly StudyEvent[]): void {
    for (const listener of [...this.#listeners]) {
      try {
        listener(act);
      } catch (error) {
        queueMicrotask(() => {
          throw error;
        });
      }
    }
  }
}
