import { createClock, parseStudyDay } from 'ownwords';
import { stoppedClock } from 'ownwords/testing';
import { describe, expect, it } from 'vitest';

describe('a clock', () => {
  it('counts a late evening as today, and four in the morning as tomorrow', () => {
    const clock = createClock({ timeZone: 'Europe/Paris' });
    expect(clock.dayOf(Date.parse('2026-03-29T01:59:59Z'))).toBe('2026-03-28');
    expect(clock.dayOf(Date.parse('2026-03-29T02:00:00Z'))).toBe('2026-03-29');
  });

  it('gives the same answers whatever it was asked before', () => {
    const clock = createClock({ timeZone: 'America/New_York' });
    const instants = [0, 86_400_000, 1, 1e12, 1e12 + 3_600_000, 0];
    expect(instants.map(clock.dayOf)).toEqual(
      instants.map((at) => createClock({ timeZone: 'America/New_York' }).dayOf(at)),
    );
  });

  it('uses the zone of its host unless told otherwise', () => {
    const { timeZone } = new Intl.DateTimeFormat().resolvedOptions();
    const noon = Date.UTC(2026, 5, 1, 12);
    expect(createClock().dayOf(noon)).toBe(createClock({ timeZone, rolloverHour: 4 }).dayOf(noon));
    expect(Math.abs(createClock().now() - Date.now())).toBeLessThan(60_000);
  });

  it('takes whole milliseconds from a source that counts fractions', () => {
    expect(createClock({ now: () => 1234.9 }).now()).toBe(1234);
  });

  it('refuses zones, hours and times that are none', () => {
    const code = (code: string) => expect.objectContaining({ code });
    for (const timeZone of ['Mars/Olympus', '', 'constructor', '__proto__']) {
      expect(() => createClock({ timeZone }), timeZone).toThrow(code('invalid-time-zone'));
    }
    for (const rolloverHour of [-1, 24, 4.5, Number.NaN, '4' as unknown as number]) {
      expect(() => createClock({ rolloverHour })).toThrow(code('invalid-argument'));
    }
    for (const now of [Number.NaN, Number.POSITIVE_INFINITY, 9e15, '1' as unknown as number]) {
      expect(() => createClock({ now: () => now }).now()).toThrow(code('invalid-instant'));
    }
    expect(() => createClock().dayOf(Number.NaN)).toThrow(code('invalid-instant'));
  });

  it('stands still in tests, until it is told otherwise', () => {
    const clock = stoppedClock('2026-03-29T08:00:00+02:00', { timeZone: 'Europe/Paris', rolloverHour: 0 });
    expect(clock.now()).toBe(Date.UTC(2026, 2, 29, 6));
    clock.advance({ days: 1, hours: -7, minutes: 30, ms: 5 });
    expect(clock.now()).toBe(Date.UTC(2026, 2, 29, 23, 30, 0, 5));
    expect(clock.dayOf(clock.now())).toBe('2026-03-30');
    clock.set(clock.startOf(parseStudyDay('2026-01-01')));
    expect(clock.now()).toBe(Date.UTC(2025, 11, 31, 23));
  });
});
