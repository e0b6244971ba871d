import fc from 'fast-check';
import { createClock, fsrsScheduler, parseProgress, replay } from 'ownwords';
import { fromSm2, type Sm2Card, type Sm2Options } from 'ownwords/schedulers';
import { describe, expect, it } from 'vitest';
import { memoryOfSm2 } from '../../../src/formats/sm2.js';
import { eventIssues } from '../../../src/log/check-event.js';

const options = { timeZone: 'Europe/Paris', rolloverHour: 4 };
const card: Sm2Card = { cardId: 'deck/a', ease: 2.5, intervalDays: 10, repetitions: 3, lastReviewed: '2026-03-20' };
const eventsOf = (...cards: Sm2Card[]) => fromSm2(cards, options).progress.events;
const refusal = (cards: unknown, options: Sm2Options = {}) => {
  try {
    fromSm2(cards as Sm2Card[], options);
  } catch (error) {
    return error as { code: string; message: string; issues: { path: string; message: string }[] };
  }
  return undefined;
};

describe('the memory that SM-2 comes to', () => {
  // The figures of `test_memory_from_sm2` in fsrs-rs, `src/inference.rs`.
  it.each([
    [2.5, 10, 0.9, 10, 6.9140563],
    [2.5, 10, 0.8, 3.01572, 9.393428],
    [2.5, 10, 0.95, 24.841097, 1.2974405],
    [1.3, 20, 0.9, 20, 10],
  ])(
    'is that of the reference implementation: ease %f, %i days, retention %f',
    (ease, intervalDays, historicalRetention, stability, difficulty) => {
      const memory = memoryOfSm2({ ease, intervalDays, historicalRetention });
      expect(memory.stability).toBeCloseTo(stability, 4);
      expect(memory.difficulty).toBeCloseTo(difficulty, 4);
    },
  );

  it('makes the next good review grow the interval by the ease', () => {
    fc.assert(
      fc.property(
        fc.double({ min: 1.5, max: 2.6, noNaN: true }),
        fc.integer({ min: 5, max: 60 }),
        (ease, intervalDays) => {
          const { events } = fromSm2([{ ...card, ease, intervalDays }], options).progress;
          const scheduler = fsrsScheduler({ fuzz: false });
          const before = replay(events, scheduler).get('deck/a');
          if (before === undefined || before.difficulty === 1 || before.difficulty === 10) return;
          const day = before.due as Parameters<typeof scheduler.retrievability>[1];
          const after = scheduler.next('deck/a', before, { grade: 'good', at: createClock(options).startOf(day), day });
          expect(after.stability / before.stability).toBeCloseTo(ease, 3);
        },
      ),
    );
  });

  it('has the curve of the parameters, and in older models one of their own', () => {
    const older = memoryOfSm2({ ease: 2.5, intervalDays: 10, historicalRetention: 0.8, parameters: Array(19).fill(1) });
    expect(older.stability).toBeCloseTo((10 * (0.9 ** -2 - 1)) / (0.8 ** -2 - 1), 9);
  });
});

describe('cards from SM-2', () => {
  it('start from their memory, and keep their due', () => {
    expect(eventsOf(card)).toMatchObject([
      {
        type: 'seeded',
        cardId: 'deck/a',
        day: '2026-03-20',
        due: '2026-03-30',
        stability: 10,
        at: Date.UTC(2026, 2, 20, 3),
      },
    ]);
    expect(eventsOf({ ...card, lastReviewed: null, due: '2026-04-01' })).toMatchObject([
      { day: '2026-03-22', due: '2026-04-01' },
    ]);
    const lastReviewed = new Date('2026-03-20T01:00:00Z');
    const due = '2026-04-02T12:00:00+02:00';
    expect(eventsOf({ ...card, lastReviewed, due })).toMatchObject([
      { at: lastReviewed.getTime(), day: '2026-03-19', due: '2026-04-02' },
    ]);
    expect(eventsOf({ ...card, repetitions: 0, intervalDays: 0 })).toMatchObject([{ due: '2026-03-21' }]);
  });

  it('are new without interval, repetitions and review, and then nothing happened to them', () => {
    const blank: Sm2Card = { cardId: 'deck/a', ease: 2.5, intervalDays: 0, repetitions: 0 };
    expect(fromSm2([blank], options)).toMatchObject({ progress: { events: [] }, remarks: [] });
    expect(eventsOf({ ...blank, due: '2026-04-01' })).toEqual([]);
  });

  it('are the same each time', () => {
    expect(fromSm2([card], options)).toEqual(fromSm2(new Set([card]), options));
  });

  it('are refused as a whole, with every fault at its place', () => {
    const cards = [
      { ...card, ease: 250 },
      { ...card, cardId: 'deck/b', ease: 2500, intervalDays: -1 },
      { ...card, cardId: 'deck/c', lastReviewed: undefined },
      { ...card, cardId: 'deck/d', lastReviewed: '2026-02-30', due: 'soon', repetitions: 1.5 },
    ];
    const paths = [
      '/0/ease',
      '/1/ease',
      '/1/intervalDays',
      '/2/lastReviewed',
      '/3/repetitions',
      '/3/lastReviewed',
      '/3/due',
    ];
    expect(refusal(cards)?.code).toBe('invalid-argument');
    expect(refusal(cards)?.issues.map(({ path }) => path)).toEqual(paths);
    expect(refusal(cards)?.issues[0]?.message).toContain('like 2.5');
    expect(refusal([card], { historicalRetention: 90 })?.code).toBe('invalid-argument');
    expect(refusal([card], { parameters: [1, 2] })?.code).toBe('invalid-argument');
    expect(refusal([card], { timeZone: 'Paris' })?.code).toBe('invalid-time-zone');
  });

  it('make valid events of whatever is not refused', () => {
    const when = fc.constantFrom('0001-01-01', '9999-12-31', '2026-01-01', 0, 253_402_300_799_999, null);
    const anyCard = fc.record({
      cardId: fc.constant('deck/a' as const),
      ease: fc.double({ min: 1, max: 10, noNaN: true }),
      intervalDays: fc.double({ min: 0, max: 36_500, noNaN: true }),
      repetitions: fc.nat(),
      lastReviewed: when,
      due: when.map((due) => due ?? 1),
    });
    const retention = fc.double({ min: 0.5, max: 0.99, noNaN: true });
    fc.assert(
      fc.property(
        anyCard,
        retention,
        fc.constantFrom('Asia/Tokyo', 'America/Los_Angeles'),
        (card, historicalRetention, timeZone) => {
          const { events } = parseProgress(fromSm2([card], { timeZone, historicalRetention }).progress);
          expect(events.flatMap((event) => eventIssues(event))).toEqual([]);
        },
      ),
    );
  });
});
