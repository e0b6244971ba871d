import { tzOffset } from '@date-fns/tz';
import { millisecondsInDay, millisecondsInHour, millisecondsInMinute } from 'date-fns/constants';
import { check, type Rule } from '../json.js';

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
  return typeof value === 'string' && !Number.isNaN(dayNumber(value));
}

/** Whether the value is an instant: when something happened, in whole ms since 1970 UTC. */
export function isInstant(value: unknown): value is number {
  return Number.isSafeInteger(value) && (value as number) >= FIRST_INSTANT && (value as number) <= LAST_INSTANT;
}

export const INSTANT: Rule = [isInstant, 'whole ms since 1970 UTC, in the years 1 to 9999'];
export const DAY: Rule = [isStudyDay, 'a day like "2026-03-29"'];

/**
 * The study day that a text names.
 * @throws StudyError `invalid-day` for anything but a day of the calendar written `YYYY-MM-DD`
 */
export function parseStudyDay(value: unknown): StudyDay {
  check('invalid-day', 'The study day', value, DAY);
  return value as StudyDay;
}

/**
 * Days since 1970-01-01; not a number for a text that is no day of the calendar written `YYYY-MM-DD`.
 * Years begin in March, so that a leap day is the last of its year: Howard Hinnant, "chrono-Compatible Low-Level Date
 * Algorithms", `days_from_civil`.
 */
export function dayNumber(day: string): number {
  if (day.length !== 10) return Number.NaN;
  const year = digitAt(day, 0) * 1000 + digitAt(day, 1) * 100 + digitAt(day, 2) * 10 + digitAt(day, 3);
  const month = digitAt(day, 5) * 10 + digitAt(day, 6);
  const date = digitAt(day, 8) * 10 + digitAt(day, 9);
  const isWritten = day.charCodeAt(4) === HYPHEN && day.charCodeAt(7) === HYPHEN && year >= 1 && year <= 9999;
  if (!isWritten || !(month >= 1 && month <= 12 && date >= 1 && date <= daysIn(year, month))) return Number.NaN;
  const years = month > 2 ? year : year - 1;
  const leapDays = Math.floor(years / 4) - Math.floor(years / 100) + Math.floor(years / 400);
  const daysOfYear = Math.floor((153 * ((month + 9) % 12) + 2) / 5) + date - 1;
  return years * 365 + leapDays + daysOfYear - DAYS_BEFORE_1970;
}

const HYPHEN = 0x2d;
const ZERO = 0x30;
/** From 0000-03-01, where the count of years begins, to 1970-01-01. */
const DAYS_BEFORE_1970 = 719_468;
/** So much that no number it is part of is a year, a month or a date. */
const NO_DIGIT = 1_000_000;

function digitAt(text: string, at: number): number {
  const digit = text.charCodeAt(at) - ZERO;
  return digit >= 0 && digit <= 9 ? digit : NO_DIGIT;
}

function daysIn(year: number, month: number): number {
  if (month !== 2) return month === 4 || month === 6 || month === 9 || month === 11 ? 30 : 31;
  return year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0) ? 29 : 28;
}

/** Texts of the days asked for lately, each at its number modulo the size. A learner's days are few; equal ones share a text. */
const TEXTS = 8_192;
const numbers = new Int32Array(TEXTS).fill(FIRST_DAY_NUMBER - 1);
const texts: StudyDay[] = new Array(TEXTS);

/** The day so many days after 1970-01-01; before year 1 and after 9999 the nearest day there is. */
export function dayOfNumber(number: number): StudyDay {
  const bounded = Math.floor(Math.min(Math.max(number, FIRST_DAY_NUMBER), LAST_DAY_NUMBER));
  const slot = bounded & (TEXTS - 1);
  if (numbers[slot] !== bounded) {
    texts[slot] = new Date(bounded * millisecondsInDay).toISOString().slice(0, 10) as StudyDay;
    numbers[slot] = bounded;
  }
  return texts[slot] as StudyDay;
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
