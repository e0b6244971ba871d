import type { SchedulingOptions } from '../../deck/scheduling-options.js';
import { type CardEvent, GRADES, type Seeded } from '../../log/event.js';
import type { Schedule } from '../../schedule/schedule.js';
import type { Scheduler } from '../../schedule/scheduler.js';
import { advance, type Standing, scheduleIn, untouched } from '../../schedule/standing.js';
import type { Due } from '../../time/due.js';
import { daysBetween, type StudyDay } from '../../time/study-day.js';
import { type LoggedEvent, ROW_KINDS } from './own-events.js';
import type { DayCount } from './write-days.js';
import type { CardValues, ReviewValues } from './write-schema.js';

/** What became of a card so far, as Anki needs it. */
export interface Past {
  readonly standing: Standing;
  /** By the id of the row in the review log. */
  readonly events: Map<number, LoggedEvent>;
  /** The interval that the last row gave: days, or seconds if negative. */
  interval: number;
  seed: Seeded | undefined;
  /** When it was last reviewed, in ms since 1970 UTC. */
  reviewedAt: number | undefined;
}

export function noPast(): Past {
  return { standing: untouched(), events: new Map(), interval: 0, seed: undefined, reviewedAt: undefined };
}

/** The column is a 32-bit integer. */
const LONGEST = 2_147_483_647;
const LONGEST_ANSWER_MS = 60_000;
/** What Anki has as ease before it learned FSRS; it wants one on every review. */
const DEFAULT_EASE = 2_500;

/**
 * Takes the next event of a card into account.
 * @param lastId of the rows before; the log has one row at a time
 * @returns its row in the review log; nothing for what Anki does not log
 */
export function happened(
  past: Past,
  event: CardEvent,
  scheduler: Scheduler,
  days: DayCount,
  lastId: number,
): Omit<ReviewValues, 'cardId'> | undefined {
  const { standing } = past;
  const phase = standing.schedule?.phase ?? 'learning';
  const lastInterval = past.interval;
  advance(standing, event, scheduler);
  const { schedule } = standing;
  const row = { id: Math.max(event.at, lastId + 1, 1), lastInterval, durationMs: 0 };
  const log = (logged: LoggedEvent) => past.events.set(row.id, logged);
  switch (event.type) {
    case 'reviewed': {
      log(event);
      past.reviewedAt = event.at;
      past.interval = intervalUntil((schedule as Schedule).due, event.day, event.at);
      const durationMs = Math.min(Math.round(event.durationMs ?? 0), LONGEST_ANSWER_MS);
      const button = GRADES.indexOf(event.grade) + 1;
      return {
        ...row,
        button,
        interval: past.interval,
        factor: difficultyOf(schedule),
        durationMs,
        kind: ROW_KINDS[phase],
      };
    }
    case 'practiced':
      log(event);
      return {
        ...row,
        button: GRADES.indexOf(event.grade) + 1,
        interval: lastInterval,
        factor: 0,
        kind: ROW_KINDS.filtered,
      };
    case 'rescheduled':
      log(event);
      past.interval = Math.max(0, intervalUntil(event.due, days.clock.dayOf(event.at), event.at));
      return { ...row, button: 0, interval: past.interval, factor: difficultyOf(schedule), kind: ROW_KINDS.manual };
    case 'reset':
      log(event);
      past.seed = undefined;
      past.reviewedAt = undefined;
      past.interval = 0;
      return { ...row, button: 0, interval: 0, factor: 0, kind: ROW_KINDS.manual };
    case 'seeded':
      past.seed = event;
      past.reviewedAt = undefined;
      past.interval = Math.max(0, intervalUntil(event.due, event.day, event.at));
      return undefined;
    default:
      return undefined;
  }
}

/** Days are positive, seconds negative. */
function intervalUntil(due: Due, day: StudyDay, at: number): number {
  if (typeof due === 'string') return Math.max(0, daysBetween(day, due));
  return -Math.min(Math.max(1, Math.round((due - at) / 1000)), LONGEST);
}

/** Difficulty where Anki had an ease: 1 is 100 and 10 is 1100. */
function difficultyOf(schedule: Schedule | undefined): number {
  return schedule ? Math.round(100 + ((schedule.difficulty - 1) / 9) * 1000) : DEFAULT_EASE;
}

/** What the row of a card says about where it stands. */
export type CardState = Omit<CardValues, 'id' | 'noteId' | 'deckId' | 'modified'>;

const TYPES = { learning: 1, review: 2, relearning: 3 } as const;
const QUEUES = { new: 0, learning: 1, review: 2, 'learning on a later day': 3, suspended: -1 } as const;
/** Learning dues are seconds that fit into 32 bits, and too great for numbers of days. */
const FIRST_SECOND = 1_000_000_000;
/** The last of the model's own parameters: how fast forgetting slows down. */
const DEFAULT_DECAY = 0.1542;
const DECAY = 20;

/** @param position among all new cards, from 1 */
export function cardState(past: Past, position: number, options: SchedulingOptions, days: DayCount): CardState {
  const { standing } = past;
  const queueOf = (queue: keyof typeof QUEUES) => (standing.suspended ? QUEUES.suspended : QUEUES[queue]);
  const schedule = scheduleIn(standing);
  if (!schedule) {
    const nothing = { interval: 0, factor: 0, reps: 0, lapses: 0, stepsLeft: 0 };
    return { type: 0, queue: queueOf('new'), due: position, ...nothing, data: {} };
  }
  const { phase, reps, lapses, stability, difficulty, lastReviewed } = schedule;
  const reviewedAt = past.reviewedAt ?? days.clock.startOf(lastReviewed);
  const data = {
    pos: position,
    s: rounded(stability, 4),
    d: rounded(difficulty, 3),
    dr: rounded(options.desiredRetention, 2),
    decay: rounded(options.parameters?.[DECAY] ?? DEFAULT_DECAY, 3),
    lrt: Math.floor(reviewedAt / 1000),
  };
  const common = { type: TYPES[phase], factor: DEFAULT_EASE, reps, lapses, data };
  const dueNumber = () => days.numberOf(dayOf(schedule.due, days));
  if (phase === 'review') {
    const promised = daysBetween(lastReviewed, dayOf((standing.schedule as Schedule).due, days));
    return { ...common, queue: queueOf('review'), due: dueNumber(), interval: Math.max(1, promised), stepsLeft: 0 };
  }
  const steps = phase === 'learning' ? options.learningSteps : options.relearningSteps;
  const left = {
    ...common,
    interval: phase === 'learning' ? 0 : Math.max(1, Math.round(stability)),
    stepsLeft: Math.max(1, steps.length - schedule.step),
  };
  const second = typeof schedule.due === 'number' ? Math.floor(schedule.due / 1000) : 0;
  return second > FIRST_SECOND && second <= LONGEST
    ? { ...left, queue: queueOf('learning'), due: second }
    : { ...left, queue: queueOf('learning on a later day'), due: dueNumber() };
}

function dayOf(due: Due, { clock }: DayCount): StudyDay {
  return typeof due === 'number' ? clock.dayOf(due) : due;
}

function rounded(value: number, places: number): number {
  return Number(value.toFixed(places));
}
