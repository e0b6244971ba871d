import type { CardId } from '../deck/deck.js';
import { copyOf } from '../json.js';
import { type Columns, EVENT_COLUMNS, type Rest, readAt, readDay, readEvent, resized, writeEvent } from './columns.js';
import type { StudyEvent, Undone } from './event.js';
import { Ids, type PackedIds } from './ids.js';
import { emptyColumns } from './typed-columns.js';

const FEWEST_ROWS = 16;
/** The card of an event that is about none. */
export const NO_CARD = 0xffff_ffff;

/** A log as it can be written down. */
export interface Packed {
  readonly columns: Columns;
  readonly ids: PackedIds;
  /** By row; asked for when it is needed. */
  readonly rests: () => readonly (readonly [row: number, rest: Rest])[];
}

/**
 * The events of a log in few bytes, each at its row, in the order in which they were added: reviews in columns, what is rare
 * about them and all other events as they are. What comes out equals what went in, and is nobody's to change. Cards are numbers
 * here.
 */
export class PackedLog {
  readonly #cardIdOf: (card: number) => CardId;
  readonly #ids: Ids;
  #columns: Columns;
  #count: number;
  #rests: Map<number, Rest> | Packed['rests'];
  /** Rows by the name of the batch; made when they are first asked for. */
  #batches: Map<string, number[]> | undefined;
  /** What is left of reviews with the same key points is one object. */
  readonly #shared = new Map<string, Rest>();

  /** @param packed a log to go on with */
  constructor(cardIdOf: (card: number) => CardId, packed?: Packed) {
    this.#cardIdOf = cardIdOf;
    this.#ids = new Ids(packed?.ids);
    this.#columns = packed?.columns ?? emptyColumns(EVENT_COLUMNS, 0);
    this.#count = this.#columns.card.length;
    this.#rests = packed?.rests ?? new Map();
  }

  get packed(): Packed {
    const rests = [...this.#unpackedRests()];
    return { columns: resized(this.#columns, this.#count), ids: this.#ids.packed, rests: () => rests };
  }

  /** How many events there are. */
  get count(): number {
    return this.#count;
  }

  /** The row of the event with this id. */
  find(id: string): number | undefined {
    return this.#ids.find(id);
  }

  id(row: number): string {
    return this.#ids.at(row);
  }

  at(row: number): number {
    const at = readAt(this.#columns, row);
    return Number.isNaN(at) ? (this.#restAt(row)?.at as number) : at;
  }

  /** Number of the study day of a review; nothing for another event, or where only the event itself can tell. */
  day(row: number): number | undefined {
    return readDay(this.#columns, row);
  }

  /** The number of the card that the event is about, or `NO_CARD`. */
  card(row: number): number {
    return this.#columns.card[row] as number;
  }

  /** The row of the event of the same card that was added before; negative if there is none. */
  before(row: number): number {
    return (this.#columns.before[row] as number) - 1;
  }

  /**
   * The event at a row.
   * @param isNamed whether its id is needed; a review without one is made in half the time
   */
  event(row: number, isNamed = true): StudyEvent {
    const id = isNamed ? this.#ids.at(row) : '';
    return readEvent(this.#columns, row, id, this.#cardIdOf, (row) => this.#restAt(row));
  }

  /** The events from a row on. */
  events(from = 0): StudyEvent[] {
    const events: StudyEvent[] = [];
    for (let row = from; row < this.#count; row++) events.push(this.event(row));
    return events;
  }

  /** The rows of the events that go by a name: of the event with this id, and of those of a batch. */
  named(name: string): readonly number[] {
    if (this.#batches === undefined) {
      this.#batches = new Map();
      for (const [row, rest] of this.#unpackedRests()) this.#rememberBatch(row, rest);
    }
    const row = this.#ids.find(name);
    const batch = this.#batches.get(name) ?? [];
    return row === undefined ? batch : [row, ...batch];
  }

  /** All undos. */
  undos(): Undone[] {
    const undos: Undone[] = [];
    for (const rest of this.#unpackedRests().values())
      if (rest.type === 'undone') undos.push(rest as unknown as Undone);
    return undos;
  }

  /** Makes room for so many more events. */
  reserve(more: number): void {
    this.#ids.reserve(more);
    if (this.#count + more > this.#columns.card.length) this.#columns = resized(this.#columns, this.#count + more);
  }

  /**
   * Adds an event at the next row.
   * @param card number of the card it is about, or `NO_CARD`
   * @param before row of the card's event that was added before; negative if there is none
   * @param isNew the id is known to be new, as one that was just minted; that spares a search
   * @returns whether it was added: not if its id is known
   */
  add(event: StudyEvent, card: number, before: number, isNew = false): boolean {
    if (!this.#ids.add(event.id, isNew)) return false;
    const row = this.#count;
    if (row === this.#columns.card.length) this.reserve(Math.max(FEWEST_ROWS, row >> 3));
    this.#count++;
    this.#columns.card[row] = card;
    this.#columns.before[row] = before + 1;
    const rest = writeEvent(this.#columns, row, event, card === NO_CARD ? undefined : this.#cardIdOf(card));
    if (rest) {
      this.#unpackedRests().set(row, this.#shareable(rest) ?? copyOf(rest, Object.freeze));
      this.#rememberBatch(row, rest);
    }
    return true;
  }

  /** Takes away all events from this row on. */
  truncate(count: number): void {
    for (let row = count; row < this.#count; row++) this.#unpackedRests().delete(row);
    this.#ids.truncate(count);
    this.#batches = undefined;
    this.#count = count;
  }

  /** Lets go of the memory that searching by id takes, until somebody searches again. */
  forgetIndex(): void {
    this.#ids.forgetIndex();
  }

  #restAt(row: number): Rest | undefined {
    return this.#unpackedRests().get(row);
  }

  #unpackedRests(): Map<number, Rest> {
    if (typeof this.#rests === 'function') {
      this.#rests = new Map(
        this.#rests().map(([row, rest]) => [row, this.#shareable(rest) ?? copyOf(rest, Object.freeze)]),
      );
    }
    return this.#rests;
  }

  #rememberBatch(row: number, { batch }: Rest): void {
    if (this.#batches === undefined || typeof batch !== 'string') return;
    const rows = this.#batches.get(batch);
    if (rows) rows.push(row);
    else this.#batches.set(batch, [row]);
  }

  /** The one object for the key points that came, if nothing else is left of a review. */
  #shareable(rest: Rest): Rest | undefined {
    if (!('recalled' in rest) || Object.keys(rest).length > 1) return undefined;
    const text = JSON.stringify(rest);
    let shared = this.#shared.get(text);
    if (shared === undefined) {
      shared = copyOf(rest, Object.freeze);
      this.#shared.set(text, shared);
    }
    return shared;
  }
}
