import type { CardId } from '../deck/deck.js';
import { isCardEvent } from '../log/check-event.js';
import type { CardEvent, StudyEvent, Undone } from '../log/event.js';
import { type CardHistory, historyOf, isTakenBack, takenBack } from '../log/history.js';
import { emptyColumns } from '../log/typed-columns.js';
import { advance, type Standing, untouched } from '../schedule/standing.js';
import type { Due } from '../time/due.js';
import { dayNumber } from '../time/study-day.js';
import { CARD_COLUMNS, CardTable } from './card-table.js';
import type { Holdings } from './checkpoint.js';
import { type Added, LinkedLog } from './linked-log.js';
import type { Shelf, ShelfCard } from './shelf.js';
import type { ReviewDays } from './workload.js';

/**
 * The log, and where it has brought each card. It says nothing that `histories` and `scheduleOf` would not: an event that
 * follows on all others of its card moves the card on from where it stands; after any other the card is worked out anew, when
 * somebody asks for it.
 */
export class Ledger {
  readonly #shelf: Shelf;
  /** All events, in the order in which they came to be known here. */
  readonly log: LinkedLog;
  readonly #table: CardTable;
  /** Cards that have to be worked out anew. */
  readonly #stale: Set<number>;
  /** How often something happened to each card here. */
  readonly #changes: Uint32Array;
  /** The card that was asked for last, and where it stands. */
  #asked: { readonly card: number; readonly standing: Standing } | undefined;
  /** The card that was moved on last, and the due that it had before. */
  #moved: { readonly card: number; readonly due: Due | undefined } | undefined;
  /** How many events, from the first on, stand here as they stand in the log. */
  #settled: number;
  /** All undos; looked for when another comes. */
  #undos: Undone[] | undefined;
  #takenBack: ReadonlySet<string>;
  /** Cards of which something was taken back. */
  readonly #concerned: Set<number>;

  /** @param kept what another ledger held, to go on from there */
  constructor(shelf: Shelf, kept?: Holdings) {
    this.#shelf = shelf;
    this.log = new LinkedLog(shelf, kept);
    this.#table = kept?.table ?? new CardTable(emptyColumns(CARD_COLUMNS, shelf.cards.length));
    this.#stale = new Set(kept?.stale);
    this.#changes = new Uint32Array(shelf.cards.length);
    this.#settled = this.log.count;
    this.#takenBack = new Set(kept?.takenBack);
    this.#concerned = new Set(kept?.concerned);
    if (!kept) this.#undos = [];
  }

