import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { createClock, fsrsScheduler, histories, type StudyEvent } from 'ownwords';
import { describe, expect, it } from 'vitest';
import type { CardRow, ReviewRow } from '../../../src/formats/anki/collection.js';
import { collectionDays } from '../../../src/formats/anki/day-numbers.js';
import { eventsOf, historyContext } from '../../../src/formats/anki/history.js';
import { eventIssues } from '../../../src/log/check-event.js';
import { compareEvents } from '../../../src/log/event.js';
import { replay } from '../../../src/schedule/standing.js';
import { differences, type Expected, replayed } from './expected-cards.js';

const clock = createClock({ timeZone: 'Europe/Paris', rolloverHour: 4 });
const days = collectionDays(
  { created: Date.UTC(2025, 0, 1, 3) / 1000, creationOffset: -60, schedulerVersion: 2, rolloverHour: 4 },
  clock,
);
const context = historyContext(days);
const cardId = 'deck/card';

const newCard: CardRow = {
  id: 1_735_700_000_001,
  noteId: 1_735_700_000_000,
  deckId: 1,
  ord: 0,
  modified: Date.UTC(2025, 2, 1, 12) / 1000,
  type: 0,
  queue: 0,
  due: 1,
  interval: 0,
  factor: 0,
  reps: 0,
  lapses: 0,
  originalDue: 0,
  originalDeckId: 0,
  flags: 0,
};
/** Due on 2025-03-01, day 59 of the collection. */
const reviewCard: CardRow = { ...newCard, type: 2, queue: 2, due: 59, interval: 20, factor: 2500 };

/** A row at noon (UTC) of a day of 2025, or so many ms later. */
function row(date: string, change: Partial<ReviewRow> = {}, later = 0): ReviewRow {
  const id = Date.parse(`2025-${date}T12:00:00Z`) + later;
  return {
    id,
    cardId: newCard.id,
    button: 3,
    interval: 1,
    lastInterval: 0,
    factor: 2500,
    durationMs: 2000,
    kind: 1,
    ...change,
  };
}
const learned = (date: string, interval: number) => row(date, { kind: 0, interval });
const made = (card: CardRow, rows: readonly ReviewRow[]) => eventsOf(card, rows, cardId, context);
const types = (card: CardRow, rows: readonly ReviewRow[]) => made(card, rows).events.map(({ type }) => type);
const scheduleOf = (events: readonly StudyEvent[]) => replay(events, fsrsScheduler({ fuzz: false })).get(cardId);

describe('what a real Anki derives from a history', () => {
  it.each([
    ['fsrs-expected-dump', 'America/New_York'],
    ['fsrs-legacy2.colpkg', 'UTC'],
    ['fsrs-modern-sched.apkg', 'UTC'],
  ])('is what the events of %s come to', (file, timeZone) => {
    const path = new URL(`../../fixtures/anki-expected/${file}.json`, import.meta.url);
    const { cards } = replayed(JSON.parse(readFileSync(path, 'utf8')) as Expected, timeZone);
    expect(cards.filter(({ schedule }) => schedule)).toHaveLength(27);
    expect(differences(cards)).toEqual([]);
  });
});

