import fc from 'fast-check';
import { addDays, type CardId, type Due, GRADES, type StudyDay, type StudyEvent } from 'ownwords';
import { describe, expect, it } from 'vitest';
import { isCardEvent } from '../../src/log/check-event.js';
import { NO_CARD, PackedLog } from '../../src/log/packed-log.js';
import { CARDS, randomLog } from './random-log.js';

const day = fc.integer({ min: -719_000, max: 2_900_000 }).map((days) => addDays('1970-01-01' as StudyDay, days));
const anyTime = fc.oneof(
  { weight: 5, arbitrary: fc.integer({ min: Date.UTC(2020, 0), max: Date.UTC(2040, 0) }) },
  fc.integer({ min: Date.UTC(1, 0), max: Date.UTC(9999, 11) }),
);
const uuid = fc.oneof(fc.uuid(), fc.constantFrom('00000000-0000-0000-0000-000000000000'));
const id = fc.oneof(
  { weight: 5, arbitrary: uuid },
  uuid.map((id) => id.toUpperCase()),
  uuid.map((id) => `${id.slice(0, -1)}ⱥ`), // a letter whose low byte is a digit
  fc.string({ minLength: 1, maxLength: 40, unit: 'binary' }),
);

/** A review as almost all are, and then with anything rare about it. */
const review = fc
  .record({ id, at: anyTime, ahead: fc.integer({ min: -4, max: 3 }), wait: fc.integer({ min: -1, max: 70_000 }) })
  .chain(({ id, at, ahead, wait }) => {
    const usualDay = addDays(new Date(at).toISOString().slice(0, 10) as StudyDay, ahead);
    return fc.record(
      {
        id: fc.constant(id),
        type: fc.constant('reviewed'),
        at: fc.constant(at),
        batch: fc.constantFrom('one', 'another'),
        cardId: fc.constantFrom<CardId>(...CARDS, 'old/name'),
        grade: fc.constantFrom(...GRADES),
        day: fc.oneof({ weight: 5, arbitrary: fc.constant(usualDay) }, day),
        nth: fc.oneof(
          { weight: 5, arbitrary: fc.integer({ min: 1, max: 300 }) },
          fc.maxSafeNat().map((n) => n + 1),
        ),
        due: fc.oneof(fc.constant<Due>(addDays(usualDay, wait)), fc.constant<Due>(at + wait * 60_000), anyTime, day),
        durationMs: fc.oneof(fc.nat(), fc.double({ min: 0, max: 1e12, noNaN: true })),
        recalled: fc.array(fc.constantFrom('a-point', 'another-point')),
        mood: fc.jsonValue({ maxDepth: 1 }), // of a newer version
      },
      { requiredKeys: ['id', 'type', 'at', 'cardId', 'grade', 'day', 'nth', 'due'] },
    );
  });

/** Events whose members come in any order. */
const shuffledEvent = fc.tuple(review, fc.infiniteStream(fc.nat())).map(([event, order]) => {
  const members = Object.entries(event).map((member) => [order.next().value as number, member] as const);
  return Object.fromEntries(members.sort(([a], [b]) => a - b).map(([, member]) => member));
});

const log = fc
  .tuple(fc.array(fc.oneof({ weight: 4, arbitrary: review }, shuffledEvent), { maxLength: 30 }), randomLog)
  .map(([reviews, others]) => JSON.parse(JSON.stringify([...reviews, ...others])) as StudyEvent[])
  .map((events) => [...new Map(events.map((event) => [event.id as string, event])).values()]);

const cardOf = (event: StudyEvent) => {
  if (!isCardEvent(event)) return NO_CARD;
  return event.cardId === 'old/name' ? 0 : CARDS.indexOf(event.cardId);
};

function pack(events: readonly StudyEvent[]): PackedLog {
  const packed = new PackedLog((card) => CARDS[card] as CardId);
  for (const event of events) packed.add(event, cardOf(event), -1);
  return packed;
}

