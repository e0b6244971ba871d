import { type Clock, type ClockOptions, createClock } from '../time/clock.js';

/** A clock that stands still until it is told otherwise. */
export interface StoppedClock extends Clock {
  /** Lets so much time pass; negative to set the clock back. */
  advance(time: {
    readonly days?: number;
    readonly hours?: number;
    readonly minutes?: number;
    readonly ms?: number;
  }): void;
  /** Sets the clock to a date and time in ISO 8601 with its distance from UTC, or to ms since 1970 UTC. */
  set(to: string | number): void;
}

const MS_PER_MINUTE = 60_000;

/**
 * A clock for tests.
 * @param at what it shows: ISO 8601 with the distance from UTC, or ms since 1970 UTC
 * @param options the learner's zone and rollover hour; by default UTC and 4
 * @example
 * const clock = stoppedClock('2026-03-29T08:00:00Z', { timeZone: 'Europe/Paris' });
 * clock.advance({ days: 1 });
 */
export function stoppedClock(at: string | number, options: Omit<ClockOptions, 'now'> = {}): StoppedClock {
  let now = instantOf(at);
  return {
    ...createClock({ timeZone: 'UTC', ...options, now: () => now }),
    advance({ days = 0, hours = 0, minutes = 0, ms = 0 }) {
      now += ((days * 24 + hours) * 60 + minutes) * MS_PER_MINUTE + ms;
    },
    set(to) {
      now = instantOf(to);
    },
  };
}

function instantOf(time: string | number): number {
  return typeof time === 'number' ? time : Date.parse(time);
}