describe('the history of a card from Anki', () => {
  it('has a review for each answer, with the due that was promised', () => {
    const { events, remarks } = made(reviewCard, [
      row('01-10', { kind: 0, interval: -600, button: 1 }),
      row('01-10', { kind: 0, interval: 2, durationMs: 1500 }, 600_000),
      row('02-09', { interval: 20, button: 2 }),
    ]);
    const at = Date.parse('2025-01-10T12:00:00Z');
    expect(events).toMatchObject([
      { type: 'reviewed', grade: 'again', day: '2025-01-10', nth: 1, due: at + 600_000, at, cardId },
      { type: 'reviewed', grade: 'good', nth: 2, due: '2025-01-12', durationMs: 1500 },
      { type: 'reviewed', grade: 'hard', nth: 3, day: '2025-02-09', due: '2025-03-01' },
    ]);
    expect(remarks).toEqual([]);
  });

  it('keeps what came before a new beginning, and does not count it', () => {
    const forgotten = row('01-20', { kind: 4, button: 0, factor: 0, interval: 0 });
    const rows = [
      learned('01-10', 5),
      row('01-15', { interval: 9 }),
      forgotten,
      learned('02-08', 20),
      row('02-09', { interval: 20 }),
    ];
    expect(types(reviewCard, rows)).toEqual(['reviewed', 'reviewed', 'reset', 'reviewed', 'reviewed']);
    expect(types(newCard, rows.slice(0, 3))).toEqual(['reviewed', 'reviewed', 'reset']);
    const unlogged = rows.filter((row) => row !== forgotten);
    expect(types(reviewCard, unlogged)).toEqual(['reviewed', 'reviewed', 'reset', 'reviewed', 'reviewed']);
    expect(types(newCard, unlogged).at(-1)).toBe('reset');
    for (const events of [made(reviewCard, rows).events, made(reviewCard, unlogged).events]) {
      expect(scheduleOf(events)?.reps).toBe(2);
      expect(events).toEqual([...events].sort(compareEvents));
    }
  });

  it('starts from the first interval that is known, if the learning of the card is not', () => {
    const { events } = made(reviewCard, [
      row('01-20', { interval: -600 }),
      row('02-01', { interval: 8 }),
      row('02-09', { interval: 20 }),
    ]);
    expect(events.map(({ type }) => type)).toEqual(['reviewed', 'reviewed', 'seeded', 'reviewed']);
    expect(events[2]).toMatchObject({ day: '2025-02-01', due: '2025-02-09', stability: expect.closeTo(8, 9) });
    expect(events[3]).toMatchObject({ nth: 1 });
    const [, , byFsrs] = made(reviewCard, [
      row('01-20', { interval: -600 }),
      row('02-01', { interval: 8, factor: 600 }),
    ]).events;
    expect(byFsrs).toMatchObject({ difficulty: 5.5 });
  });

  it('takes its memory from the card if the rows are lost', () => {
    expect(made(reviewCard, []).events).toMatchObject([
      { type: 'seeded', day: '2025-02-09', due: '2025-03-01', stability: expect.closeTo(20, 9) },
    ]);
    const lastReviewed = Date.UTC(2025, 1, 4, 12) / 1000;
    const { events } = made({ ...reviewCard, stability: 33, difficulty: 4, lastReviewed }, []);
    expect(events).toMatchObject([
      { type: 'seeded', at: lastReviewed * 1000, day: '2025-02-04', due: '2025-02-24', stability: 33, difficulty: 4 },
      { type: 'rescheduled', due: '2025-03-01' },
    ]);
    const learning = made({ ...newCard, type: 1, queue: 1, due: 1_741_000_000 }, []);
    expect(learning).toMatchObject({ events: [], remarks: [{ kind: 'changed', place: `card ${newCard.id}`, cardId }] });
  });

  it('takes no notice of answers before the day from which on they are trusted, but keeps them', () => {
    const preset = { historicalRetention: 0.9, parameters: [], ignoreReviewsBefore: '2025-01-15' };
    const later = historyContext(days, preset as unknown as Parameters<typeof historyContext>[1]);
    const { events } = eventsOf(
      reviewCard,
      [learned('01-10', 5), row('02-01', { interval: 8 }), row('02-09', { interval: 20 })],
      cardId,
      later,
    );
    expect(events.map(({ type }) => type)).toEqual(['reviewed', 'reviewed', 'seeded', 'reviewed']);
    const onlyLearned = eventsOf(reviewCard, [learned('01-10', 50)], cardId, later).events;
    expect(onlyLearned.map(({ type }) => type)).toEqual(['reviewed']);
  });

  it('has what was only crammed as practice', () => {
    const crammed = row('02-10', { kind: 3, factor: 0, interval: 0 });
    expect(types(reviewCard, [learned('02-09', 20), crammed])).toEqual(['reviewed', 'practiced']);
    expect(types(newCard, [crammed])).toEqual(['practiced']);
    expect(types(reviewCard, [learned('01-10', 30), row('02-09', { kind: 3, interval: 20 })])).toEqual([
      'reviewed',
      'reviewed',
    ]);
  });

  it('counts what the learner moved from the day it was moved, and what FSRS moved from the last review', () => {
    const moved = (kind: number) =>
      made(reviewCard, [learned('02-07', 5), row('02-09', { kind, button: 0, interval: 20 })]).events;
    expect(moved(4)).toMatchObject([{}, { type: 'rescheduled', due: '2025-03-01' }]);
    expect(moved(5)).toMatchObject([
      {},
      { type: 'rescheduled', due: '2025-02-27' },
      { type: 'rescheduled', due: '2025-03-01' },
    ]);
    expect(types(newCard, [row('02-09', { kind: 4, button: 0, interval: 20 })])).toEqual([]);
  });

  it('ends with the due that the card has, at home', () => {
    const rows = [learned('02-09', 20)];
    expect(made({ ...reviewCard, due: 70 }, rows).events).toMatchObject([
      {},
      { type: 'rescheduled', at: (rows[0] as ReviewRow).id + 1, due: '2025-03-12' },
    ]);
    expect(types({ ...reviewCard, due: -100_000, originalDeckId: 7, originalDue: 59 }, rows)).toEqual(['reviewed']);
    const due = Date.UTC(2025, 1, 9, 12, 11) / 1000;
    const learning = { ...newCard, type: 1, queue: 1, due };
    expect(made(learning, [learned('02-09', -600)]).events).toMatchObject([
      {},
      { type: 'rescheduled', due: due * 1000 },
    ]);
    const onALaterDay = { ...newCard, type: 1, queue: 3, due: 41 };
    expect(made(onALaterDay, [learned('02-09', -172_800)]).events).toMatchObject([{ due: '2025-02-11' }]);
  });

  it('is suspended, or held back to the day after it was buried', () => {
    const rows = [learned('02-09', 20)];
    expect(types({ ...reviewCard, queue: -1 }, rows)).toEqual(['reviewed', 'suspended']);
    expect(made({ ...newCard, queue: -1 }, []).events).toMatchObject([{ type: 'suspended', at: newCard.id }]);
    for (const queue of [-2, -3]) {
      expect(made({ ...reviewCard, queue }, rows).events).toMatchObject([
        {},
        { type: 'rescheduled', due: '2025-03-02' },
      ]);
      expect(types({ ...reviewCard, queue, modified: (rows[0]?.id as number) / 1000 }, rows)).toEqual(['reviewed']);
      expect(made({ ...newCard, queue }, [])).toMatchObject({ events: [], remarks: [{ kind: 'changed' }] });
    }
  });

  it('tells how many rows say nothing', () => {
    const { events, remarks } = made(reviewCard, [
      row('01-01', { id: -5 }),
      learned('02-09', 20),
      row('02-10', { button: 0 }),
    ]);
    expect(events).toHaveLength(1);
    expect(remarks).toMatchObject([{ kind: 'dropped', message: expect.stringContaining('2 of its 3') }]);
  });
});