describe('a packed log', () => {
  it('gives back each event as it went in, to the byte', () => {
    fc.assert(
      fc.property(log, (events) => {
        const packed = pack(events);
        const text = JSON.stringify(events);
        expect(JSON.stringify(packed.events())).toBe(text);
        expect(JSON.stringify(events.map((_, row) => packed.event(row)))).toBe(text);
        expect(events.map((_, row) => packed.at(row))).toEqual(events.map(({ at }) => at));
        const again = new PackedLog((card) => CARDS[card] as CardId, packed.packed);
        expect(JSON.stringify(again.events())).toBe(text);
      }),
      { numRuns: 1000 },
    );
  });

  it.each([
    { nth: 256 },
    { due: '2205-09-01' },
    { due: '2026-03-30' },
    { due: 1_774_944_000_001 },
    { due: 1_774_940_400_000 },
    { day: '2026-04-03', due: '2026-04-05' },
    { day: '2026-03-28' },
    { durationMs: 2 ** 32 },
    { durationMs: 0.5 },
    { cardId: 'old/name' },
    { at: Date.UTC(9000, 0) },
    { recalled: ['a-point'] },
  ])('gives back a review of which only one thing is rare: %o', (rare) => {
    const plain = { id: '0b8d1bb0-40a9-4c66-9a8e-3d3f8a0f7f10', type: 'reviewed', at: 1_774_944_000_000 };
    const review = { ...plain, cardId: CARDS[0], grade: 'hard', day: '2026-03-31', nth: 3, due: '2026-04-09' };
    const event = { ...review, ...rare } as unknown as StudyEvent;
    expect(pack([event]).event(0)).toEqual(event);
  });

  it('knows each id once, before and after its index is let go', () => {
    fc.assert(
      fc.property(log, fc.array(id), (events, strange) => {
        const packed = pack(events);
        for (let round = 0; round < 2; round++) {
          for (const event of events) expect(packed.add(event, cardOf(event), -1)).toBe(false);
          expect(events.map(({ id }) => packed.find(id))).toEqual(events.map((_, row) => row));
          for (const id of strange) {
            const place = events.findIndex((event) => event.id === id);
            expect(packed.find(id)).toBe(place < 0 ? undefined : place);
          }
          packed.forgetIndex();
        }
        expect(packed.count).toBe(events.length);
      }),
      { numRuns: 1000 },
    );
  });

  it('forgets what is taken away from its end, and goes on', () => {
    fc.assert(
      fc.property(log, fc.nat({ max: 30 }), (events, rows) => {
        const packed = pack(events);
        const count = Math.min(rows, events.length);
        packed.truncate(count);
        expect(packed.count).toBe(count);
        for (const { id } of events.slice(count)) expect(packed.find(id)).toBeUndefined();
        for (const event of events.slice(count).reverse()) packed.add(event, cardOf(event), -1);
        expect(JSON.stringify(packed.events())).toBe(
          JSON.stringify([...events.slice(0, count), ...events.slice(count).reverse()]),
        );
      }),
      { numRuns: 1000 },
    );
  });

  it('finds events by the name of their batch, and undos', () => {
    fc.assert(
      fc.property(log, (events) => {
        const packed = pack(events);
        for (const name of ['one', 'batch-1', 'of-nobody']) {
          const rows = events.flatMap(({ batch }, row) => (batch === name ? [row] : []));
          expect(packed.named(name)).toEqual(rows);
        }
        expect(packed.undos()).toEqual(events.filter(({ type }) => type === 'undone'));
      }),
      { numRuns: 200 },
    );
  });

  it('keeps a plain review in 38 bytes, and a hundred thousand reviews with the same key points in few more', () => {
    const packed = pack([]);
    const { columns, ids } = packed.packed;
    const widths = [ids.words, ids.words, ids.words, ids.words, ...Object.values(columns)];
    expect(widths.reduce((sum, column) => sum + column.BYTES_PER_ELEMENT, 0)).toBe(38);
    const plain = { id: 'a', type: 'reviewed', at: 1e12, cardId: CARDS[0], grade: 'good', day: '2001-09-09', nth: 1 };
    for (let n = 0; n < 3; n++) {
      packed.add({ ...plain, id: `id-${n}`, due: '2001-09-12', recalled: ['x'] } as unknown as StudyEvent, 0, -1);
    }
    const rests = packed.packed.rests().map(([, rest]) => rest);
    expect(new Set(rests).size).toBe(1);
  });
});
