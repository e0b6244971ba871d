import type { CardId } from '../deck/deck.js';
import { isCardEvent } from '../log/check-event.js';
import type { CardEvent, StudyEvent, Undone } from '../log/event.js';
import { NO_CARD, PackedLog } from '../log/packed-log.js';
import type { Holdings } from './checkpoint.js';
import type { Shelf, ShelfCard } from './shelf.js';

/** What the log has to say of an event that was added. */
export interface Added {
  /** Number of the card in the open decks that it is about, if it is about one. */
  readonly card: number | undefined;
  /** Whether it is known to come after all others of its card in the order of history. */
  readonly isLatest: boolean;
}

/** The log in memory, in the order of arrival, in which the events of each card hang together. */
export class LinkedLog {
  readonly #shelf: Shelf;
  readonly #log: PackedLog;
  /** The row of the event of each card that was added last, plus one. */
  readonly #heads: Uint32Array;
  /** Cards whose events are not known to have arrived in the order of history. */
  readonly #disordered: Set<number>;
  /** Ids of cards in no open deck; they are numbered after those in one. */
  readonly #strangers: CardId[];
  readonly #numbersOfStrangers: Map<CardId, number>;

  constructor(shelf: Shelf, kept?: Holdings) {
    const { length } = shelf.cards;
    this.#shelf = shelf;
    this.#heads = kept?.heads ?? new Uint32Array(length);
    this.#disordered = new Set(kept?.disordered);
    this.#strangers = [...(kept?.strangers ?? [])];
    this.#numbersOfStrangers = new Map(this.#strangers.map((id, index) => [id, length + index]));
    this.#log = new PackedLog((card) => this.#idOf(card), kept?.log);
  }

  get holdings(): Pick<Holdings, 'log' | 'heads' | 'disordered' | 'strangers'> {
    const [heads, disordered, strangers] = [this.#heads, [...this.#disordered], this.#strangers];
    return { log: this.#log.packed, heads, disordered, strangers };
  }

  /** How many events there are. */
  get count(): number {
    return this.#log.count;
  }

  events(from?: number): StudyEvent[] {
    return this.#log.events(from);
  }

  at(row: number): StudyEvent {
    return this.#log.event(row);
  }

  has(id: string): boolean {
    return this.#log.find(id) !== undefined;
  }

  find(id: string): StudyEvent | undefined {
    const row = this.#log.find(id);
    return row === undefined ? undefined : this.#log.event(row);
  }

  /** The events that go by this name: the event with this id, and those of a batch. */
  named(name: string): StudyEvent[] {
    return this.#log.named(name).map((row) => this.#log.event(row));
  }

  undos(): Undone[] {
    return this.#log.undos();
  }

  /** Whether the events are those from a row on. */
  continuesWith(events: readonly StudyEvent[], from: number): boolean {
    return from + events.length <= this.count && events.every(({ id }, index) => this.#log.id(from + index) === id);
  }

  /** Makes room for so many more events. */
  reserve(more: number): void {
    this.#log.reserve(more);
  }

  /** Lets go of the memory that searching by id takes, until somebody searches again. */
  forgetIndex(): void {
    this.#log.forgetIndex();
  }

  /**
   * Adds an event, unless its id is known.
   * @param isNew it is known to be new, as one that was just minted
   */
  add(event: StudyEvent, isNew = false): Added | undefined {
    const number = isCardEvent(event) ? this.#numberOf(event.cardId) : NO_CARD;
    const card = number < this.#heads.length ? number : undefined;
    const head = card === undefined ? -1 : (this.#heads[card] as number) - 1;
    if (!this.#log.add(event, number, head, isNew)) return undefined;
    if (card === undefined) return { card, isLatest: false };
    this.#heads[card] = this.count;
    const at = head < 0 ? Number.NEGATIVE_INFINITY : this.#log.at(head);
    if (event.at < at || (event.at === at && event.id < this.#log.id(head))) this.#disordered.add(card);
    return { card, isLatest: !this.#disordered.has(card) };
  }

  /** Orders the events from a row on by their places; those that have none come last. */
  reorder(from: number, places: ReadonlyMap<string, number>): void {
    const placeOf = ({ id }: StudyEvent) => places.get(id) ?? places.size;
    const events = this.#log.events(from).sort((a, b) => placeOf(a) - placeOf(b));
    for (let row = this.count - 1; row >= from; row--) {
      const card = this.#log.card(row);
      if (card < this.#heads.length) this.#heads[card] = this.#log.before(row) + 1;
    }
    this.#log.truncate(from);
    for (const event of events) this.add(event, true);
  }

  /**
   * What happened to a card, taken back or not, in the order of history.
   * @param areNamed whether the ids of reviews are needed
   */
  past(card: number, areNamed: boolean): CardEvent[] {
    const rows: number[] = [];
    for (let row = (this.#heads[card] as number) - 1; row >= 0; row = this.#log.before(row)) rows.push(row);
    rows.reverse();
    if (this.#disordered.has(card)) rows.sort((a, b) => this.#log.at(a) - this.#log.at(b) || this.#compareIds(a, b));
    return rows.map((row) => this.#log.event(row, areNamed) as CardEvent);
  }

  /**
   * The days of the reviews of a card, in the order of history, by number; nothing where anything else happened to it, or
   * events did not arrive in their order.
   */
  reviewDays(card: number): number[] | undefined {
    if (this.#disordered.has(card)) return undefined;
    const days: number[] = [];
    for (let row = (this.#heads[card] as number) - 1; row >= 0; row = this.#log.before(row)) {
      const day = this.#log.day(row);
      if (day === undefined) return undefined;
      days.push(day);
    }
    return days.reverse();
  }

  /** The time of the latest event of a card, taken back or not; before all times if there is none. */
  latest(card: number): number {
    let row = (this.#heads[card] as number) - 1;
    if (row < 0) return Number.NEGATIVE_INFINITY;
    let latest = this.#log.at(row);
    if (!this.#disordered.has(card)) return latest;
    for (; row >= 0; row = this.#log.before(row)) latest = Math.max(latest, this.#log.at(row));
    return latest;
  }

  #compareIds(a: number, b: number): number {
    return this.#log.id(a) < this.#log.id(b) ? -1 : 1;
  }

  #idOf(card: number): CardId {
    const { cards } = this.#shelf;
    return card < cards.length ? (cards[card] as ShelfCard).id : (this.#strangers[card - cards.length] as CardId);
  }

  #numberOf(id: CardId): number {
    const card = this.#shelf.find(id);
    if (card) return card.number;
    let number = this.#numbersOfStrangers.get(id);
    if (number === undefined) {
      number = this.#shelf.cards.length + this.#strangers.length;
      this.#strangers.push(id);
      this.#numbersOfStrangers.set(id, number);
    }
    return number;
  }
}