const odd = fc.oneof(
  { weight: 6, arbitrary: fc.integer({ min: -100_000, max: 4_000 }) },
  fc.constantFrom(0, 1e15, -1e15, 0.5, Number.NaN, Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY, 2 ** 60),
);
const time = fc.oneof(
  { weight: 9, arbitrary: fc.integer({ min: Date.UTC(2020, 0), max: Date.UTC(2026, 0) }) },
  fc.constantFrom(0, -1, 1.5, 253_402_300_799_999, 253_402_300_800_000, 2 ** 50),
);
const factor = fc.oneof(fc.constantFrom(0, 2500, 600), odd);
const kind = fc.integer({ min: 0, max: 5 });
const hostileRow = fc.record({
  id: time,
  cardId: fc.constant(1),
  button: fc.oneof({ weight: 9, arbitrary: fc.integer({ min: 0, max: 4 }) }, fc.constantFrom(5, -1, 2.5)),
  interval: odd,
  lastInterval: odd,
  factor,
  durationMs: odd,
  kind,
}) satisfies fc.Arbitrary<ReviewRow>;
const hostileRows = fc
  .uniqueArray(hostileRow, { selector: ({ id }) => id, maxLength: 12 })
  .map((rows) => rows.sort((a, b) => a.id - b.id));
