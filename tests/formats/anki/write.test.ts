import fc from 'fast-check';
import type { CardContent, Deck, Progress, StudyEvent } from 'ownwords';
import { describe, expect, it } from 'vitest';
import { eventOfRow } from '../../../src/formats/anki/own-events.js';
import { OWN_FIELDS, ownCardOf } from '../../../src/formats/anki/own-notetype.js';
import { type WriteAnkiOptions, writeAnki } from '../../../src/formats/anki/write.js';
import { countingEvents } from '../../../src/log/history.js';
import { anyStudy } from './random-cards.js';
import { type Found, readByPython } from './written.js';

const progressOf = (events: readonly StudyEvent[], exportedAt = '2026-04-01T12:00:00Z'): Progress => ({
  format: 'ownwords-progress',
  version: 1,
  exportedAt,
  events,
});

const capitals: Deck = {
  id: 'capitals',
  title: 'Geography::Capitals',
  description: 'Of <Europe>\nand more',
  language: 'en',
  scheduling: { desiredRetention: 0.85, learningSteps: ['1m', '10m', '2d'], newPerDay: 7, maximumIntervalDays: 100 },
  cards: {
    france: {
      prompt: 'The capital of "France" & why?',
      answer: 'Paris',
      keyPoints: { seine: 'on the Seine', king: { text: 'the king lived there', essential: true } },
      hint: 'P…',
      tags: ['europe', 'west europe'],
    },
    italy: { prompt: 'Italy?', answer: 'Rome', followsUp: 'france' },
    spain: { prompt: '42', answer: 'Madrid' },
  },
};

async function found(
  events: readonly object[] | undefined,
  options: WriteAnkiOptions = {},
  decks: readonly Deck[] = [capitals],
): Promise<Found> {
  const progress = events && progressOf(events as StudyEvent[]);
  const { bytes } = await writeAnki(decks, progress, { timeZone: 'UTC', ...options });
  const [read] = readByPython(bytes);
  expect(read?.faults).toEqual([]);
  return read as Found;
}

const at = (text: string) => Date.parse(text);
const reviewed = (id: string, cardId: string, time: string, grade: string, nth: number, due: string | number) => ({
  id,
  type: 'reviewed',
  at: at(time),
  cardId,
  grade,
  day: time.slice(0, 10),
  nth,
  due,
});

