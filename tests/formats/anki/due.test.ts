import fc from 'fast-check';
import { createClock, type Due, type EventId, type StudyDay } from 'ownwords';
import { describe, expect, it } from 'vitest';
import type { CardRow } from '../../../src/formats/anki/collection.js';
import { collectionDays, dayOfCollection } from '../../../src/formats/anki/day-numbers.js';
import { dueAfter, dueOf } from '../../../src/formats/anki/due.js';
import { ankiEventId, type EventSource } from '../../../src/formats/anki/event-ids.js';
import { dayOfNumber } from '../../../src/time/study-day.js';

const newYork = createClock({ timeZone: 'America/New_York', rolloverHour: 4 });
/** Three in the morning of 2025-01-10 in New York. */
const created = Date.UTC(2025, 0, 10, 8) / 1000;

describe('the days of a collection', () => {
  it('are calendar days from the date on which it was created', () => {
    const made = { created, creationOffset: 300, schedulerVersion: 2, rolloverHour: 4 } as const;
    expect(dayOfCollection(0, collectionDays(made, newYork))).toBe('2025-01-10');
    expect(dayOfCollection(157, collectionDays(made, newYork))).toBe('2025-06-16'); // across a change of the clocks
    const lateAtNight = { ...made, created: Date.UTC(2025, 0, 11, 4) / 1000 };
    expect(dayOfCollection(0, collectionDays(lateAtNight, newYork))).toBe('2025-01-10');
    const far = collectionDays(made, createClock({ timeZone: 'Asia/Tokyo', rolloverHour: 4 }));
    expect(dayOfCollection(0, far)).toBe('2025-01-10');
  });

  it('begin with the date where the learner lives, if the collection does not say where it was made', () => {
    const days = (hour: number, schedulerVersion: 1 | 2) =>
      collectionDays({ created: Date.UTC(2025, 0, 10, hour) / 1000, schedulerVersion, rolloverHour: 4 }, newYork);
    for (const version of [1, 2] as const) {
      expect(dayOfCollection(0, days(4, version))).toBe('2025-01-09'); // an hour before midnight
      expect(dayOfCollection(0, days(6, version))).toBe('2025-01-10');
      expect(dayOfCollection(0, days(9, version))).toBe('2025-01-10'); // the rollover hour
    }
    expect(dayOfCollection(0, collectionDays({ created: 1e300, schedulerVersion: 1, rolloverHour: 4 }, newYork))).toBe(
      '1970-01-01',
    );
  });

  it('are found for an instant as the clock finds them', () => {
    const anyZone = fc.constantFrom('America/New_York', 'Pacific/Kiritimati', 'Pacific/Pago_Pago', 'Africa/Casablanca');
    const instant = fc.oneof(
      fc.integer({ min: 0, max: Date.UTC(2100, 0) }),
      fc.constantFrom(0, 1, -1, Date.UTC(2025, 2, 9, 7), Date.UTC(2149, 5, 6), 253_402_300_799_999),
    );
    fc.assert(
      fc.property(
        anyZone,
        fc.integer({ min: 0, max: 23 }),
        fc.array(instant, { minLength: 1, maxLength: 20 }),
        (timeZone, rolloverHour, instants) => {
          const clock = createClock({ timeZone, rolloverHour });
          const days = collectionDays({ created, schedulerVersion: 2, rolloverHour }, clock);
          for (const instant of instants) expect(dayOfNumber(days.numberAt(instant))).toBe(clock.dayOf(instant));
        },
      ),
      { numRuns: 200 },
    );
  });
});

