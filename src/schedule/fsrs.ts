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

  /** What was worked out last: who previews a grade often gives it next, and who asks for one often asks for the others. */
  let last: Recall | undefined;

  function isLast(cardId: CardId, before: Schedule, elapsedDays: number): boolean {
    return last?.before === before && last.cardId === cardId && last.elapsedDays === elapsedDays;
  }

  /** What the grades of a card that is remembered lead to. */
  function recall(cardId: CardId, before: Schedule, elapsedDays: number): Recall {
    if (last && isLast(cardId, before, elapsedDays)) return last;
    const retrievability = model.forgetting_curve(elapsedDays, before.stability);
    const memoryAfter = (grade: keyof Intervals) =>
      model.next_state(before, elapsedDays, RATINGS[grade], retrievability);
    const memory = { hard: memoryAfter('hard'), good: memoryAfter('good'), easy: memoryAfter('easy') };
    const plain = (grade: keyof Intervals) =>
      plainInterval(cardId, before.reps + 1, elapsedDays, memory[grade].stability);
    const days = inOrder({ hard: plain('hard'), good: plain('good'), easy: plain('easy') }, maximumIntervalDays);
    last = { cardId, before, elapsedDays, memory, days };
    return last;
  }

  /** After a review of a card that was past its steps and is remembered. */
  function afterRecall(cardId: CardId, before: Schedule, review: Review, grade: keyof Intervals): Schedule {
    const { day, due } = review;
    const days = daysBetween(before.lastReviewed, day);
    const elapsedDays = Math.max(0, days);
    const isWorkedOut = due === undefined || isLast(cardId, before, elapsedDays);
    const known = isWorkedOut ? recall(cardId, before, elapsedDays) : undefined;
    const memory = known?.memory[grade] ?? model.next_state(before, elapsedDays, RATINGS[grade]);
    const isInSteps = due !== undefined && isStep(review, undefined);
    return {
      phase: isInSteps ? 'relearning' : 'review',
      due: due ?? addDays(day, (known as Recall).days[grade]),
      stability: memory.stability,
      difficulty: memory.difficulty,
      reps: before.reps + 1,
      lapses: before.lapses,
      step: 0,
      lastReviewed: latest(before, day, days),
    };
  }

  /** After any other: the first review, one in the steps, and one of a card that was forgotten. */
  function afterStep(cardId: CardId, before: Schedule | undefined, review: Review): Schedule {
    const { grade, day, due } = review;
    const isLapse = before?.phase === 'review';
    const isLearning = before === undefined || before.phase === 'learning';
    const waits = isLearning ? learningWaits : relearningWaits;
    const wait = waits[isLapse || !before ? 0 : before.step]?.[grade];
    const days = before ? daysBetween(before.lastReviewed, day) : 0;
    const elapsedDays = Math.max(0, days);
    const { stability, difficulty } = model.next_state(before ?? null, elapsedDays, RATINGS[grade]);
    const reps = (before?.reps ?? 0) + 1;
    const dueAfterSteps = () => addDays(day, plainInterval(cardId, reps, elapsedDays, stability));
    const isInSteps = due === undefined ? wait !== undefined : isStep(review, wait);
    return {
      phase: isInSteps ? (isLearning ? 'learning' : 'relearning') : 'review',
      due: due ?? (wait ? dueAfter(wait, review) : dueAfterSteps()),
      stability,
      difficulty,
      reps,
      lapses: (before?.lapses ?? 0) + (isLapse ? 1 : 0),
      step: isInSteps ? (wait?.step ?? 0) : 0,
      lastReviewed: before ? latest(before, day, days) : day,
    };
  }

  return {
    next: (cardId, before, review) =>
      before?.phase === 'review' && review.grade !== 'again'
        ? afterRecall(cardId, before, review, review.grade)
        : afterStep(cardId, before, review),
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

/** What the grades of a card lead to if it is remembered. */
interface Recall {
  readonly cardId: CardId;
  readonly before: Schedule;
  readonly elapsedDays: number;
  readonly memory: { readonly [Grade in keyof Intervals]: Memory };
  /** Until the next review. */
  readonly days: Intervals;
}

/** The grades as ts-fsrs numbers them. */
const RATINGS = { again: 1, hard: 2, good: 3, easy: 4 } as const satisfies Record<Grade, number>;

/** Whether the promise was made for a step. Where the steps have changed since, the promise knows better than they do. */
function isStep(review: Review, wait: Wait | undefined): boolean {
  return typeof review.due === 'number' || (wait !== undefined && dueAfter(wait, review) === review.due);
}

/** A journey may bring a day back, and that day counts once. A clock that was further ahead was wrong. */
function latest({ lastReviewed }: Schedule, day: StudyDay, days: number): StudyDay {
  return days === -1 ? lastReviewed : day;
}

/** The nearest parameters that the model can work with. */
export function nearestParameters(parameters: readonly number[]): readonly number[] | undefined {
  return parameters.every(Number.isFinite) ? clipParameters([...parameters], 0) : undefined;
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