  get holdings(): Holdings {
    const [takenBack, concerned] = [[...this.#takenBack], [...this.#concerned]];
    return { ...this.log.holdings, table: this.table, stale: [], takenBack, concerned };
  }

  /** How many events there are. */
  get count(): number {
    return this.log.count;
  }

  /** Whether nothing has taken the event back. */
  counts(event: StudyEvent): boolean {
    return !isTakenBack(event, this.#takenBack);
  }

  /** Of the first events, as many as are said, the last that is about a card and counts. */
  lastOf(count: number): StudyEvent | undefined {
    for (let row = count - 1; row >= 0; row--) {
      const event = this.log.at(row);
      if (isCardEvent(event) && this.counts(event)) return event;
    }
    return undefined;
  }

  /**
   * Takes in the events that are not known yet, and says how many these were.
   * @param areNew they are known to be new, as those that were just minted
   */
  add(events: readonly StudyEvent[], areNew = false): number {
    const before = this.count;
    const undos: Undone[] = [];
    const areMany = events.length > this.count >> 3;
    if (areMany) this.log.reserve(events.length);
    for (const event of events) {
      const added = this.log.add(event, areNew);
      if (!added) continue;
      if (added.card !== undefined) this.#happen(event as CardEvent, added.card, added);
      else if (event.type === 'undone') undos.push(event);
    }
    if (areMany) this.log.forgetIndex(); // made anew faster than it is worth its memory
    if (undos.length > 0) this.#hear(undos);
    return this.count - before;
  }

  /**
   * Takes in what follows in the log on all that was settled, and puts into its order what was recorded here meanwhile.
   * Says how many events were not known.
   */
  settle(events: readonly StudyEvent[]): number {
    const wasSettled = this.isSettled;
    const added = this.add(events);
    if (wasSettled) this.#settled = this.count;
    else if (this.log.continuesWith(events, this.#settled)) this.#settled += events.length;
    else {
      const places = new Map(events.map(({ id }, place) => [id, place]));
      this.log.reorder(this.#settled, places);
      while (this.#settled < this.count && places.has(this.log.at(this.#settled).id)) this.#settled++;
    }
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

  /** Where a card stands. Who asks before a grade is given asks again after it. */
  standing({ number }: ShelfCard): Readonly<Standing> {
    // Only schedules of our own scheduler are known to have no more to them than the table holds.
    if (this.#shelf.isSchedulerForeign) return this.#workedOut(number);
    if (this.#stale.delete(number)) this.#table.write(number, this.#workedOut(number));
    if (this.#asked?.card !== number) this.#asked = { card: number, standing: this.#table.standing(number) };
    return this.#asked.standing;
  }

  /** What counts of a card's past. Its reviews may lack their ids. */
  history({ number }: ShelfCard): CardHistory {
    return historyOf(this.#past(number));
  }

  /** When the reviews of a card were that count. */
  reviewDays(card: ShelfCard): ReviewDays {
    const plain = this.#concerned.has(card.number) ? undefined : this.log.reviewDays(card.number);
    if (plain) return { isSeeded: false, days: plain };
    const { seed, reviews } = this.history(card);
    return { isSeeded: seed !== undefined, days: reviews.map(({ day }) => dayNumber(day)) };
  }

  /** The due that a card had before the last event, if that moved it on. */
  dueBefore({ number }: ShelfCard): Due | undefined {
    return this.#moved?.card === number ? this.#moved.due : undefined;
  }

  /** How often something has happened to a card here. */
  changes({ number }: ShelfCard): number {
    return this.#changes[number] as number;
  }

  /** The time of the latest event of a card, taken back or not; before all times if there is none. */
  latest(id: CardId): number {
    const card = this.#shelf.find(id);
    return card ? this.log.latest(card.number) : Number.NEGATIVE_INFINITY;
  }

  /** An event was added to those of a card. */
  #happen(event: CardEvent, card: number, { isLatest }: Added): void {
    this.#changes[card] = (this.#changes[card] as number) + 1;
    if (!this.counts(event)) {
      this.#concerned.add(card);
      return;
    }
    if (!isLatest || this.#shelf.isSchedulerForeign || this.#stale.has(card)) {
      this.#makeStale(card);
      return;
    }
    const standing = this.#asked?.card === card ? this.#asked.standing : this.#table.standing(card);
    this.#moved = { card, due: standing.moved ?? standing.schedule?.due };
    advance(standing, event, (this.#shelf.cards[card] as ShelfCard).deck.scheduler);
    this.#table.write(card, standing);
  }

  #makeStale(card: number): void {
    this.#stale.add(card);
    this.#asked = undefined;
    this.#moved = undefined;
  }

  /** Reviews lack their ids where nothing of the card was taken back. */
  #past(card: number): CardEvent[] {
    const isConcerned = this.#concerned.has(card);
    const past = this.log.past(card, isConcerned);
    return isConcerned ? past.filter((event) => this.counts(event)) : past;
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
    else this.#undos = this.log.undos();
    this.#takenBack = takenBack(this.#undos);
    for (const name of [...before, ...this.#takenBack]) {
      if (before.has(name) === this.#takenBack.has(name)) continue;
      for (const event of this.log.named(name)) {
        const card = isCardEvent(event) ? this.#shelf.find(event.cardId) : undefined;
        if (card === undefined) continue;
        this.#makeStale(card.number);
        this.#concerned.add(card.number);
        this.#changes[card.number] = (this.#changes[card.number] as number) + 1;
      }
    }
  }
}
