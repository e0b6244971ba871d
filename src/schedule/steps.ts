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

/** What follows a grade in a step; nothing where the card becomes a review. */
export type WaitsOfStep = { readonly [G in Grade]?: Wait };

/**
 * The waits that follow the grades given in each of the steps.
 * Again starts over, good goes on, easy leaves. Hard stays, halfway between its neighbours: the first step and the next, or
 * the step before and this one; a lone step is lengthened by half. For up to two steps this is what Anki and ts-fsrs do.
 */
export function waitsOf(steps: readonly Step[]): readonly WaitsOfStep[] {
  const minutes = steps.map(stepMinutes);
  const [first = 0] = minutes;
  return minutes.map((_, step) => {
    const lower = minutes[Math.max(step - 1, 0)] as number;
    const upper = minutes[Math.max(step, 1)];
    const next = minutes[step + 1];
    return {
      again: wait(0, first),
      hard: wait(step, upper === undefined ? first * 1.5 : (lower + upper) / 2),
      ...(next !== undefined && { good: wait(step + 1, next) }),
    };
  });
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