describe('a written package', () => {
  it('holds the cards with their fields, tags, decks and order', async () => {
    const { cards, decks, descriptions, created } = await found(undefined);
    expect(decks).toEqual(['Default', 'Geography', 'Geography::Capitals']);
    expect(descriptions['Geography::Capitals']).toBe('Of &lt;Europe&gt;<br>and more');
    expect(cards.map(({ deck, type, queue, due }) => [deck, type, queue, due])).toEqual(
      [1, 2, 3].map((position) => ['Geography::Capitals', 0, 0, position]),
    );
    expect(cards[0]?.fields.slice(0, 4)).toEqual([
      'The capital of &quot;France&quot; &amp; why?',
      'Paris',
      '<ul><li>on the Seine</li><li class="essential">the king lived there</li></ul>',
      'P…',
    ]);
    expect(cards[0]?.tags).toEqual(['europe', 'west_europe']);
    expect(created % 86_400).toBe(4 * 3_600);
  });

  it('gives no two decks one name, and makes those above', async () => {
    const titles = ['Default', 'A::b', 'a::c', 'A::B', 'D', 'd::  e \n f::::g', `x${'::x'.repeat(500)}`];
    const decks = titles.map((title, index) => ({ ...capitals, id: `d${index}`, title }));
    const read = await found(undefined, {}, decks);
    expect(read.decks).toEqual([
      'A',
      'A::B (d3)',
      'A::b',
      'D',
      'Default',
      'Default (d0)',
      'a::c',
      'd::e f',
      'd::e f::blank',
      'd::e f::blank::g',
      new Array(501).fill('x').join(' '),
    ]);
  });

  it('gives each deck a preset with its options', async () => {
    const { presets, conf } = await found([], { scheduling: { newPerDay: 9 }, rolloverHour: 3 });
    expect(presets['Geography::Capitals']).toMatchObject({
      desiredRetention: 0.85,
      new: { delays: [1, 10, 2_880], perDay: 9 },
      rev: { perDay: 200, maxIvl: 100 },
      lapse: { delays: [10], leechFails: 8 },
    });
    expect(conf).toMatchObject({ fsrs: true, schedVer: 2, rollover: 3, creationOffset: 0 });
  });

  it('counts days by dates, also where the clocks change and the day begins late', async () => {
    const events = [reviewed('e1', 'capitals/italy', '2026-03-20T12:00:00Z', 'easy', 1, '2026-04-10')];
    for (const timeZone of ['America/New_York', 'Europe/Paris', 'Pacific/Auckland']) {
      const { cards, created, conf } = await found(events, { timeZone, rolloverHour: 2 });
      const creationDate = Math.floor((created - Number(conf.creationOffset) * 60) / 86_400);
      expect((creationDate + (cards[1]?.due ?? 0)) * 86_400_000).toBe(at('2026-04-10'));
      expect(cards[1]?.due).toBeGreaterThan(20);
    }
  });

  it('holds schedules: of new cards, in steps of minutes and of days, of reviews, and suspended', async () => {
    const inTenMinutes = at('2026-03-20T12:10:00Z');
    const { cards } = await found([
      reviewed('e1', 'capitals/france', '2026-03-20T12:00:00Z', 'good', 1, inTenMinutes),
      reviewed('e2', 'capitals/italy', '2026-03-20T12:00:00Z', 'good', 1, at('2026-03-20T12:10:00Z')),
      reviewed('e3', 'capitals/italy', '2026-03-20T12:20:00Z', 'good', 2, '2026-03-22'),
      reviewed('e4', 'capitals/spain', '2026-03-20T12:00:00Z', 'easy', 1, '2026-03-28'),
      { id: 'e5', type: 'suspended', at: at('2026-03-21T12:00:00Z'), cardId: 'capitals/spain' },
      { id: 'e6', type: 'rescheduled', at: at('2026-03-21T12:00:00Z'), cardId: 'capitals/spain', due: '2026-03-30' },
    ]);
    const [france, italy, spain] = cards;
    expect(france).toMatchObject({ type: 1, queue: 1, due: inTenMinutes / 1000, left: 2, reps: 1, ivl: 0 });
    expect(italy).toMatchObject({ type: 1, queue: 3, due: 3, left: 1, reps: 2 });
    expect(spain).toMatchObject({ type: 2, queue: -1, due: 11, ivl: 8, factor: 2500, left: 0 });
    expect(spain?.data).toMatchObject({ pos: 3, dr: 0.85, decay: 0.154, lrt: at('2026-03-20T12:00:00Z') / 1000 });
    expect(spain?.data.s).toBeCloseTo(8.2956, 4);
  });

  it('gives a review an interval of a day at least, and a memory to what is known only by its result', async () => {
    const cardId = 'capitals/spain';
    const seed = {
      id: 'e2',
      type: 'seeded',
      at: at('2026-03-21T12:00:00Z'),
      cardId,
      stability: 12.34567,
      difficulty: 4,
    };
    const { cards, reviews } = await found([
      reviewed('e1', 'capitals/italy', '2026-03-20T12:00:00Z', 'easy', 1, '2026-03-20'),
      { ...seed, day: '2026-03-19', due: '2026-03-31' },
    ]);
    expect(cards[1]).toMatchObject({ type: 2, queue: 2, due: 2, ivl: 1 });
    expect(cards[2]).toMatchObject({ type: 2, queue: 2, due: 13, ivl: 12, reps: 0 });
    expect(cards[2]?.data).toMatchObject({ s: 12.3457, d: 4, lrt: at('2026-03-19T04:00:00Z') / 1000 });
    expect(reviews.map(({ id, ivl }) => [id, ivl])).toEqual([[at('2026-03-20T12:00:00Z'), 0]]);
  });

  it('holds what happened, as Anki logs it', async () => {
    const card = 'capitals/italy';
    const { reviews, cards } = await found([
      { ...reviewed('e1', card, '2026-03-01T12:00:00Z', 'again', 1, at('2026-03-01T12:01:00Z')), durationMs: 1_234.5 },
      { ...reviewed('e2', card, '2026-03-01T12:01:00Z', 'easy', 2, '2026-03-03'), durationMs: 99_999 },
      reviewed('e3', card, '2026-03-03T12:00:00Z', 'again', 3, at('2026-03-03T12:10:00Z')),
      reviewed('e4', card, '2026-03-03T12:10:00Z', 'hard', 4, at('2026-03-03T12:25:00Z')),
      { id: 'e5', type: 'practiced', at: at('2026-03-04'), cardId: card, grade: 'good', day: '2026-03-03' },
      { id: 'e6', type: 'rescheduled', at: at('2026-03-05'), cardId: card, due: '2026-03-09' },
      { id: 'e7', type: 'reset', at: at('2026-03-06'), cardId: card },
      reviewed('e8', 'capitals/spain', '2026-03-06T00:00:00Z', 'good', 1, '2026-03-08'),
      { id: 'e9', type: 'reset', at: at('2026-03-07'), cardId: 'capitals/spain' },
      { id: 'f1', type: 'undone', at: at('2026-03-08'), target: 'e9' },
      reviewed('f2', card, '2026-03-09T00:00:00Z', 'good', 1, '2026-03-10'),
    ]);
    expect(reviews.map(({ type, ease, ivl, lastIvl, time }) => [type, ease, ivl, lastIvl, time])).toEqual([
      [0, 1, -60, 0, 1_235],
      [0, 4, 2, -60, 60_000],
      [1, 1, -600, 2, 0],
      [2, 2, -900, -600, 0],
      [3, 3, -900, -900, 0],
      [4, 0, 5, -900, 0],
      [4, 0, 0, 5, 0],
      [0, 3, 2, 0, 0],
      [0, 3, 1, 0, 0],
    ]);
    expect(reviews.map(({ id }) => id)).toEqual([
      ...['2026-03-01T12:00:00Z', '2026-03-01T12:01:00Z', '2026-03-03T12:00:00Z', '2026-03-03T12:10:00Z'].map(at),
      ...['2026-03-04', '2026-03-05', '2026-03-06'].map(at),
      at('2026-03-06') + 1,
      at('2026-03-09'),
    ]);
    expect(reviews.map(({ factor }) => factor > 0)).toEqual([true, true, true, true, false, true, false, true, true]);
    expect(cards.map(({ type }) => type)).toEqual([0, 2, 2]);
  });

  it('holds the files, in each container', async () => {
    const media = new Map([
      ['e\u0301toile.png', Uint8Array.of(1, 2)],
      ['empty', new Uint8Array(0)],
      ['../evil?.txt', Uint8Array.of(3)],
      ['evil.txt', Uint8Array.of(5)],
      ['EVIL*.txt', Uint8Array.of(6)],
      ['?', Uint8Array.of(7)],
      ['large.bin', new Uint8Array(300_000).fill(7)],
    ]);
    for (const container of ['legacy1', 'legacy2', 'modern'] as const) {
      const { bytes, remarks } = await writeAnki([capitals], undefined, { container, media, timeZone: 'UTC' });
      const [read] = readByPython(bytes);
      expect(read?.faults).toEqual([]);
      expect(read?.container).toBe({ legacy1: 1, legacy2: 2, modern: 3 }[container]);
      expect(Object.keys(read?.files ?? {})).toEqual([
        '\u00e9toile.png',
        'empty',
        '..evil.txt',
        'evil.txt',
        'large.bin',
      ]);
      expect(read?.files['\u00e9toile.png']).toBe('0102');
      expect(read?.files['large.bin']).toBe('07'.repeat(300_000));
      expect(remarks.filter(({ place }) => place.startsWith('file')).map(({ kind }) => kind)).toEqual([
        'changed',
        'dropped',
        'dropped',
      ]);
    }
  });

  it('is the same for the same arguments, and changes with the time of change', async () => {
    const events = [reviewed('e1', 'capitals/italy', '2026-03-20T12:00:00Z', 'easy', 1, '2026-04-10')];
    const write = (options: WriteAnkiOptions = {}) =>
      writeAnki([capitals], progressOf(events as unknown as StudyEvent[]), { timeZone: 'UTC', ...options });
    const [first, second, later] = [await write(), await write(), await write({ modified: at('2026-05-01') })];
    expect(Buffer.from(first.bytes).equals(second.bytes)).toBe(true);
    expect(Buffer.from(first.bytes).equals(later.bytes)).toBe(false);
  });

  it('gives a card the same ids whatever else is in the package', async () => {
    const [all, one] = [
      await found(undefined),
      await found(undefined, {}, [{ ...capitals, cards: { italy: capitals.cards.france as never } }]),
    ];
    const ids = (read: Found, index: number) => [
      read.cards[index]?.guid,
      read.cards[index]?.id,
      read.cards[index]?.nid,
    ];
    expect(ids(one, 0)).toEqual(ids(all, 1));
  });

  it('gives a renamed card the guid that it had, so that Anki knows it again', async () => {
    const { italy } = capitals.cards as { italy: CardContent };
    const rome = {
      ...capitals,
      cards: { rome: { prompt: italy.prompt, answer: 'Roma', formerly: ['capitals/italy'] } },
    } as Deck;
    const [before, after] = [await found(undefined), await found(undefined, {}, [rome])];
    expect(after.cards[0]?.guid).toBe(before.cards[1]?.guid);
    const rival = {
      id: 'rival',
      title: 'Rival',
      cards: { a: { ...italy, formerly: ['capitals/italy'] } },
    } as unknown as Deck;
    delete (rival.cards.a as { followsUp?: string }).followsUp;
    const other = { ...rival, id: 'other', title: 'Other' };
    for (const decks of [
      [capitals, rival],
      [rival, other],
    ]) {
      const { cards } = await found(undefined, {}, decks);
      expect(new Set(cards.map(({ guid }) => guid)).size).toBe(cards.length);
    }
  });

  it('remarks what Anki cannot have, once for each card', async () => {
    const when = at('2026-03-20T12:00:00Z');
    const events = [
      { id: 'e1', type: 'answered', at: when, cardId: 'capitals/italy', answer: 'my words' },
      {
        id: 'e2',
        type: 'seeded',
        at: when,
        cardId: 'capitals/italy',
        day: '2026-03-20',
        stability: 9,
        difficulty: 5,
        due: '2026-03-29',
      },
      { id: 'e3', type: 'suspended', at: when, cardId: 'gone/away' },
      { id: 'e4', type: 'resumed', at: when, cardId: 'gone/away' },
      { id: 'e5', type: 'dreamt', at: when, cardId: 'capitals/spain' },
      { id: 'e6', type: 'dreamt', at: when },
      { id: 'e7', type: 'rescheduled', at: when, cardId: 'capitals/spain', due: '2026-03-29' },
    ];
    const again = { ...capitals, id: 'again', scheduling: { newPerDay: 10_000 }, cards: {} };
    const { remarks } = await writeAnki([capitals, again], progressOf(events as unknown as StudyEvent[]));
    expect(remarks.map(({ kind, place }) => [kind, place])).toEqual([
      ['changed', 'deck Geography::Capitals'],
      ['changed', 'deck Geography::Capitals'],
      ['dropped', 'card gone/away'],
      ['dropped', 'card capitals/spain'],
      ['dropped', 'progress'],
      ['changed', 'card capitals/france'],
      ['dropped', 'card capitals/italy'],
      ['changed', 'card capitals/spain'],
    ]);
    const messageOf = (id: string) => remarks.filter(({ cardId }) => cardId === id).at(-1)?.message;
    expect(messageOf('capitals/italy')).toMatch(/own answer.*; .*memory/);
    expect(messageOf('capitals/spain')).toMatch(/^it is new/);
  });

  it('refuses what is no deck, no progress, or no option', async () => {
    const code = (code: string) => expect.objectContaining({ name: 'StudyError', code });
    await expect(writeAnki([{ ...capitals, id: '' }])).rejects.toEqual(code('invalid-deck'));
    const bigint = { ...capitals, cards: { a: { prompt: 'a', answer: 'b', fields: { n: 1n } } } };
    await expect(writeAnki([bigint])).rejects.toEqual(code('invalid-deck'));
    await expect(writeAnki(capitals as never)).rejects.toEqual(code('invalid-argument'));
    const media = new Map([['a.png', 'text']]) as never;
    await expect(writeAnki([capitals], undefined, { media })).rejects.toEqual(code('invalid-argument'));
    await expect(writeAnki([capitals, capitals])).rejects.toEqual(code('invalid-argument'));
    await expect(writeAnki([capitals], { ...progressOf([]), version: 2 })).rejects.toEqual(code('newer-version'));
    await expect(writeAnki([capitals], undefined, { container: 'zip' as never })).rejects.toEqual(
      code('invalid-argument'),
    );
    await expect(writeAnki([capitals], undefined, { modified: 0.5 })).rejects.toEqual(code('invalid-argument'));
    await expect(writeAnki([capitals], undefined, { timeZone: 'Mars' })).rejects.toEqual(code('invalid-time-zone'));
    await expect(writeAnki([capitals], undefined, { scheduling: { newPerDay: -1 } })).rejects.toEqual(
      code('invalid-options'),
    );
  });

  it('tells how far it is, and ends when it is told to', async () => {
    const steps = new Set<string>();
    await writeAnki([capitals], undefined, { onProgress: ({ step }) => steps.add(step) });
    expect([...steps]).toContain('zip');
    const signal = AbortSignal.abort(new Error('enough'));
    await expect(writeAnki([capitals], undefined, { signal })).rejects.toThrow('enough');
  });
});

