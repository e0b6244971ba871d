import type { Due } from '../time/due.js';
import type { StudyDay } from '../time/study-day.js';

/** Where a card that was reviewed at least once stands: in its learning steps, past them, or in steps again after a lapse. */
export type Phase = 'learning' | 'review' | 'relearning';

/** What follows from a card's history. A card never reviewed has none: new is not zero. */
export interface Schedule {
  readonly phase: Phase;
  /** A study day, or for steps shorter than a day an instant (ms since 1970 UTC). */
  readonly due: Due;
  /** Days until the probability of recall falls to 90 %. */
  readonly stability: number;
  /** From 1 (easy) to 10 (hard). */
  readonly difficulty: number;
  /** How often it was reviewed. */
  readonly reps: number;
  /** How often it was forgotten after it had become a review. */
  readonly lapses: number;
  /** Index of the learning step it waits in; 0 for reviews. */
  readonly step: number;
  readonly lastReviewed: StudyDay;
}
