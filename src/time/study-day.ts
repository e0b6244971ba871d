import { tzOffset } from '@date-fns/tz';
import { millisecondsInDay, millisecondsInHour, millisecondsInMinute } from 'date-fns/constants';
import { check, type Rule, whole } from '../json.js';

declare const studyDay: unique symbol;

/**
 * One of the learner's days, written `YYYY-MM-DD`. It begins when the wall clock in the learner's time zone reaches the
 * rollover hour of that date, and lasts until the next study day begins. Days compare as strings do.
 */
export type StudyDay = string & { readonly [studyDay]: true };

const FIRST_DAY_NUMBER = -719_162; // 0001-01-01
const LAST_DAY_NUMBER = 2_932_896; // 9999-12-31
/** The first and the last instant with a four-digit year, in ms since 1970 UTC. */
const FIRST_INSTANT = FIRST_DAY_NUMBER * millisecondsInDay;
export const LAST_INSTANT = (LAST_DAY_NUMBER + 1) * millisecondsInDay - 1;

/** Whether the value is a day of the calendar written `YYYY-MM-DD`. */
export function isStudyDay(value: unknown): value is StudyDay {
  if (typeof value !== 'string' || !/^\d{4}-\d\d-\d\d$/.test(value)) return false;
  const number = dayNumber(value as StudyDay);
  return Number.isInteger(number) && dayOfNumber(number) === value;
}

/** An instant: when something happened. */
export const INSTANT: Rule = [whole(FIRST_INSTANT, LAST_INSTANT)[0], 'whole ms since 1970 UTC, in the years 1 to 9999'];
export const DAY: Rule = [isStudyDay, 'a day like "2026-03-29"'];

/**
 * The study day that a text names.
 * @throws StudyError `invalid-day` for anything but a day of the calendar written `YYYY-MM-DD`
 */
export function parseStudyDay(value: unknown): StudyDay {
  check('invalid-day', 'The study day', value, DAY);
  return value as StudyDay;
}

/** Days since 1970-01-01. A date without a time is read as UTC (ECMA-262, Date Time String Format). */
export function dayNumber(day: StudyDay): number {
  return Date.parse(day) / millisecondsInDay;
}

/** The day so many days after 1970-01-01; before year 1 and after 9999 the nearest day there is. */
export function dayOfNumber(number: number): StudyDay {
  const bounded = Math.min(Math.max(number, FIRST_DAY_NUMBER), LAST_DAY_NUMBER);
  return new Date(bounded * millisecondsInDay).toISOString().slice(0, 10) as StudyDay;
}

/** The study day so many days later (earlier, if negative). */
export function addDays(day: StudyDay, days: number): StudyDay {
  return dayOfNumber(dayNumber(day) + days);
}

/** How many days `to` lies after `from`; negative if before. */
export function daysBetween(from: StudyDay, to: StudyDay): number {
  return from === to ? 0 : dayNumber(to) - dayNumber(from);
}

/** The study day that the instant lies in. */
export function studyDayAt(instant: number, timeZone: string, rolloverHour: number): StudyDay {
  const wallClock = instant + offsetAt(instant, timeZone) - rolloverHour * millisecondsInHour;
  let day = dayOfNumber(Math.floor(wallClock / millisecondsInDay));
  // A wall clock set back across the rollover does not bring yesterday back: a day that has begun goes on.
  for (let next = addDays(day, 1); next > day && startOfStudyDay(next, timeZone, rolloverHour) <= instant; ) {
    day = next;
    next = addDays(day, 1);
  }
  return day;
}

/** More than any zone's distance from UTC. */
const REACH = 16 * millisecondsInHour;

/** The first instant, in ms since 1970 UTC, at which the wall clock shows the rollover hour of that date or later. */
export function startOfStudyDay(day: StudyDay, timeZone: string, rolloverHour: number): number {
  const wanted = dayNumber(day) * millisecondsInDay + rolloverHour * millisecondsInHour;
  const offsetBefore = offsetAt(wanted - REACH, timeZone);
  const offsetAfter = offsetAt(wanted + REACH, timeZone);
  if (offsetBefore === offsetAfter) return wanted - offsetBefore;
  const change = offsetChange(wanted - REACH, wanted + REACH, timeZone);
  if (wanted - offsetBefore < change) return wanted - offsetBefore;
  return Math.max(change, wanted - offsetAfter);
}

/** The instant in `(from, to]` at which the zone's offset changes, found by bisection. */
function offsetChange(from: number, to: number, timeZone: string): number {
  const offset = offsetAt(from, timeZone);
  let before = from;
  let after = to;
  while (after - before > 1) {
    const middle = Math.floor((before + after) / 2);
    if (offsetAt(middle, timeZone) === offset) before = middle;
    else after = middle;
  }
  return after;
}

/** How far the zone's wall clock is ahead of UTC, in ms. */
function offsetAt(instant: number, timeZone: string): number {
  return Math.round(tzOffset(timeZone, new Date(instant)) * millisecondsInMinute);
}