describe('any study', () => {
  it('makes a package that a stranger finds in order, and from which every card and event comes back', async () => {
    const studies = fc.array(anyStudy, { minLength: 10, maxLength: 10 });
    await fc.assert(
      fc.asyncProperty(studies, async (all) => {
        const packages = await Promise.all(
          all.map(({ decks, log, ...options }) => writeAnki(decks, progressOf(log), options)),
        );
        const read = readByPython(...packages.map(({ bytes }) => bytes));
        expect(read.flatMap(({ faults }) => faults)).toEqual([]);
        for (const [index, { cards, reviews }] of read.entries()) {
          const { decks, log } = all[index] as (typeof all)[number];
          const back = cards.map((card) => ownCardOf({ fields: OWN_FIELDS }, card));
          for (const { cards, ...head } of decks) {
            for (const [place, [key, content]] of Object.entries(cards).entries()) {
              const own = back.find((card) => card?.id === `${head.id}/${key}`);
              const id = `${head.id}/${key}`;
              expect({ ...own, events: 0 }).toEqual({
                id,
                deck: head,
                key,
                place: place + 1,
                isCopy: false,
                content,
                edited: {},
                events: 0,
              });
            }
          }
          const rows = reviews.map(({ id, ease, factor, type, cid }) => ({
            id,
            button: ease,
            factor,
            kind: type,
            cid,
          }));
          const events = rows.map((row) => {
            const own = back[cards.findIndex(({ id }) => id === row.cid)];
            return own && eventOfRow(own.events, row as never);
          });
          const logged = countingEvents(log).filter(
            ({ type, cardId }) =>
              ['reviewed', 'practiced', 'rescheduled', 'reset'].includes(type) && /^deck\/[ab]$/.test(cardId),
          );
          expect(events).toEqual(logged);
        }
      }),
      { numRuns: Number(process.env.RUNS ?? 6), endOnFailure: true },
    );
  });
});
