import type { Rule } from '../../json.js';
import { isInstant } from '../../time/study-day.js';

/** An instant as programs keep it: a `Date`, ms since 1970 UTC, or a text in ISO 8601 with its offset from UTC. */
export type When = Date | number | string;

/** A date, a time, and an offset: without one, a text means another instant on each machine. */
const WITH_OFFSET = /^\d{4}-\d\d-\d\d[T ]\d\d:\d\d(:\d\d(\.\d+)?)?(Z|[+-]\d\d(:?\d\d)?)$/;

/** The instant meant, in whole ms since 1970 UTC; not a number if none is. */
export function instantOf(value: unknown): number {
  if (typeof value === 'number') return Math.round(value);
  if (value instanceof Date) return value.getTime();
  return typeof value === 'string' && WITH_OFFSET.test(value) ? Date.parse(value) : Number.NaN;
}

export const WHEN: Rule = [
  (value) => isInstant(instantOf(value)) && instantOf(value) >= 0,
  'a Date, ms since 1970 UTC, or a text like "2026-03-29T07:30:00Z", from 1970 to 9999',
];
