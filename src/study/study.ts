import type { CardId, Deck } from '../deck/deck.js';
import type { SchedulingWishes } from '../deck/scheduling-options.js';
import type { Grade } from '../log/event.js';
import type { Progress } from '../log/progress.js';
import type { Scheduler } from '../schedule/scheduler.js';
import type { Store } from '../store/store.js';
import type { Clock } from '../time/clock.js';
import type { Replan } from './replan.js';
import type { CardFilter } from './shelf.js';
import type { CardView } from './view.js';

/** What a study is opened with. */
export interface StudyOptions<D extends Deck = Deck> {
  readonly decks: readonly D[];
  /** Where the progress is kept; by default in memory, until the program ends. */
  readonly store?: Store;
  /** By default the system's time and zone, with a new day beginning at four in the morning. */
  readonly clock?: Clock;
  /** The learner's wishes; they come before those of the decks. */
  readonly scheduling?: SchedulingWishes;
  /** Another algorithm; by default FSRS with the options of each deck. */
  readonly scheduler?: Scheduler;
  /** Mints ids for events and batches; by default random UUIDs. */
  readonly newId?: () => string;
}

/** The id of the deck that a card id belongs to. */
export type DeckIdOf<Id extends CardId> = Id extends CardId<infer DeckId> ? DeckId : never;

/** How many cards there are to do. */
export interface Counts {
  /** How many of the cards that `due()` shows are new. */
  readonly new: number;
  /** How many are in their learning or relearning steps. */
  readonly learning: number;
  /** How many are reviews. */
  readonly review: number;
  /** How many reviews were graded this study day. */
  readonly doneToday: number;
  /** When the next card falls due that `due()` does not show now; absent if none will. */
  readonly nextDueAt?: Date;
}

/**
 * Open decks and one learner's progress in them. Reading is synchronous and writing asynchronous: what resolved is kept.
 * Writes are carried out one after another in the order in which they were asked for. All of its functions may be handed on.
 */
export interface Study<Id extends CardId = CardId, Fields = unknown> {
  /**
   * The cards to show now, in order. The same array until something changes, so it fits `useSyncExternalStore`.
   * @param filter `limit`: at most so many; `learnAheadMinutes`: instead of the option of that name
   * @throws StudyError `unknown-deck`, `invalid-argument`
   */
  due(
    filter?: CardFilter<DeckIdOf<Id>> & {
      readonly limit?: number | undefined;
      readonly learnAheadMinutes?: number | undefined;
    },
  ): readonly CardView<Id, Fields>[];
  /**
   * How many there are. The same object until something changes.
   * @throws StudyError `unknown-deck`
   */
  counts(filter?: CardFilter<DeckIdOf<Id>>): Counts;
  /** @throws StudyError `unknown-card` */
  card(id: Id): CardView<Id, Fields>;
  /**
   * All cards, in the order of the decks.
   * @throws StudyError `unknown-deck`
   */
  cards(filter?: CardFilter<DeckIdOf<Id>>): readonly CardView<Id, Fields>[];
  /**
   * When the card would be due after each grade: exactly what `grade()` would then promise.
   * @throws StudyError `unknown-card`
   */
  preview(id: Id): Readonly<Record<Grade, Date>>;
  /**
   * Records how well the card was recalled, and promises its next due.
   * @param details `id`: mint one per answer to make retries safe, for an id that is known changes nothing; `durationMs`: how
   *   long the answer took; `recalled`: slugs of the key points that came
   * @throws StudyError `unknown-card`, `invalid-grade`, `unknown-key-point`, `conflicting-event`, and what the store throws
   */
  grade(
    id: Id,
    grade: Grade,
    details?: { readonly id?: string; readonly durationMs?: number; readonly recalled?: readonly string[] },
  ): Promise<CardView<Id, Fields>>;
  /** Records a run-through, as before an interview: it is counted and moves nothing. Errors as in `grade`. */
  practice(id: Id, grade: Grade, details?: { readonly recalled?: readonly string[] }): Promise<void>;
  /** Keeps the learner's own words for a card; an empty text takes them away. */
  answer(id: Id, text: string): Promise<void>;
  /**
   * Moves a due: to bury, postpone, advance or set. Memory is not touched.
   * @param due a study day such as `2026-03-29`, or an instant as a `Date` or in ms since 1970 UTC
   * @throws StudyError `unknown-card`, `invalid-day`, `invalid-instant`
   */
  reschedule(id: Id, due: string | number | Date): Promise<void>;
  /** The card is not shown until it is resumed. */
  suspend(id: Id): Promise<void>;
  resume(id: Id): Promise<void>;
  /** Makes the card new. Its past stays in the log. */
  reset(id: Id): Promise<void>;
  /**
   * What the options of today would promise instead of the dues that stand, those that were rescheduled included. Look first,
   * then apply.
   */
  replan(filter?: CardFilter<DeckIdOf<Id>>): Replan<Id>;
  /**
   * Takes back the last act recorded through this study or, after reopening, the last one in the store.
   * @returns the card as it is again, if the act was about one; nothing if there was nothing to take back
   */
  undo(): Promise<CardView<Id, Fields> | undefined>;
  /** Does again what the last `undo()` took back, unless something else was recorded since. */
  redo(): Promise<CardView<Id, Fields> | undefined>;
  /** The whole progress as one JSON value, of cards in closed decks too. */
  exportProgress(): Progress;
  /**
   * Merges progress from elsewhere. Importing twice adds nothing.
   * @throws StudyError `invalid-progress`, `newer-version`; nothing was imported then
   */
  importProgress(progress: Progress): Promise<{ readonly added: number }>;
  /** Takes in what another tab, process or device has written to the store. */
  refresh(): Promise<void>;
  /** Calls the listener after each change; what is returned ends that: `useSyncExternalStore(study.subscribe, study.due)`. */
  subscribe(listener: () => void): () => void;
  /** Waits for what is under way and closes the store. Reading goes on; writing then fails with `closed`. May be called twice. */
  close(): Promise<void>;
  [Symbol.asyncDispose](): Promise<void>;
}
