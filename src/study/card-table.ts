import type { ColumnsOf } from '../log/typed-columns.js';
import type { Phase, Schedule } from '../schedule/schedule.js';
import type { Standing } from '../schedule/standing.js';
import type { Clock } from '../time/clock.js';
import type { Due } from '../time/due.js';
import { dayNumber, dayOfNumber } from '../time/study-day.js';

/** What a card is in the queue; `learning` stands for relearning too. */
export type Kind = 'new' | 'learning' | 'review';

/** The phases, and what a card without a schedule is instead, by the numbers that stand in the two lowest bits of `traits`. */
const PHASES = ['new', 'learning', 'relearning', 'review'] as const satisfies readonly ('new' | Phase)[];
const KINDS = ['new', 'learning', 'learning', 'review'] as const satisfies readonly Kind[];
const PHASE = 3;
const IS_SUSPENDED = 4;
const HAS_DUE = 8;
const IS_DUE_AT_INSTANT = 16;

/** What is kept of each card. */
export const CARD_COLUMNS = {
  stability: Float64Array,
  difficulty: Float64Array,
  /** The due that stands: an instant, or the number of a day. */
  due: Float64Array,
  /** Number of a day. */
  lastReviewed: Int32Array,
  reps: Uint32Array,
  lapses: Uint32Array,
  step: Uint32Array,
  traits: Uint8Array,
} as const;

/** Where all cards stand, in some forty bytes a card. Cards are numbers here, in the order of the decks. */
export class CardTable {
  readonly columns: ColumnsOf<typeof CARD_COLUMNS>;
  /** The learner's own words. */
  readonly ownAnswers: Map<number, string>;

  constructor(
    columns: ColumnsOf<typeof CARD_COLUMNS>,
    ownAnswers: Iterable<readonly [card: number, answer: string]> = [],
  ) {
    this.columns = columns;
    this.ownAnswers = new Map(ownAnswers);
  }

  kind(card: number): Kind {
    return KINDS[this.#traits(card) & PHASE] as Kind;
  }

  isSuspended(card: number): boolean {
    return (this.#traits(card) & IS_SUSPENDED) > 0;
  }

  /** When the card is to be seen; a new card whenever there is room, unless it was put off. */
  due(card: number): Due | undefined {
    const traits = this.#traits(card);
    if ((traits & HAS_DUE) === 0) return undefined;
    const due = this.columns.due[card] as number;
    return (traits & IS_DUE_AT_INSTANT) > 0 ? due : dayOfNumber(due);
  }

  /** Whether the due is an instant, not a day; only of cards that have one, as all of the following. */
  isDueAtInstant(card: number): boolean {
    return (this.#traits(card) & IS_DUE_AT_INSTANT) > 0;
  }

  /** The due as an instant, or as the number of a day. */
  dueNumber(card: number): number {
    return this.columns.due[card] as number;
  }

  /** The instant from which on the card is due. */
  dueAt(card: number, startOf: Clock['startOf']): number {
    const due = this.dueNumber(card);
    return this.isDueAtInstant(card) ? due : startOf(dayOfNumber(due));
  }

  /** Whether the card may be shown at this instant of this day as far as its due goes; true for one that has none. */
  hasCome(card: number, now: number, today: number): boolean {
    if ((this.#traits(card) & HAS_DUE) === 0) return true;
    return this.dueNumber(card) <= (this.isDueAtInstant(card) ? now : today);
  }

  /** Number of the day of the last review; only of cards that are not new. */
  lastReviewed(card: number): number {
    return this.columns.lastReviewed[card] as number;
  }

  /** Where a card stands, its schedule with the due that stands. */
  standing(card: number): Standing {
    const schedule = this.#schedule(card);
    return {
      schedule,
      reviews: schedule?.reps ?? 0,
      moved: schedule ? undefined : this.due(card),
      suspended: this.isSuspended(card),
      ownAnswer: this.ownAnswers.size > 0 ? (this.ownAnswers.get(card) ?? '') : '',
    };
  }

  #schedule(card: number): Schedule | undefined {
    const phase = PHASES[this.#traits(card) & PHASE] as 'new' | Phase;
    if (phase === 'new') return undefined;
    const { stability, difficulty, lastReviewed, reps, lapses, step } = this.columns;
    return {
      phase,
      due: this.due(card) as Due,
      stability: stability[card] as number,
      difficulty: difficulty[card] as number,
      reps: reps[card] as number,
      lapses: lapses[card] as number,
      step: step[card] as number,
      lastReviewed: dayOfNumber(lastReviewed[card] as number),
    };
  }

  write(card: number, standing: Standing): void {
    const { schedule, moved, suspended, ownAnswer } = standing;
    const { columns } = this;
    const due = moved ?? schedule?.due;
    let traits = PHASES.indexOf(schedule?.phase ?? 'new') | (suspended ? IS_SUSPENDED : 0);
    if (due !== undefined) {
      traits |= typeof due === 'number' ? HAS_DUE | IS_DUE_AT_INSTANT : HAS_DUE;
      columns.due[card] = typeof due === 'number' ? due : dayNumber(due);
    }
    columns.traits[card] = traits;
    if (schedule) {
      columns.stability[card] = schedule.stability;
      columns.difficulty[card] = schedule.difficulty;
      columns.lastReviewed[card] = dayNumber(schedule.lastReviewed);
      columns.reps[card] = schedule.reps;
      columns.lapses[card] = schedule.lapses;
      columns.step[card] = schedule.step;
    }
    if (ownAnswer !== '') this.ownAnswers.set(card, ownAnswer);
    else if (this.ownAnswers.size > 0) this.ownAnswers.delete(card);
  }

  #traits(card: number): number {
    return this.columns.traits[card] as number;
  }
}
