import { tzOffset } from '@date-fns/tz';
import fc from 'fast-check';
import { addDays, createClock, daysBetween, parseStudyDay, type StudyDay } from 'ownwords';
import { describe, expect, it } from 'vitest';
import { dayNumber, dayOfNumber, isStudyDay } from '../../src/time/study-day.js';
import { ZONES } from './zones.js';

const HOUR = 3_600_000;
const DAY = 24 * HOUR;
const FROM = Date.UTC(1990, 0, 1);
const TO = Date.UTC(2060, 11, 31);
const HOURS = Array.from({ length: 24 }, (_, hour) => hour);

/** Every instant from 1990 to 2060 at which the zone's distance from UTC changes. */
function clockChanges(timeZone: string): number[] {
  const offset = (instant: number) => tzOffset(timeZone, new Date(instant));
  const changes: number[] = [];
  const step = 5 * DAY;
  for (let from = FROM; from < TO; from += step) {
    if (offset(from) === offset(from + step)) continue;
    let [before, after] = [from, from + step];
    while (after - before > 1) {
      const middle = Math.floor((before + after) / 2);
      if (offset(middle) === offset(before)) before = middle;
      else after = middle;
    }
    changes.push(after);
  }
  return changes;
}

/** The wall clock as `Intl` shows it, without our arithmetic or date-fns between. */
function wallClock(timeZone: string) {
  const format = new Intl.DateTimeFormat('sv-SE', { timeZone, dateStyle: 'short', timeStyle: 'medium' });
  return (instant: number) => format.format(instant); // 2026-03-29 03:00:00
}

function holdsAt(instant: number, timeZone: string, rolloverHour: number): void {
  const clock = createClock({ timeZone, rolloverHour });
  const day = clock.dayOf(instant);
  const [start, end] = [clock.startOf(day), clock.startOf(addDays(day, 1))];
  if (start <= instant && instant < end) return;
  const place = `${timeZone}, rollover ${rolloverHour}, ${new Date(instant).toISOString()} in ${day}`;
  throw new Error(`${place}: from ${new Date(start).toISOString()} to ${new Date(end).toISOString()}`);
}

describe.each(ZONES)('in %s', (timeZone) => {
  const changes = clockChanges(timeZone);

  it('every instant lies in exactly its own study day, at every rollover hour', () => {
    for (const rolloverHour of HOURS) {
      fc.assert(
        fc.property(fc.integer({ min: FROM, max: TO }), (instant) => holdsAt(instant, timeZone, rolloverHour)),
        { numRuns: 20 },
      );
    }
  });

  it('and so it does around every clock change', () => {
    for (const [index, change] of changes.entries()) {
      // All hours in turn, and the one at which this clock is set, which is the awkward one.
      const hourOfChange = Number(wallClock(timeZone)(change).slice(11, 13));
      for (const rolloverHour of new Set([index % 24, hourOfChange, (hourOfChange + 23) % 24, 0, 4])) {
        for (const distance of [-HOUR, -1, 0, 1, HOUR / 2]) holdsAt(change + distance, timeZone, rolloverHour);
      }
    }
  });

  it('a study day begins when the wall clock first shows its rollover hour', () => {
    const wall = wallClock(timeZone);
    const days = [...changes.flatMap((change) => [change - DAY, change]), FROM, TO].map((instant) =>
      dayOfNumber(Math.floor(instant / DAY)),
    );
    for (const [index, day] of days.entries()) {
      const rolloverHour = index % 24;
      const start = createClock({ timeZone, rolloverHour }).startOf(day);
      const wanted = `${day} ${String(rolloverHour).padStart(2, '0')}:00:00`;
      expect(wall(start) >= wanted, `${wall(start)} is not before ${wanted}`).toBe(true);
      expect(wall(start - 1000) < wanted, `${wall(start - 1000)} is before ${wanted}`).toBe(true);
    }
  });
});

