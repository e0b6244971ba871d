import { type Clock, createClock } from '../../time/clock.js';
import { addDays, dayNumber, dayOfNumber, type StudyDay } from '../../time/study-day.js';

/** How Anki counts days: from the date on which the collection was created, which begins at the rollover hour. */
export interface DayCount {
  readonly clock: Clock;
  readonly rolloverHour: number;
  /** When the collection was created, in seconds since 1970 UTC: at four in the morning, as Anki does. */
  readonly created: number;
  /** Minutes west of UTC then and there. */
  readonly offset: number;
  numberOf(day: StudyDay): number;
}

const CREATION_HOUR = 4;
/** Anki knows no time before 1970. */
const EARLIEST = dayOfNumber(1);
const MS_PER_DAY = 86_400_000;
const MS_PER_HOUR = 3_600_000;
const MS_PER_MINUTE = 60_000;

/** @param first the collection is created on this day or the one before, so that the day lies in its past whatever the zone */
export function dayCountFrom(first: StudyDay, timeZone: string, rolloverHour: number): DayCount {
  const before = addDays(first, -1);
  const day = before < EARLIEST ? EARLIEST : before;
  const created = createClock({ timeZone, rolloverHour: CREATION_HOUR }).startOf(day);
  const onTheWall = dayNumber(day) * MS_PER_DAY + CREATION_HOUR * MS_PER_HOUR;
  return {
    clock: createClock({ timeZone, rolloverHour }),
    rolloverHour,
    created: Math.floor(created / 1000),
    offset: Math.round((created - onTheWall) / MS_PER_MINUTE),
    numberOf: (each) => dayNumber(each) - dayNumber(day),
  };
}
