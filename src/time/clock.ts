import { tzOffset } from '@date-fns/tz';
import { check, type Rule, whole } from '../json.js';
import { addDays, INSTANT, type StudyDay, startOfStudyDay, studyDayAt } from './study-day.js';

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

const TIME_ZONE: Rule = [
  (value) => typeof value === 'string' && Number.isFinite(tzOffset(value, new Date(0))),
  'an IANA time zone like "Europe/Paris"',
];
const HOUR = whole(0, 23);
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
  check('invalid-time-zone', 'timeZone', timeZone, TIME_ZONE);
  check('invalid-argument', 'rolloverHour', rolloverHour, HOUR);

  // Most questions are about the day asked about last, and about the days on which cards fall due.
  let known: { readonly day: StudyDay; readonly from: number; readonly until: number } | undefined;
  const starts = new Map<StudyDay, number>();
  const startOf = (day: StudyDay) => {
    let start = starts.get(day);
    if (start === undefined) {
      start = startOfStudyDay(day, timeZone, rolloverHour);
      if (starts.size === MOST_STARTS) starts.clear();
      starts.set(day, start);
    }
    return start;
  };
  return {
    now: () => instantOf((options.now ?? Date.now)()),
    dayOf(instant) {
      if (known === undefined || !(instant >= known.from && instant < known.until)) {
        const day = studyDayAt(checkedInstant(instant), timeZone, rolloverHour);
        known = { day, from: startOf(day), until: startOf(addDays(day, 1)) };
      }
      return known.day;
    },
    startOf,
  };
}

/** Twenty-two years of days. */
const MOST_STARTS = 8_192;

/** Clocks may count fractions; instants are whole milliseconds. */
function instantOf(reading: unknown): number {
  return checkedInstant(typeof reading === 'number' ? Math.floor(reading) : reading);
}

function checkedInstant(value: unknown): number {
  check('invalid-instant', 'The time', value, INSTANT);
  return value as number;
}
