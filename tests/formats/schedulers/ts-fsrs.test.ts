import fc from 'fast-check';
import { createClock, fsrsScheduler, type Progress, parseProgress, replay } from 'ownwords';
import { fromTsFsrs, type TsFsrsCard, type TsFsrsHistory, type TsFsrsLog } from 'ownwords/schedulers';
import { type Card, createEmptyCard, fsrs, type Grade, type ReviewLog, State } from 'ts-fsrs';
import { describe, expect, it } from 'vitest';
import { eventIssues } from '../../../src/log/check-event.js';

const MS_PER_DAY = 86_400_000;
/** As ts-fsrs counts days. */
const UTC = { timeZone: 'UTC', rolloverHour: 0 };
const clock = createClock(UTC);
const start = new Date('2026-01-01T08:00:00Z');

type Act = { readonly rating: number; readonly waitMs: number };

/** What comes of a card in the hands of ts-fsrs; rating 0 forgets it. */
function studied(acts: readonly Act[], options: Parameters<typeof fsrs>[0] = {}): { card: Card; logs: ReviewLog[] } {
  const scheduler = fsrs(options);
  let card = createEmptyCard(start);
  const logs: ReviewLog[] = [];
  let now = start.getTime();
  for (const { rating, waitMs } of acts) {
    now += waitMs;
    const result =
      rating === 0 ? scheduler.forget(card, new Date(now)) : scheduler.next(card, new Date(now), rating as Grade);
    card = result.card;
    logs.push(result.log);
  }
  return { card, logs };
}

const scheduleIn = (progress: Progress, id: `${string}/${string}` = 'deck/a') =>
  replay(progress.events, fsrsScheduler({ fuzz: false })).get(id);

const acts = fc.array(
  fc.record({
    rating: fc.oneof({ weight: 12, arbitrary: fc.integer({ min: 1, max: 4 }) }, fc.constant(0)),
    waitMs: fc.oneof(fc.integer({ min: 1_000, max: 3_600_000 }), fc.integer({ min: 3_600_000, max: 40 * MS_PER_DAY })),
  }),
  { maxLength: 12 },
);
const options = fc.constantFrom(
  {},
  { enable_fuzz: true },
  { relearning_steps: [] },
  { learning_steps: ['5m', '4h', '2d'] as const },
);

