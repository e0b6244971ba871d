// biome-ignore-all assist/source/organizeImports: what ts-fsrs does when it is loaded can only be taken back by who came first
import { restoreDatePrototype } from './date-prototype.js';
import { clipParameters, FSRSAlgorithm } from 'ts-fsrs';
import type { CardId } from '../deck/deck.js';
import { resolveScheduling, type SchedulingWishes } from '../deck/scheduling-options.js';
import { errorOf } from '../errors.js';
import type { Grade } from '../log/event.js';
import { addDays, daysBetween, type StudyDay } from '../time/study-day.js';
import { chanceOf, fuzzed, type Intervals, inOrder } from './interval.js';
import type { Schedule } from './schedule.js';
import type { Review, Scheduler } from './scheduler.js';
import { dueAfter, type Wait, waitsOf } from './steps.js';

restoreDatePrototype();

/** Changes whenever the same history leads to another schedule, so that what was worked out before is worked out anew. */
export const MODEL = 'FSRS-6, 1';

/**
 * FSRS-6: memory is modelled by ts-fsrs; days, steps, bounds, the order of grades and fuzz are ours.
 * @throws StudyError `invalid-options` with every fault
 * @example
 * const scheduler = fsrsScheduler({ desiredRetention: 0.85, learningSteps: ['1m', '1d'] });
 */
export function fsrsScheduler(wishes: SchedulingWishes = {}): Scheduler {
  const options = resolveScheduling(wishes);
  const { maximumIntervalDays, fuzz } = options;
  const model = new Model({
    ...(options.parameters && { w: checkedParameters(options.parameters) }),
    request_retention: options.desiredRetention,
    maximum_interval: maximumIntervalDays,
    relearning_steps: [...options.relearningSteps],
    enable_fuzz: false,
    enable_short_term: true,
  });
  const learningWaits = waitsOf(options.learningSteps);
  const relearningWaits = waitsOf(options.relearningSteps);

  /** Days until the next review, before the grades are put in order. */
  function plainInterval(cardId: CardId, reps: number, elapsedDays: number, stability: number): number {
    const days = model.next_interval(stability, elapsedDays);
    return fuzz ? fuzzed(days, elapsedDays, maximumIntervalDays, chanceOf(`${cardId} ${reps}`)) : days;
  }

  /** What the grades of a review lead to. Whoever asks for one grade often asks for the others next. */
  let remembered: Remembered | undefined;

  function rememberedAfter(cardId: CardId, before: Schedule, elapsedDays: number): Remembered {
    const known = remembered;
    if (known?.cardId === cardId && known.before === before && known.elapsedDays === elapsedDays) return known;
    const recall = model.forgetting_curve(elapsedDays, before.stability);
    const memoryAfter = (grade: keyof Intervals) => model.next_state(before, elapsedDays, RATINGS[grade], recall);
    const memory = { hard: memoryAfter('hard'), good: memoryAfter('good'), easy: memoryAfter('easy') };
    const plain = (grade: keyof Intervals) =>
      plainInterval(cardId, before.reps + 1, elapsedDays, memory[grade].stability);
    const intervals = inOrder({ hard: plain('hard'), good: plain('good'), easy: plain('easy') }, maximumIntervalDays);
    remembered = { cardId, before, elapsedDays, memory, intervals };
    return remembered;
  }

  return {
    next(cardId, before, review) {
      const { grade, day, due } = review;
      const elapsedDays = before ? Math.max(0, daysBetween(before.lastReviewed, day)) : 0;
      const isReview = before?.phase === 'review';
      const isLapse = isReview && grade === 'again';
      const isLearning = before === undefined || before.phase === 'learning';
      const waits = isLearning ? learningWaits : relearningWaits;
      const wait = isReview && !isLapse ? undefined : waits[isReview || !before ? 0 : before.step]?.[grade];
      const after =
        due === undefined && isReview && grade !== 'again' ? rememberedAfter(cardId, before, elapsedDays) : undefined;
      const memory =
        after && grade !== 'again'
          ? after.memory[grade]
          : model.next_state(before ?? null, elapsedDays, RATINGS[grade]);
      const reps = (before?.reps ?? 0) + 1;
      const derivedDue = () => {
        if (wait) return dueAfter(wait, review);
        return addDays(
          day,
          after && grade !== 'again'
            ? after.intervals[grade]
            : plainInterval(cardId, reps, elapsedDays, memory.stability),
        );
      };
      const isInSteps = due === undefined ? wait !== undefined : isStep(review, wait);
      return {
        phase: isInSteps ? (isLearning ? 'learning' : 'relearning') : 'review',
        due: due ?? derivedDue(),
        stability: memory.stability,
        difficulty: memory.difficulty,
        reps,
        lapses: (before?.lapses ?? 0) + (isLapse ? 1 : 0),
        step: isInSteps ? (wait?.step ?? 0) : 0,
        lastReviewed: before === undefined ? day : latest(before.lastReviewed, day),
      };
    },
    retrievability: (schedule, on) =>
      model.forgetting_curve(Math.max(0, daysBetween(schedule.lastReviewed, on)), schedule.stability),
  };
}

/** Without the proxy before its parameters: it stands in the way of each of the twenty look-ups a review, and nobody changes them. */
class Model extends FSRSAlgorithm {
  constructor(parameters: ConstructorParameters<typeof FSRSAlgorithm>[0]) {
    super(parameters);
    this.param = { ...this.param };
  }
}

interface Memory {
  readonly stability: number;
  readonly difficulty: number;
}

/** What the grades of a card that was remembered lead to. */
interface Remembered {
  readonly cardId: CardId;
  readonly before: Schedule;
  readonly elapsedDays: number;
  readonly memory: { readonly [Grade in keyof Intervals]: Memory };
  readonly intervals: Intervals;
}

/** The grades as ts-fsrs numbers them. */
const RATINGS = { again: 1, hard: 2, good: 3, easy: 4 } as const satisfies Record<Grade, number>;

/** Whether the promise was made for a step. Where the steps have changed since, the promise knows better than they do. */
function isStep(review: Review, wait: Wait | undefined): boolean {
  return typeof review.due === 'number' || (wait !== undefined && dueAfter(wait, review) === review.due);
}

/** A journey may bring a day back, and that day counts once. A clock that was further ahead was wrong. */
function latest(before: StudyDay, day: StudyDay): StudyDay {
  return daysBetween(day, before) === 1 ? before : day;
}

/** ts-fsrs clips parameters silently; a wrong one is refused here. */
function checkedParameters(parameters: readonly number[]): readonly number[] {
  const issues = clipParameters([...parameters], 0).flatMap((nearest, index) => {
    const value = parameters[index];
    return value === nearest
      ? []
      : [{ path: `/parameters/${index}`, message: `is ${value}; the nearest possible is ${nearest}` }];
  });
  if (issues.length > 0) throw errorOf('invalid-options', 'These options cannot be used', issues);
  return parameters;
}