describe('the due of a card', () => {
  const days = collectionDays({ created, creationOffset: 300, schedulerVersion: 2, rolloverHour: 4 }, newYork);
  const due = (card: Partial<CardRow>) =>
    dueOf({ type: 2, originalDue: 0, originalDeckId: 0, ...card } as CardRow, days);

  it('is a day for reviews and long steps, an instant for short ones, and none for new cards', () => {
    expect(due({ due: 10 })).toBe('2025-01-20');
    expect(due({ due: -400 })).toBe('2023-12-07');
    expect(due({ type: 3, due: 2 })).toBe('2025-01-12');
    expect(due({ type: 1, due: 1_741_000_000 })).toBe(1_741_000_000_000);
    expect(due({ type: 0, due: 10 })).toBeUndefined();
  });

  it('is that at home for a card in a filtered deck', () => {
    expect(due({ due: -100_000, originalDeckId: 1, originalDue: 10 })).toBe('2025-01-20');
    expect(due({ type: 1, due: 1_741_000_000, originalDeckId: 1 })).toBe(1_741_000_000_000);
    expect(due({ due: 10, originalDue: 20 })).toBe('2025-01-20');
  });

  it('is bounded where it was never meant', () => {
    expect(due({ due: 999_999_999 })).toBe(due({ due: 100_000 }));
    expect(due({ due: Number.NaN })).toBe('2025-01-10');
    expect(due({ due: 2 ** 60 })).toBe(253_402_300_799_999);
  });

  it('follows an answer in days, or in seconds that become days where they are many', () => {
    const at = Date.UTC(2025, 0, 12, 3); // late on the 11th
    const number = days.numberAt(at);
    expect(dueAfter(5, at, number, days)).toBe('2025-01-16');
    expect(dueAfter(0, at, number, days)).toBe('2025-01-11');
    expect(dueAfter(-600, at, number, days)).toBe(at + 600_000);
    expect(dueAfter(-86_400, at, number, days)).toBe('2025-01-12');
    expect(dueAfter(-172_800, at, number, days)).toBe('2025-01-13');
  });
});

describe('the id of an event from Anki', () => {
  const source = fc.constantFrom<EventSource>(
    'fresh',
    'moved',
    'known',
    'suspended',
    'reviewed',
    'practiced',
    'reset',
    'seeded',
  );
  const at = fc.oneof(fc.constantFrom(0, 1, 2 ** 48 - 1, 1_736_517_601_029), fc.integer({ min: 0, max: 2 ** 48 - 1 }));
  const card = fc.oneof(
    fc.constantFrom(0, 1, -1, 2 ** 32, Number.MAX_SAFE_INTEGER, Number.MIN_SAFE_INTEGER),
    fc.maxSafeInteger(),
  );
  const due: fc.Arbitrary<Due | undefined> = fc.oneof(
    fc.constant(undefined),
    fc.constantFrom('2025-01-20' as StudyDay, '2025-01-21' as StudyDay, '9999-12-31' as StudyDay),
    fc.constantFrom(1_736_517_601_000, 1_736_517_602_000, 1_736_517_601_001),
  );

  it('is a UUID of its own, also in number', () => {
    fc.assert(
      fc.property(fc.array(fc.tuple(source, at, card, due), { maxLength: 8 }), (all) => {
        const ids = new Map<string, EventId>(all.map((parts) => [JSON.stringify(parts), ankiEventId(...parts)]));
        expect(new Set(ids.values()).size).toBe(ids.size);
        for (const id of ids.values())
          expect(id).toMatch(/^[\da-f]{8}-[\da-f]{4}-[58][\da-f]{3}-[89ab][\da-f]{3}-[\da-f]{12}$/);
      }),
      { numRuns: 2_000 },
    );
  });

  it('has every bit of the instant and of the card', () => {
    for (let bit = 0; bit < 53; bit++) {
      expect(ankiEventId('reviewed', 0, 2 ** bit)).not.toBe(ankiEventId('reviewed', 0, 0));
      if (bit < 48) expect(ankiEventId('reviewed', 2 ** bit, 0)).not.toBe(ankiEventId('reviewed', 0, 0));
    }
  });

  it('never changes', () => {
    expect(ankiEventId('reviewed', 1_736_519_400_000, 1_736_517_601_029)).toBe('0194509f-3a40-8400-8000-01945083c705');
    expect(ankiEventId('moved', 1_736_519_400_000, 1_736_517_601_029, '2025-01-20' as StudyDay)).toBe(
      '0194509f-3a40-80c0-8280-01945083c705',
    );
    expect(ankiEventId('moved', 1_736_519_400_000, 1_736_517_601_029, '2525-01-20' as StudyDay)).toBe(
      '51a08927-9106-5e40-a6ce-20ef072c8d39',
    );
  });

  it('sorts what happened at one instant in the order in which it is to count', () => {
    const order: EventSource[] = [
      'moved',
      'known',
      'suspended',
      'fresh',
      'reviewed',
      'practiced',
      'reset',
      'rescheduled',
      'seeded',
    ];
    fc.assert(
      fc.property(at, card, (at, card) => {
        const ids = order.map((source) => ankiEventId(source, at, card));
        expect([...ids].sort()).toEqual(ids);
      }),
    );
  });
});
