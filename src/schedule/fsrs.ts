// biome-ignore-all assist/source/organizeImports: what ts-fsrs does when it is loaded can only be taken back by who came first
import { restoreDatePrototype } from './date-prototype.js';
import { clipParameters, FSRSAlgorithm } from 'ts-fsrs';
import type { CardId } from '../deck/deck.js';
import { resolveScheduling, type SchedulingWishes } from '../deck/scheduling-options.js';
import { errorOf } from '../errors.js';
import type { Grade } from '../log/event.js';
import { addDays, daysBetween, type StudyDay } from '../time/study-day.js';
import { chanceOf, fuzzed, type Intervals, inOrder } from './interval.js';
import type { Phase, Schedule } from './schedule.js';
import type { Review, Scheduler } from './scheduler.js';
import { dueAfter, type Wait, waitAfter } from './steps.js';

restoreDatePrototype();

/** Changes whenever the same history leads to another schedule, so that what was worked out before is worked out anew. */
export const MODEL = 'FSRS-6, 1';

type Remembered = keyof Intervals;

/**
 * FSRS-6: memory is modelled by ts-fsrs; days, steps, bounds, the order of grades and fuzz are ours.
 * @throws StudyError `invalid-options` with every fault
 * @example
 * const scheduler = fsrsScheduler({ desiredRetention: 0.85, learningSteps: ['1m', '1d'] });
 */
export function fsrsScheduler(wishes: SchedulingWishes = {}): Scheduler {
  const options = resolveScheduling(wishes);
  const { maximumIntervalDays, learningSteps, relearningSteps } = options;
  const model = new FSRSAlgorithm({
    ...(options.parameters && { w: checkedParameters(options.parameters) }),
    request_retention: options.desiredRetention,
    maximum_interval: maximumIntervalDays,
    relearning_steps: [...relearningSteps],
    enable_fuzz: false,
    enable_short_term: true,
  });

  const memoryAfter = (before: Schedule | undefined, elapsedDays: number, grade: Grade) =>
    model.next_state(before ?? null, elapsedDays, RATINGS[grade]);

  /** Days until the next review, before the grades are put in order. */
  function plainInterval(cardId: CardId, before: Schedule | undefined, elapsedDays: number, stability: number): number {
    const days = model.next_interval(stability, elapsedDays);
    if (!options.fuzz) return days;
    return fuzzed(days, elapsedDays, maximumIntervalDays, chanceOf(`${cardId} ${(before?.reps ?? 0) + 1}`));
  }

  /** Days until the next review of a card that was remembered, longer than for any lower grade. */
  function interval(cardId: CardId, before: Schedule, elapsedDays: number, grade: Remembered): number {
    const plain = (each: Grade) =>
      plainInterval(cardId, before, elapsedDays, memoryAfter(before, elapsedDays, each).stability);
    return inOrder({ hard: plain('hard'), good: plain('good'), easy: plain('easy') }, maximumIntervalDays)[grade];
  }

  return {
    next(cardId, before, review) {
      const elapsedDays = before ? Math.max(0, daysBetween(before.lastReviewed, review.day)) : 0;
      const { stability, difficulty } = memoryAfter(before, elapsedDays, review.grade);
      const isReview = before?.phase === 'review';
      const isLapse = isReview && review.grade === 'again';
      const steps = before === undefined || before.phase === 'learning' ? learningSteps : relearningSteps;
      const wait =
        isReview && !isLapse ? undefined : waitAfter(steps, isReview ? 0 : (before?.step ?? 0), review.grade);
      const derivedDue = () => {
        if (wait) return dueAfter(wait, review);
        const days =
          isReview && review.grade !== 'again'
            ? interval(cardId, before, elapsedDays, review.grade)
            : plainInterval(cardId, before, elapsedDays, stability);
        return addDays(review.day, days);
      };
      const isInSteps = review.due === undefined ? wait !== undefined : isStep(review, wait);
      return {
        phase: isInSteps ? phaseInSteps(before) : 'review',
        due: review.due ?? derivedDue(),
        stability,
        difficulty,
        reps: (before?.reps ?? 0) + 1,
        lapses: (before?.lapses ?? 0) + (isLapse ? 1 : 0),
        step: isInSteps ? (wait?.step ?? 0) : 0,
        lastReviewed: latest(before?.lastReviewed, review.day),
      };
    },
    retrievability: (schedule, on) =>
      model.forgetting_curve(Math.max(0, daysBetween(schedule.lastReviewed, on)), schedule.stability),
  };
}

/** The grades as ts-fsrs numbers them. */
const RATINGS = { again: 1, hard: 2, good: 3, easy: 4 } as const satisfies Record<Grade, number>;

function phaseInSteps(before: Schedule | undefined): Phase {
  return before === undefined || before.phase === 'learning' ? 'learning' : 'relearning';
}

/** Whether the promise was made for a step. Where the steps have changed since, the promise knows better than they do. */
function isStep(review: Review, wait: Wait | undefined): boolean {
  return typeof review.due === 'number' || (wait !== undefined && dueAfter(wait, review) === review.due);
}

/** A journey may bring a day back, and that day counts once. A clock that was further ahead was wrong. */
function latest(before: StudyDay | undefined, day: StudyDay): StudyDay {
  return before !== undefined && daysBetween(day, before) === 1 ? before : day;
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