describe('a study day', () => {
  it('lasts 23 hours when clocks are set forward, and 25 when they are set back', () => {
    const clock = createClock({ timeZone: 'Europe/Paris', rolloverHour: 2 });
    const hours = (day: string) =>
      (clock.startOf(addDays(parseStudyDay(day), 1)) - clock.startOf(parseStudyDay(day))) / HOUR;
    // At two at night on 29 March clocks jump to three, so the day of the 28th ends, and the 29th begins, at that moment.
    expect([hours('2026-03-28'), hours('2026-03-29'), hours('2026-10-24'), hours('2026-10-25')]).toEqual([
      24, 23, 24, 25,
    ]);
  });

  it('that the calendar skipped is as short as its zone made it', () => {
    const clock = createClock({ timeZone: 'Pacific/Apia', rolloverHour: 0 });
    const skipped = parseStudyDay('2011-12-30');
    expect(clock.startOf(skipped)).toBe(clock.startOf(addDays(skipped, 1)));
    expect(clock.dayOf(clock.startOf(skipped))).toBe('2011-12-31');
  });

  it('does not come back when the wall clock is set back across the rollover', () => {
    // St. John's set its clocks back from 00:01 to 23:01 the day before.
    const clock = createClock({ timeZone: 'America/St_Johns', rolloverHour: 0 });
    const start = clock.startOf(parseStudyDay('2010-11-07'));
    expect(clock.dayOf(start - 1)).toBe('2010-11-06');
    for (const minutes of [0, 1, 30, 61, 90]) expect(clock.dayOf(start + minutes * 60_000)).toBe('2010-11-07');
  });

  it('is a day of the calendar, or is refused', () => {
    for (const wrong of [
      '2026-02-29',
      '2026-13-01',
      '2026-00-10',
      '2026-1-1',
      '0000-01-01',
      '10000-01-01',
      '',
      ' 2026-01-01',
      20260101,
      null,
      new Date(),
    ]) {
      expect(() => parseStudyDay(wrong), String(wrong)).toThrow(expect.objectContaining({ code: 'invalid-day' }));
    }
    expect(parseStudyDay('2024-02-29')).toBe('2024-02-29');
  });

  it('is a number of days since 1970, there and back, as the host counts them', () => {
    fc.assert(
      fc.property(fc.integer({ min: -719_162, max: 2_932_896 }), (number) => {
        const day = dayOfNumber(number);
        expect(isStudyDay(day)).toBe(true);
        expect(dayNumber(day)).toBe(number);
        expect(Date.parse(`${day}T00:00:00Z`)).toBe(number * DAY);
      }),
    );
  });

  it('is what the host reads as one and writes the same way', () => {
    const digits = (length: number) => fc.nat({ max: 10 ** length - 1 }).map((n) => String(n).padStart(length, '0'));
    const year = fc.oneof(digits(4), fc.constantFrom('1900', '2000', '2024', '2100'));
    const month = fc.integer({ min: 0, max: 13 }).map((n) => String(n).padStart(2, '0'));
    const date = fc.integer({ min: 0, max: 32 }).map((n) => String(n).padStart(2, '0'));
    fc.assert(
      fc.property(year, month, date, fc.string({ maxLength: 1 }), (year, month, date, more) => {
        const text = `${year}-${month}-${date}${more}`;
        const read = new Date(`${text}T00:00:00Z`);
        const isWritten = !Number.isNaN(read.getTime()) && read.toISOString().startsWith(`${text}T`);
        expect(isStudyDay(text), text).toBe(isWritten && more === '' && year !== '0000');
      }),
      { numRuns: 5_000 },
    );
    expect(addDays('1970-01-01' as StudyDay, -5.5)).toBe('1969-12-26'); // and leaves whole days as they are
    expect(addDays('1970-01-01' as StudyDay, -5)).toBe('1969-12-27');
  });

  it('can be counted from, within the years 1 to 9999', () => {
    expect(addDays('2026-12-31' as StudyDay, 1)).toBe('2027-01-01');
    expect(addDays('2024-03-01' as StudyDay, -1)).toBe('2024-02-29');
    expect(daysBetween('2026-03-01' as StudyDay, '2026-02-26' as StudyDay)).toBe(-3);
    expect(addDays('9999-12-30' as StudyDay, 36_500)).toBe('9999-12-31');
  });
});
