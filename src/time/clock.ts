import { tzOffset } from '@date-fns/tz';
import { StudyError } from '../errors.js';
import { shown } from '../json.js';
import { addDays, isInstant, type StudyDay, startOfStudyDay, studyDayAt } from './study-day.js';

/** What time it is for the learner. The only place that asks the system; everything else is told. */
export interface Clock {
  /** The present instant, in ms since 1970 UTC. */
  now(): number;
  /** The study day that an instant lies in. */
  dayOf(instant: number): StudyDay;
  /** The instant at which a study day begins. */
  startOf(day: StudyDay): number;
}

export interface ClockOptions {
  /** The present in ms since 1970 UTC; by default the system's clock. */
  readonly now?: () => number;
  /** IANA name of the learner's time zone, such as `Europe/Paris`; by default the host's. */
  readonly timeZone?: string;
  /** Hour of the wall clock, 0 to 23, at which a new study day begins; by default 4, so that a late evening counts as today. */
  readonly rolloverHour?: number;
}

/** The hour at which Anki, too, begins a day unless told otherwise. */
const DEFAULT_ROLLOVER_HOUR = 4;

/**
 * A clock for one learner.
 * @throws StudyError `invalid-time-zone`, or `invalid-argument` for an hour that is none
 * @example
 * const clock = createClock({ timeZone: 'Europe/Paris', rolloverHour: 4 });
 * clock.dayOf(Date.parse('2026-03-29T00:30:00Z')); // '2026-03-28': in Paris it is half past one at night
 */
export function createClock(options: ClockOptions = {}): Clock {
  const timeZone = options.timeZone ?? new Intl.DateTimeFormat().resolvedOptions().timeZone;
  const rolloverHour = options.rolloverHour ?? DEFAULT_ROLLOVER_HOUR;
  if (typeof timeZone !== 'string' || !Number.isFinite(tzOffset(timeZone, new Date(0)))) {
    throw new StudyError(
      'invalid-time-zone',
      `${shown(timeZone)} is no time zone known here; use an IANA name like "Europe/Paris"`,
    );
  }
  if (!Number.isInteger(rolloverHour) || rolloverHour < 0 || rolloverHour > 23) {
    throw new StudyError(
      'invalid-argument',
      `rolloverHour must be a whole hour from 0 to 23, not ${shown(rolloverHour)}`,
    );
  }

  // Most questions are about the same day: remember the last one asked about.
  let known: { readonly day: StudyDay; readonly from: number; readonly until: number } | undefined;
  return {
    now: () => instantOf((options.now ?? Date.now)()),
    dayOf(instant) {
      if (known === undefined || instant < known.from || instant >= known.until) {
        const day = studyDayAt(checkedInstant(instant), timeZone, rolloverHour);
        known = {
          day,
          from: startOfStudyDay(day, timeZone, rolloverHour),
          until: startOfStudyDay(addDays(day, 1), timeZone, rolloverHour),
        };
      }
      return known.day;
    },
    startOf: (day) => (day === known?.day ? known.from : startOfStudyDay(day, timeZone, rolloverHour)),
  };
}

/** Clocks may count fractions; instants are whole milliseconds. */
function instantOf(reading: unknown): number {
  return checkedInstant(typeof reading === 'number' ? Math.floor(reading) : reading);
}

function checkedInstant(value: unknown): number {
  if (isInstant(value)) return value;
  throw new StudyError(
    'invalid-instant',
    `${shown(value)} is no instant; give ms since 1970, as Date.now() does, in the years 1 to 9999`,
  );
}
