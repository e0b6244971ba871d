import type { CardId } from '../deck/deck.js';
import { isCardEvent } from '../log/check-event.js';
import { type CardEvent, compareEvents, type StudyEvent, type Undone } from '../log/event.js';
import { type CardHistory, historyOf, isTakenBack, takenBack } from '../log/history.js';
import { NO_CARD, PackedLog } from '../log/packed-log.js';
import { emptyColumns } from '../log/typed-columns.js';
import { advance, type Standing, untouched } from '../schedule/standing.js';
import type { Due } from '../time/due.js';
import { dayNumber } from '../time/study-day.js';
import { CARD_COLUMNS, CardTable } from './card-table.js';
import type { Holdings } from './checkpoint.js';
import type { Shelf, ShelfCard } from './shelf.js';

/** When a card was reviewed. */
export interface ReviewDays {
  readonly isSeeded: boolean;
  /** Numbers of days, in the order of history. */
  readonly days: readonly number[];
}

/**
 * The log in memory, and where it has brought each card. It says nothing that `histories` and `scheduleOf` would not: an event
 * that follows on all others of its card moves the card on from where it stands; after any other the card is worked out anew,
 * when somebody asks for it.
 */
export class Ledger {
  readonly #shelf: Shelf;
  readonly #log: PackedLog;
  readonly #table: CardTable;
  /** The row of the event of each card that was added last, plus one. */
  readonly #heads: Uint32Array;
  /** Cards of which the event that was added last is not the latest. */
  readonly #disordered: Set<number>;
  /** Cards that have to be worked out anew. */
  readonly #stale: Set<number>;
  /** Ids of cards in no open deck; they are numbered after those in one. */
  readonly #strangers: CardId[];
  readonly #numberOfStranger: Map<CardId, number>;
  /** How often something happened to each card. */
  readonly #changes: Uint32Array;
  /** How many events, from the first on, stand here as they stand in the log. */
  #settled: number;
  #undos: Undone[] | undefined;
  #takenBack: ReadonlySet<string>;

  constructor(shelf: Shelf, kept?: Holdings) {
    const { length } = shelf.cards;
    this.#shelf = shelf;
    this.#strangers = [...(kept?.strangers ?? [])];
    this.#numberOfStranger = new Map(this.#strangers.map((id, index) => [id, length + index]));
    this.#log = new PackedLog((card) => this.#idOf(card), kept?.log);
    this.#table = kept?.table ?? new CardTable(emptyColumns(CARD_COLUMNS, length));
    this.#heads = kept?.heads ?? new Uint32Array(length);
    this.#disordered = new Set(kept?.disordered);
    this.#stale = new Set(kept?.stale);
    this.#changes = new Uint32Array(length);
    this.#settled = this.#log.count;
    this.#takenBack = new Set(kept?.takenBack);
    if (!kept) this.#undos = [];
  }

  /** How many events there are. */
  get count(): number {
    return this.#log.count;
  }

  /** All events, in the order in which they came to be known here. */
  get events(): readonly StudyEvent[] {
    return this.#log.events();
  }

