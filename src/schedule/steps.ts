import { type Step, stepMinutes } from '../deck/scheduling-options.js';
import type { Grade } from '../log/event.js';
import type { Due } from '../time/due.js';
import { addDays } from '../time/study-day.js';
import type { Review } from './scheduler.js';

const MINUTES_PER_DAY = 24 * 60;
const MS_PER_MINUTE = 60_000;

/** A wait in the learning steps. */
export interface Wait {
  /** Index of the step. */
  readonly step: number;
  /** Whole minutes below a day, whole days from there on. */
  readonly minutes: number;
}

/**
 * The wait that follows a grade given in a learning step; none when the card becomes a review.
 * Again starts over, good goes on, easy leaves. Hard stays, halfway between its neighbours: the first step and the next, or
 * the step before and this one; a lone step is lengthened by half. For up to two steps this is what Anki and ts-fsrs do.
 * @param step index of the step the card waited in; 0 for a card that enters the steps
 */
export function waitAfter(steps: readonly Step[], step: number, grade: Grade): Wait | undefined {
  const first = steps[0];
  if (first === undefined || step >= steps.length || grade === 'easy') return undefined;
  if (grade === 'again') return wait(0, stepMinutes(first));
  const next = steps[step + 1];
  if (grade === 'good') return next && wait(step + 1, stepMinutes(next));
  const lower = steps[Math.max(step - 1, 0)] as Step;
  const upper = steps[Math.max(step, 1)];
  return wait(step, upper ? (stepMinutes(lower) + stepMinutes(upper)) / 2 : stepMinutes(first) * 1.5);
}

function wait(step: number, minutes: number): Wait {
  const unit = minutes < MINUTES_PER_DAY ? 1 : MINUTES_PER_DAY;
  return { step, minutes: Math.round(minutes / unit) * unit };
}

/** When the wait is over: at an instant, or on a study day if it takes a day or more. */
export function dueAfter({ minutes }: Wait, review: Review): Due {
  return minutes < MINUTES_PER_DAY
    ? review.at + minutes * MS_PER_MINUTE
    : addDays(review.day, minutes / MINUTES_PER_DAY);
}