describe('a history from ts-fsrs', () => {
  it('comes to the memory and the due that ts-fsrs has, whatever was done', () => {
    fc.assert(
      fc.property(acts, options, (acts, options) => {
        const { card, logs } = studied(acts, options);
        const { progress, remarks } = fromTsFsrs([{ cardId: 'deck/a', card, logs }], UTC);
        parseProgress(progress);
        expect(remarks).toEqual([]);
        const schedule = scheduleIn(progress);
        expect(schedule === undefined).toBe(card.state === State.New);
        if (card.state === State.New) return;
        expect(schedule?.stability).toBeCloseTo(card.stability, 6);
        expect(schedule?.difficulty).toBeCloseTo(card.difficulty, 6);
        expect(schedule?.due).toBe(card.scheduled_days >= 1 ? clock.dayOf(card.due.getTime()) : card.due.getTime());
        expect(schedule?.phase).toBe(State[card.state].toLowerCase());
        expect(progress.events.filter(({ type }) => type === 'reviewed')).toHaveLength(
          acts.filter(({ rating }) => rating > 0).length,
        );
      }),
      { numRuns: 300 },
    );
  });

  it('goes on from the memory of the first log, or of the card, where logs are missing', () => {
    fc.assert(
      fc.property(acts, fc.nat(12), (acts, lost) => {
        const { card, logs } = studied(acts);
        const known = logs.slice(lost);
        const { progress, remarks } = fromTsFsrs([{ cardId: 'deck/a', card, logs: known }], UTC);
        parseProgress(progress);
        const schedule = scheduleIn(progress);
        expect(schedule === undefined).toBe(card.state === State.New);
        if (card.state === State.New) return;
        expect(schedule?.stability).toBeCloseTo(card.stability, 6);
        expect(schedule?.difficulty).toBeCloseTo(card.difficulty, 6);
        expect(schedule?.due).toBe(card.scheduled_days >= 1 ? clock.dayOf(card.due.getTime()) : card.due.getTime());
        expect(remarks.length).toBe(known[0]?.state === State.New ? 0 : 1);
      }),
      { numRuns: 300 },
    );
  });

  it('goes on from the card where its last logs are missing', () => {
    const { card, logs } = studied([3, 3, 3, 4].map((rating, place) => ({ rating, waitMs: place * 9 * MS_PER_DAY })));
    const { progress, remarks } = fromTsFsrs([{ cardId: 'deck/a', card, logs: logs.slice(0, 2) }], UTC);
    expect(progress.events.map(({ type }) => type)).toEqual(['reviewed', 'reviewed', 'seeded']);
    expect(scheduleIn(progress)).toMatchObject({ stability: card.stability, due: clock.dayOf(card.due.getTime()) });
    expect(remarks).toMatchObject([{ kind: 'changed', place: 'card 0', cardId: 'deck/a' }]);
  });

  it('is the same from JSON, from names, and in another order', () => {
    const { card, logs } = studied([3, 3, 1, 2].map((rating) => ({ rating, waitMs: 3 * MS_PER_DAY })));
    const plain = fromTsFsrs([{ cardId: 'deck/a', card, logs }], UTC);
    const json = JSON.parse(JSON.stringify({ cardId: 'deck/a', card, logs: logs.toReversed() })) as TsFsrsHistory;
    expect(fromTsFsrs([json], UTC)).toEqual(plain);
    const named = logs.map((log) => ({
      ...log,
      rating: ['Manual', 'Again', 'Hard', 'Good', 'Easy'][log.rating] as string,
      state: State[log.state],
      review: log.review.getTime(),
    }));
    expect(fromTsFsrs([{ cardId: 'deck/a', card, logs: named }], UTC)).toEqual(plain);
  });

  it('has a move as one, and a memory that was set as a seed', () => {
    const { card, logs } = studied([3, 3].map((rating) => ({ rating, waitMs: MS_PER_DAY })));
    const review = new Date(start.getTime() + 5 * MS_PER_DAY);
    const due = new Date(review.getTime() + 30 * MS_PER_DAY);
    const manual = { ...(logs[1] as ReviewLog), ...card, rating: 0, review, due: card.last_review };
    const moved = { ...card, due, scheduled_days: 30, last_review: review };
    const { events } = fromTsFsrs([{ cardId: 'deck/a', card: moved, logs: [...logs, manual] }], UTC).progress;
    expect(events.at(-1)).toMatchObject({ type: 'rescheduled', due: '2026-02-05' });
    const set = fromTsFsrs([{ cardId: 'deck/a', card: { ...moved, stability: 30 }, logs: [...logs, manual] }], UTC);
    expect(set.progress.events.at(-1)).toMatchObject({
      type: 'seeded',
      due: '2026-02-05',
      stability: 30,
      day: '2026-01-06',
    });
  });

  it('begins again where a card is new once more, also if no log says so', () => {
    const { card, logs } = studied([3, 3, 0, 3].map((rating) => ({ rating, waitMs: MS_PER_DAY })));
    const unlogged = logs.filter(({ rating }) => rating > 0);
    for (const known of [logs, unlogged]) {
      const { events } = fromTsFsrs([{ cardId: 'deck/a', card, logs: known }], UTC).progress;
      expect(events.map(({ type }) => type)).toEqual(['reviewed', 'reviewed', 'reset', 'reviewed']);
      expect(events[3]).toMatchObject({ nth: 1 });
    }
    const before = studied([3, 3].map((rating) => ({ rating, waitMs: MS_PER_DAY }))).card;
    const { events } = fromTsFsrs([{ cardId: 'deck/a', card, logs }], UTC).progress;
    expect(events[1]).toMatchObject({ due: clock.dayOf(before.due.getTime()) });
  });

  it('keeps the due that the card has, where the clocks change under way', () => {
    const now = new Date('2026-03-28T02:45:00Z'); // before the rollover hour in Paris; the due will be after it
    const { card, log } = fsrs().next(createEmptyCard(now), now, 4);
    const { events } = fromTsFsrs([{ cardId: 'deck/a', card, logs: [log] }], { timeZone: 'Europe/Paris' }).progress;
    const due = createClock({ timeZone: 'Europe/Paris' }).dayOf(card.due.getTime());
    expect(events).toMatchObject([{ day: '2026-03-27' }, { type: 'rescheduled', due }]);
    expect(
      scheduleIn(fromTsFsrs([{ cardId: 'deck/a', card, logs: [log] }], { timeZone: 'Europe/Paris' }).progress)?.due,
    ).toBe(due);
  });

  it('adds to what an earlier export told', () => {
    const all = [3, 3, 3, 1, 2, 3].map((rating, place) => ({ rating, waitMs: place * 3 * MS_PER_DAY }));
    const taken = (count: number) =>
      fromTsFsrs([{ cardId: 'deck/a', ...studied(all.slice(0, count)) }], UTC).progress.events;
    const later = taken(6);
    for (let count = 0; count < 6; count++) {
      const earlier = taken(count);
      expect(later.map(({ id }) => id)).toEqual(expect.arrayContaining(earlier.map(({ id }) => id)));
    }
  });

  it('is refused as a whole, with every fault at its place', () => {
    const { card, logs } = studied([{ rating: 3, waitMs: 0 }]);
    const bad = [
      { cardId: 'deck/a', card, logs },
      { cardId: 'deck/a', card: { ...card, state: 2, stability: 0 } },
      {
        cardId: 'deck/b',
        card: { ...card, due: '2026-01-01 10:00' },
        logs: [{ ...logs[0], rating: 'Great', review: Number.NaN }],
      },
      { cardId: 'nowhere', card: null },
    ];
    const faults = (cards: unknown) => {
      try {
        fromTsFsrs(cards as TsFsrsHistory[], UTC);
      } catch (error) {
        return error as { code: string; issues: { path: string }[] };
      }
      return undefined;
    };
    expect(faults(bad)?.code).toBe('invalid-argument');
    expect(faults(bad)?.issues.map(({ path }) => path)).toEqual([
      '/1/card/stability',
      '/1/cardId',
      '/2/card/due',
      '/2/logs/0/rating',
      '/2/logs/0/review',
      '/3/cardId',
      '/3/card',
    ]);
    for (const cards of [undefined, null, 7, 'cards', {}, [null]]) expect(faults(cards)?.code).toBe('invalid-argument');
    expect(faults([{ cardId: 'deck/a', card, logs: [null] }])?.issues).toMatchObject([{ path: '/0/logs/0' }]);
    expect(faults([{ cardId: 'deck/a', card, logs: new Array(2) }])?.issues).toMatchObject([
      { path: '/0/logs/0' },
      { path: '/0/logs/1' },
    ]);
  });

  it('makes valid events of whatever it does not refuse', () => {
    const when = fc.oneof(
      fc.integer({ min: Date.UTC(2020, 0), max: Date.UTC(2030, 0) }),
      fc.constantFrom(253_402_300_000_000, 0),
    );
    const numbers = fc.constantFrom(0, 0.5, 1, 9, 10, 1_000, 100_000);
    const memory = {
      state: fc.integer({ min: 0, max: 3 }),
      stability: fc.constantFrom(0.001, 3, 36_500),
      difficulty: fc.integer({ min: 1, max: 10 }),
      scheduled_days: numbers,
      due: when,
    };
    const card = fc.record({ ...memory, last_review: fc.option(when) }) satisfies fc.Arbitrary<TsFsrsCard>;
    const log = fc.record({
      ...memory,
      rating: fc.integer({ min: 0, max: 4 }),
      review: when,
      elapsed_days: numbers,
    }) satisfies fc.Arbitrary<TsFsrsLog>;
    fc.assert(
      fc.property(card, fc.uniqueArray(log, { selector: ({ review }) => review, maxLength: 5 }), (card, logs) => {
        const { progress } = fromTsFsrs([{ cardId: 'deck/a', card, logs }], { timeZone: 'Asia/Tokyo' });
        expect(progress.events.flatMap((event) => eventIssues(event))).toEqual([]);
        expect(scheduleIn(progress) === undefined).toBe(card.state === State.New);
      }),
      { numRuns: 1_000 },
    );
  });
});
