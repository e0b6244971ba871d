import type { CardId } from '../deck/deck.js';
import { ANY_TEXT, check } from '../json.js';
import type { Grade, StudyEvent } from '../log/event.js';
import { type Progress, parseProgress, progressOf } from '../log/progress.js';
import type { Clock } from '../time/clock.js';
import { DUE, type Due, instantOf, isDue } from '../time/due.js';
import { parseStudyDay } from '../time/study-day.js';
import type { Agenda, DueFilter } from './agenda.js';
import { checkedAnswer } from './grading.js';
import type { CardState, Ledger } from './ledger.js';
import { type Draft, idTaken, type Recorder } from './recorder.js';
import { planMoves, type Replan } from './replan.js';
import type { CardFilter, Shelf, ShelfCard } from './shelf.js';
import type { Counts, Study } from './study.js';
import type { CardView } from './view.js';

/** A study, put together from its parts. What each method means stands at the interface. */
export class OpenStudy implements Study {
  readonly #shelf: Shelf;
  readonly #ledger: Ledger;
  readonly #agenda: Agenda;
  readonly #recorder: Recorder;
  readonly #clock: Clock;

  constructor(shelf: Shelf, ledger: Ledger, agenda: Agenda, recorder: Recorder, clock: Clock) {
    this.#shelf = shelf;
    this.#ledger = ledger;
    this.#agenda = agenda;
    this.#recorder = recorder;
    this.#clock = clock;
    recorder.subscribe(() => agenda.expire());
  }

  // Front ends hand these three on as functions.
  readonly due = (filter?: DueFilter): readonly CardView[] => this.#agenda.due(filter);
  readonly counts = (filter?: CardFilter): Counts => this.#agenda.counts(filter);
  readonly subscribe = (listener: () => void): (() => void) => this.#recorder.subscribe(listener);

  card(id: CardId): CardView {
    return this.#agenda.view(this.#shelf.card(id));
  }

  cards(filter: CardFilter = {}): readonly CardView[] {
    return this.#shelf.select(filter).map((card) => this.#agenda.view(card));
  }

  preview(id: CardId): Record<Grade, Date> {
    const card = this.#shelf.card(id);
    const now = this.#clock.now();
    const dateAfter = (grade: Grade) => new Date(instantOf(this.#promise(card, grade, now), this.#clock.startOf));
    return { again: dateAfter('again'), hard: dateAfter('hard'), good: dateAfter('good'), easy: dateAfter('easy') };
  }

  async grade(
    id: CardId,
    grade: Grade,
    details: { readonly id?: string; readonly durationMs?: number; readonly recalled?: readonly string[] } = {},
  ): Promise<CardView> {
    const card = this.#shelf.card(id);
    const { id: eventId, durationMs } = details;
    const answer = checkedAnswer(card.content, grade, details.recalled);
    const now = this.#clock.now();
    return this.#recorder.inTurn(async () => {
      if (eventId !== undefined) await this.#recorder.refresh(); // another process may have recorded it
      const known = eventId === undefined ? undefined : this.#ledger.event(eventId);
      if (known) this.#assertSame(known, card, grade);
      else {
        const draft: Draft = {
          type: 'reviewed',
          cardId: card.id,
          grade,
          day: this.#clock.dayOf(now),
          nth: this.#state(card).history.reviews.length + 1,
          due: this.#promise(card, grade, now),
          ...(durationMs !== undefined && { durationMs }),
          ...answer,
        };
        await this.#recorder.record(now, [draft], eventId);
      }
      return this.#agenda.view(card);
    });
  }

  async practice(id: CardId, grade: Grade, details: { readonly recalled?: readonly string[] } = {}): Promise<void> {
    const card = this.#shelf.card(id);
    const answer = checkedAnswer(card.content, grade, details.recalled);
    const day = this.#clock.dayOf(this.#clock.now());
    await this.#record(card, () => ({ type: 'practiced', cardId: card.id, grade, day, ...answer }));
  }