const datedRows = hostileRows.map((rows) => rows.filter(({ id }) => id > Date.UTC(2019, 0) && id < Date.UTC(2030, 0)));
const hostileCard: fc.Arbitrary<CardRow> = fc
  .record(
    {
      id: fc.oneof(time, fc.constantFrom(-(2 ** 53) + 1, 2 ** 53, -7)),
      type: fc.integer({ min: 0, max: 3 }),
      queue: fc.integer({ min: -3, max: 4 }),
      due: fc.oneof(odd, fc.integer({ min: 1_500_000_000, max: 1_900_000_000 })),
      interval: odd,
      factor,
      originalDue: odd,
      originalDeckId: fc.constantFrom(0, 1),
      modified: fc.oneof(odd, fc.integer({ min: 1_500_000_000, max: 1_900_000_000 })),
      stability: odd,
      difficulty: odd,
      lastReviewed: odd,
    },
    { requiredKeys: ['type', 'queue', 'due', 'interval', 'factor', 'originalDue', 'originalDeckId', 'modified'] },
  )
  .map((card) => ({ ...newCard, ...card }) as CardRow);
const anyContext = fc
  .record({
    historicalRetention: odd,
    parameters: fc.constantFrom([], Array(21).fill(0), Array(19).fill(0.5)),
    ignoreBefore: time,
  })
  .map((assumptions) => ({ days, ...assumptions }));

/** Whether a card is new after this row, the last one that it has. */
const isNew = (last: ReviewRow | undefined) =>
  last === undefined || (last.kind === 4 && last.factor === 0 && ![1, 2, 3, 4].includes(last.button));

describe('whatever the rows hold', () => {
  it('the events are valid, in order, each with its own id, and the same each time', () => {
    fc.assert(
      fc.property(hostileCard, hostileRows, anyContext, (card, rows, context) => {
        const { events } = eventsOf(card, rows, cardId, context);
        expect(events.flatMap((event) => eventIssues(event))).toEqual([]);
        expect(new Set(events.map(({ id }) => id)).size).toBe(events.length);
        expect(eventsOf(card, rows, cardId, context).events).toEqual(events);
        if (Number.isSafeInteger(card.id)) expect([...events].sort(compareEvents)).toEqual(events);
      }),
      { numRuns: 1_000 },
    );
  });

  it('a later export adds to what an earlier one told, and counts as if it stood alone', () => {
    const answer = fc.integer({ min: 0, max: 2 }).map((kind) => row('12-31', { id: Date.UTC(2031, 0), kind }));
    fc.assert(
      fc.property(
        hostileCard,
        hostileCard,
        datedRows,
        answer,
        fc.nat(12),
        anyContext,
        (before, now, rows, answer, count, context) => {
          const known = rows.slice(0, count);
          const ankiCard = { ...before, id: newCard.id, type: isNew(known.at(-1)) ? 0 : before.type || 2 };
          const earlier = eventsOf(ankiCard, known, cardId, context).events;
          const later = eventsOf(
            { ...now, id: newCard.id, type: now.type || 2 },
            [...rows, answer],
            cardId,
            context,
          ).events;
          const ids = (events: readonly StudyEvent[]) => events.map(({ id }) => id);
          const reviews = earlier.filter(({ type }) => type === 'reviewed' || type === 'practiced');
          expect(ids(later)).toEqual(expect.arrayContaining(ids(reviews)));
          expect(scheduleOf([...earlier, ...later])).toEqual(scheduleOf(later));
          expect(scheduleOf([...later, ...earlier])).toEqual(scheduleOf(later));
        },
      ),
      { numRuns: 1_000 },
    );
  });

  it('the reviews that count are those that the memory model of Anki looks at', () => {
    const rows = [
      row('01-01', { kind: 0 }),
      row('01-02'),
      row('01-03', { kind: 0 }),
      row('01-04', { kind: 3, factor: 0 }),
      row('01-05'),
    ];
    const { events } = made(reviewCard, rows);
    expect(
      histories(events)
        .get(cardId)
        ?.reviews.map(({ at }) => at),
    ).toEqual([rows[2]?.id, rows[4]?.id]);
  });
});
