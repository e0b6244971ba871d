import type { CardId } from '../deck/deck.js';
import type { Grade, Reviewed, Seeded } from '../log/event.js';
import type { CardHistory } from '../log/history.js';
import type { Due } from '../time/due.js';
import type { StudyDay } from '../time/study-day.js';
import type { Schedule } from './schedule.js';

/** A review, as a scheduler sees it. */
export interface Review {
  readonly grade: Grade;
  /** The instant, in ms since 1970 UTC: learning steps count from it. */
  readonly at: number;
  /** The study day: memory and intervals count from it. */
  readonly day: StudyDay;
  /** The due that was promised and stands; without it the scheduler derives one. */
  readonly due?: Due;
}

/** Where another algorithm would plug in. Pure: the same arguments give the same result, on any machine, at any time. */
export interface Scheduler {
  /** The schedule after a review. A promised due is kept as it is. */
  next(cardId: CardId, before: Schedule | undefined, review: Review): Schedule;
  /** The probability of recall on a study day, from 0 to 1. */
  retrievability(schedule: Schedule, on: StudyDay): number;
}

/**
 * The schedule that a history leads to; none for a card that is new. Each review is scheduled under the id that the card had
 * then, so that a new name changes nothing.
 */
export function scheduleOf(history: CardHistory, scheduler: Scheduler): Schedule | undefined {
  const { reviews, seed, rescheduled } = history;
  let schedule = seed && seeded(seed);
  for (let index = 0; index < reviews.length; index++) {
    schedule = scheduleAfter(schedule, reviews[index] as Reviewed, index + 1, scheduler);
  }
  return schedule && rescheduled ? { ...schedule, due: rescheduled.due } : schedule;
}

/**
 * The schedule after one more review. A promise made in ignorance of other reviews does not stand.
 * @param nth which review of the card it is, of those that count
 */
export function scheduleAfter(
  before: Schedule | undefined,
  review: Reviewed,
  nth: number,
  scheduler: Scheduler,
): Schedule {
  const { cardId, grade, at, day } = review;
  return scheduler.next(cardId, before, review.nth === nth ? review : { grade, at, day });
}

/** The schedule of a past that is known only by its result. */
export function seeded({ due, stability, difficulty, day }: Seeded): Schedule {
  return { phase: 'review', due, stability, difficulty, reps: 0, lapses: 0, step: 0, lastReviewed: day };
}
