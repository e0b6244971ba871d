import type { Clock } from '../../time/clock.js';
import { dayNumber, dayOfNumber, isInstant, type StudyDay } from '../../time/study-day.js';
import type { Collection } from './collection.js';

const MS_PER_DAY = 86_400_000;
const MS_PER_HOUR = 3_600_000;
const MS_PER_MINUTE = 60_000;

/** The days of a collection as the learner's study days. Days are counted from 1970-01-01 unless said otherwise. */
export interface CollectionDays {
  readonly clock: Clock;
  /** The day that Anki counts from. */
  readonly creation: number;
  /** The study day that an instant lies in: what `clock.dayOf` says, found faster for instants in any order. */
  numberAt(instant: number): number;
}

/** The first and the last day, in days since 1970, whose beginnings are remembered: until 2149. */
const REMEMBERED_DAYS = 65_536;

/**
 * The days of a collection.
 * @param clock of the learner: the zone they live in, with the collection's rollover hour
 */
export function collectionDays(
  collection: Pick<Collection, 'created' | 'creationOffset' | 'schedulerVersion' | 'rolloverHour'>,
  clock: Clock,
): CollectionDays {
  const starts = new Float64Array(REMEMBERED_DAYS).fill(Number.NaN);
  const startOf = (day: number) => {
    let start = starts[day] as number;
    if (Number.isNaN(start)) {
      start = clock.startOf(dayOfNumber(day));
      starts[day] = start;
    }
    return start;
  };
  return {
    clock,
    creation: creationDay(collection, clock),
    numberAt(instant) {
      const guess = Math.floor(instant / MS_PER_DAY);
      // A study day begins at most a day before its date does in UTC, and at most two days after.
      if (guess < 2 || guess > REMEMBERED_DAYS - 3) return dayNumber(clock.dayOf(instant));
      let day = guess;
      while (startOf(day) > instant) day--;
      while (startOf(day + 1) <= instant) day++;
      return day;
    },
  };
}

/**
 * The day that Anki counts from. Where the collection knows the offset of the place where it was made, it is the date there;
 * otherwise the date in the learner's zone. The first scheduler counts days of 24 hours from the moment of creation, which
 * is the rollover hour of that date.
 */
function creationDay(
  { created, creationOffset, schedulerVersion, rolloverHour }: Parameters<typeof collectionDays>[0],
  clock: Clock,
): number {
  const instant = created * 1000;
  if (!isInstant(instant)) return 0;
  if (schedulerVersion === 2 && creationOffset !== undefined) {
    return Math.floor((instant - creationOffset * MS_PER_MINUTE) / MS_PER_DAY);
  }
  // The date on the wall clock, whichever side of the rollover hour it was: that hour later, the study day has the date's name.
  const later = instant + rolloverHour * MS_PER_HOUR;
  return dayNumber(clock.dayOf(isInstant(later) ? later : instant));
}

/** The study day that Anki writes as a number of days since the collection's creation. */
export function dayOfCollection(number: number, { creation }: CollectionDays): StudyDay {
  return dayOfNumber(creation + (Number.isFinite(number) ? Math.floor(number) : 0));
}

/** The study day an interval later. */
export function dayAfter(day: number, days: number): StudyDay {
  return dayOfNumber(day + (Number.isFinite(days) ? Math.floor(days) : 0));
}