  /** All that it would take to go on from here another time. */
  get holdings(): Holdings {
    return {
      log: this.#log.packed,
      table: this.table,
      heads: this.#heads,
      disordered: [...this.#disordered],
      stale: [],
      strangers: this.#strangers,
      takenBack: [...this.#takenBack],
    };
  }

  event(id: string): StudyEvent | undefined {
    const row = this.#log.find(id);
    return row === undefined ? undefined : this.#log.event(row);
  }

  /** The events that go by this name: the event with this id, and those of a batch. */
  named(name: string): readonly StudyEvent[] {
    return this.#log.named(name).map((row) => this.#log.event(row));
  }

  /** Whether nothing has taken the event back. */
  counts(event: StudyEvent): boolean {
    return !isTakenBack(event, this.#takenBack);
  }

  /** Of the first events, as many as are said, the last that is about a card and counts. */
  lastOf(count: number): StudyEvent | undefined {
    for (let row = count - 1; row >= 0; row--) {
      const event = this.#log.event(row);
      if (isCardEvent(event) && this.counts(event)) return event;
    }
    return undefined;
  }

  /**
   * Takes in the events that are not known yet, and says how many these were.
   * @param areNew their ids are known to be new, as those that were just minted
   */
  add(events: readonly StudyEvent[], areNew = false): number {
    const before = this.count;
    this.#log.reserve(events.length > 1 ? events.length : 0);
    const undos: Undone[] = [];
    for (const event of events) {
      const card = isCardEvent(event) ? this.#numberOf(event.cardId) : NO_CARD;
      const head = card < this.#heads.length ? (this.#heads[card] as number) - 1 : -1;
      if (!this.#log.add(event, card, head, areNew)) continue;
      if (isCardEvent(event) && card < this.#heads.length) this.#happen(event, card, head);
      else if (event.type === 'undone') undos.push(event);
    }
    if (events.length > 1) this.#log.forgetIndex(); // it is made again faster than it is worth its memory
    if (undos.length > 0) this.#hear(undos);
    return this.count - before;
  }

  /**
   * Takes in what follows in the log on all that was settled, and puts into its order what was recorded here meanwhile.
   * Says how many events were not known.
   */
  settle(events: readonly StudyEvent[]): number {
    const unsettled = this.count - this.#settled;
    const added = this.add(events);
    if (unsettled === 0) this.#settled = this.count;
    else if (events.every(({ id }, index) => this.#isAt(this.#settled + index, id))) this.#settled += events.length;
    else this.#reorder(new Map(events.map(({ id }, place) => [id, place])));
    return added;
  }

  /** Whether the log was seen to hold all that is known, in this order. */
  get isSettled(): boolean {
    return this.#settled === this.count;
  }

  /** Where all cards stand. */
  get table(): CardTable {
    for (const card of this.#stale) this.#table.write(card, this.#workedOut(card));
    this.#stale.clear();
    return this.#table;
  }

  /** Where a card stands. */
  standing(card: ShelfCard): Standing {
    // Only schedules of our own scheduler are known to have no more to them than the table holds.
    if (this.#shelf.isSchedulerForeign) return this.#workedOut(card.number);
    if (this.#stale.size > 0 && this.#stale.delete(card.number)) {
      this.#table.write(card.number, this.#workedOut(card.number));
    }
    return this.#table.standing(card.number);
  }

  /** The due that stands. */
  due(card: ShelfCard): Due | undefined {
    return this.table.due(card.number);
  }

  /** What counts of a card's past. */
  history(card: ShelfCard): CardHistory {
    return historyOf(this.#past(card.number));
  }

  /** The days of the reviews that count, by number, and whether a seed came before them. */
  reviewDays(card: ShelfCard): ReviewDays {
    const days: number[] = [];
    let row = (this.#heads[card.number] as number) - 1;
    const isPlain = this.#takenBack.size === 0 && !this.#disordered.has(card.number);
    for (; isPlain && row >= 0; row = this.#log.before(row)) {
      const day = this.#log.day(row);
      if (day === undefined) break; // something else happened, too
      days.push(day);
    }
    if (isPlain && row < 0) return { isSeeded: false, days: days.reverse() };
    const { seed, reviews } = this.history(card);
    return { isSeeded: seed !== undefined, days: reviews.map(({ day }) => dayNumber(day)) };
  }

  /** How often something has happened to a card here. */
  changes(card: ShelfCard): number {
    return this.#changes[card.number] as number;
  }

  /** The time of the latest event of a card, taken back or not; before all times if there is none. */
  latest(id: CardId): number {
    const card = this.#shelf.find(id);
    let row = card ? (this.#heads[card.number] as number) - 1 : -1;
    if (card === undefined || row < 0) return Number.NEGATIVE_INFINITY;
    let latest = this.#log.at(row);
    if (!this.#disordered.has(card.number)) return latest;
    for (; row >= 0; row = this.#log.before(row)) latest = Math.max(latest, this.#log.at(row));
    return latest;
  }

  #idOf(card: number): CardId {
    const { cards } = this.#shelf;
    return card < cards.length ? (cards[card] as ShelfCard).id : (this.#strangers[card - cards.length] as CardId);
  }

  #numberOf(id: CardId): number {
    const card = this.#shelf.find(id);
    if (card) return card.number;
    let number = this.#numberOfStranger.get(id);
    if (number === undefined) {
      number = this.#shelf.cards.length + this.#strangers.length;
      this.#strangers.push(id);
      this.#numberOfStranger.set(id, number);
    }
    return number;
  }

  #isAt(row: number, id: string): boolean {
    return row < this.count && this.#log.id(row) === id;
  }

  /** An event was added to those of a card. */
  #happen(event: CardEvent, card: number, head: number): void {
    const isLatest = this.#link(event, card, head);
    this.#changes[card] = (this.#changes[card] as number) + 1;
    if (!this.counts(event)) return;
    if (!isLatest || this.#stale.has(card) || this.#shelf.isSchedulerForeign) {
      this.#stale.add(card);
      return;
    }
    const standing = this.#table.standing(card);
    advance(standing, event, (this.#shelf.cards[card] as ShelfCard).deck.scheduler);
    this.#table.write(card, standing);
  }

  /** Makes the event that was added last the head of its card; says whether it is known to be the card's latest. */
  #link(event: StudyEvent, card: number, head: number): boolean {
    this.#heads[card] = this.count;
    const at = head < 0 ? Number.NEGATIVE_INFINITY : this.#log.at(head);
    const isAfter = event.at > at || (event.at === at && event.id > this.#log.id(head));
    if (!isAfter) this.#disordered.add(card);
    return isAfter && !this.#disordered.has(card);
  }

  /** What happened to a card and counts, in the order of history. */
  #past(card: number): CardEvent[] {
    const past: CardEvent[] = [];
    for (let row = (this.#heads[card] as number) - 1; row >= 0; row = this.#log.before(row)) {
      past.push(this.#log.event(row) as CardEvent);
    }
    past.reverse();
    if (this.#disordered.has(card)) past.sort(compareEvents);
    return this.#takenBack.size > 0 ? past.filter((event) => this.counts(event)) : past;
  }

  #workedOut(card: number): Standing {
    const { deck } = this.#shelf.cards[card] as ShelfCard;
    const standing = untouched();
    for (const event of this.#past(card)) advance(standing, event, deck.scheduler);
    return standing;
  }

  #hear(undos: readonly Undone[]): void {
    const before = this.#takenBack;
    if (this.#undos) this.#undos.push(...undos);
    else this.#undos = this.#log.undos();
    this.#takenBack = takenBack(this.#undos);
    for (const name of [...before, ...this.#takenBack]) {
      if (before.has(name) === this.#takenBack.has(name)) continue;
      for (const event of this.named(name)) {
        const card = isCardEvent(event) ? this.#shelf.find(event.cardId) : undefined;
        if (card === undefined) continue;
        this.#stale.add(card.number);
        this.#changes[card.number] = (this.#changes[card.number] as number) + 1;
      }
    }
  }

  /** Brings what is not settled into the order of the log, as far as it is there. */
  #reorder(places: ReadonlyMap<string, number>): void {
    const placeOf = ({ id }: StudyEvent) => places.get(id) ?? places.size;
    const unsettled = this.#log.events(this.#settled).sort((a, b) => placeOf(a) - placeOf(b));
    for (let row = this.count - 1; row >= this.#settled; row--) {
      const card = this.#log.card(row);
      if (card < this.#heads.length) this.#heads[card] = this.#log.before(row) + 1;
    }
    this.#log.truncate(this.#settled);
    for (const event of unsettled) {
      const card = isCardEvent(event) ? this.#numberOf(event.cardId) : NO_CARD;
      const head = card < this.#heads.length ? (this.#heads[card] as number) - 1 : -1;
      this.#log.add(event, card, head, true);
      if (card < this.#heads.length) this.#link(event, card, head);
      if (places.has(event.id)) this.#settled++;
    }
  }
}