  async answer(id: CardId, text: string): Promise<void> {
    check('invalid-argument', 'The answer', text, ANY_TEXT);
    const card = this.#shelf.card(id);
    await this.#record(card, ({ history }) =>
      text === (history.ownAnswer ?? '') ? undefined : { type: 'answered', cardId: card.id, answer: text },
    );
  }

  async reschedule(id: CardId, due: string | number | Date): Promise<void> {
    const card = this.#shelf.card(id);
    const moved = dueFrom(due);
    await this.#record(card, () => ({ type: 'rescheduled', cardId: card.id, due: moved }));
  }

  async suspend(id: CardId): Promise<void> {
    const card = this.#shelf.card(id);
    await this.#record(card, ({ history }) => (history.suspended ? undefined : { type: 'suspended', cardId: card.id }));
  }

  async resume(id: CardId): Promise<void> {
    const card = this.#shelf.card(id);
    await this.#record(card, ({ history }) => (history.suspended ? { type: 'resumed', cardId: card.id } : undefined));
  }

  async reset(id: CardId): Promise<void> {
    const card = this.#shelf.card(id);
    await this.#record(card, () => ({ type: 'reset', cardId: card.id }));
  }

  replan(filter: CardFilter = {}): Replan {
    const now = this.#clock.now();
    const cards = this.#shelf.select(filter).map((card) => ({ card, state: this.#state(card) }));
    const plan = planMoves(cards, (due) => isDue(due, now, this.#clock.dayOf(now)));
    const apply = () =>
      this.#recorder.inTurn(async () => {
        const standing = plan.moves.filter(({ id, from }) => this.#state(this.#shelf.card(id)).schedule?.due === from);
        const drafts = standing.map(({ id, to }): Draft => ({ type: 'rescheduled', cardId: id, due: to }));
        await this.#recorder.record(this.#clock.now(), drafts);
      });
    return { ...plan, apply };
  }

  undo(): Promise<CardView | undefined> {
    return this.#recorder.inTurn(async () => this.#onlyCardOf(await this.#recorder.undo(this.#clock.now())));
  }

  redo(): Promise<CardView | undefined> {
    return this.#recorder.inTurn(async () => this.#onlyCardOf(await this.#recorder.redo(this.#clock.now())));
  }

  exportProgress(): Progress {
    return progressOf(this.#ledger.events, this.#clock.now());
  }

  async importProgress(progress: Progress): Promise<{ readonly added: number }> {
    const { events } = parseProgress(progress);
    return this.#recorder.inTurn(async () => ({ added: await this.#recorder.keep(events) }));
  }

  refresh(): Promise<void> {
    return this.#recorder.inTurn(() => this.#recorder.refresh());
  }

  close(): Promise<void> {
    return this.#recorder.close();
  }

  [Symbol.asyncDispose](): Promise<void> {
    return this.close();
  }

  #state(card: ShelfCard): CardState {
    return this.#ledger.state(card.id, card.scheduler);
  }

  /** The due that a grade given now is answered with. */
  #promise(card: ShelfCard, grade: Grade, now: number): Due {
    const review = { grade, at: now, day: this.#clock.dayOf(now) };
    return card.scheduler.next(card.id, this.#state(card).schedule, review).due;
  }

  /** Records one event about a card, unless its state when the turn comes makes it idle. */
  #record(card: ShelfCard, draftFor: (state: CardState) => Draft | undefined): Promise<void> {
    const now = this.#clock.now();
    return this.#recorder.inTurn(async () => {
      const draft = draftFor(this.#state(card));
      if (draft) await this.#recorder.record(now, [draft]);
    });
  }

  #assertSame(known: StudyEvent, card: ShelfCard, grade: Grade): void {
    const isSame =
      known.type === 'reviewed' && this.#shelf.currentId(known.cardId) === card.id && known.grade === grade;
    if (!isSame) throw idTaken(known.id);
  }

  #onlyCardOf(events: readonly StudyEvent[]): CardView | undefined {
    const ids = new Set(events.map((event) => ('cardId' in event ? event.cardId : undefined)));
    const [id] = ids;
    const card = ids.size === 1 && id !== undefined ? this.#shelf.find(id) : undefined;
    return card && this.#agenda.view(card);
  }
}

function dueFrom(value: string | number | Date): Due {
  if (typeof value === 'string') return parseStudyDay(value);
  const instant = value instanceof Date ? value.getTime() : value;
  check('invalid-instant', 'The due', instant, DUE);
  return instant;
}
