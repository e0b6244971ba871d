import fc from 'fast-check';
import {
  type CardId,
  createClock,
  fsrsScheduler,
  GRADES,
  histories,
  memoryStore,
  openStudy,
  parseProgress,
  type Reviewed,
  type StudyEvent,
} from 'ownwords';
import { formatReviewCsv, type ParseReviewCsvOptions, parseReviewCsv } from 'ownwords/csv';
import { describe, expect, it } from 'vitest';
import { replay } from '../../../src/schedule/standing.js';
import { randomLog } from '../../log/random-log.js';

const zone = { timeZone: 'UTC' };
const codeOf = (code: string) => expect.objectContaining({ code });
const read = async (text: string | Uint8Array, options: ParseReviewCsvOptions = zone) => {
  const { progress, remarks } = await parseReviewCsv(text, options);
  return { progress, remarks, events: progress.events as readonly Reviewed[] };
};
const isReview = (event: StudyEvent): event is Reviewed => event.type === 'reviewed';
const told = ({ cardId, at, grade, durationMs }: Reviewed) => ({ cardId, at, grade, durationMs });

const START = Date.UTC(2024, 2, 29, 20, 32, 32, 250);

describe('a review log as CSV', () => {
  it('has the columns of FSRS tools, in any order and among others', async () => {
    const { events, remarks } = await read(
      [
        'review_state,card_id,extra,review_rating,review_time,review_duration',
        `0,1711684180217,x,1,${START},25060`,
        `1,1711684180217,x,3,${START + 60_000},7241`,
        `2,geo/france,x,4,${START + 120_000},`,
      ].join('\r\n'),
    );
    expect(events.map(told)).toEqual([
      { cardId: 'imported/1711684180217', at: START, grade: 'again', durationMs: 25_060 },
      { cardId: 'imported/1711684180217', at: START + 60_000, grade: 'good', durationMs: 7_241 },
      { cardId: 'geo/france', at: START + 120_000, grade: 'easy', durationMs: undefined },
    ]);
    expect(events.map(({ nth, day }) => [nth, day])).toEqual([
      [1, '2024-03-29'],
      [2, '2024-03-29'],
      [1, '2024-03-29'],
    ]);
    expect(remarks).toEqual([]);
  });

  it.each([
    ['2024-03-29T20:32:32.250000+00:00', START],
    ['2024-03-29T22:32:32.25+02:00', START],
    ['2024-03-29 15:02:32.250-0530', START],
    ['2024-03-29T20:32:32.250Z', START],
    ['2024-03-29T20:32:32.2509', START],
    [String(START), START],
    ['1711744352.25', START],
    ['1711744352', START - 250],
    [`${START}.0`, START],
    ['2024-03-29', Date.UTC(2024, 2, 29)],
    ['2024-02-30T00:00:00Z', undefined],
    ['2024-03-29T24:00:00Z', undefined],
    ['2024-03-29T20:60:00Z', undefined],
    ['yesterday', undefined],
    ['', undefined],
    ['-5', undefined],
    ['1e400', undefined],
    ['99999999999999999999', undefined],
  ])('takes the time %s', async (time, at) => {
    const { events, remarks } = await read(`card_id,review_time,rating\na,${time},3\nb,${START},3`);
    expect(events.find(({ cardId }) => cardId === 'imported/a')?.at).toBe(at);
    expect(remarks).toHaveLength(at === undefined ? 1 : 0);
  });

  it('leaves out rows that are no reviews, with their lines', async () => {
    const rows = [
      'a,0,1',
      `,${START},3`,
      `a,${START},0`,
      `a,${START},5`,
      `a,${START},good`,
      `a,${START},`,
      `b,${START},3.0`,
    ];
    const { events, remarks } = await read(`card_id,review_time,review_rating\n${rows.join('\n')}`);
    expect(events.map(({ cardId, grade, at }) => [cardId, grade, at])).toEqual(
      expect.arrayContaining([
        ['imported/a', 'again', 0],
        ['imported/a', 'good', START],
        ['imported/b', 'good', START],
      ]),
    );
    expect(events).toHaveLength(3);
    expect(remarks.map(({ place }) => place)).toEqual(['line 3', 'line 4', 'line 5', 'line 7']);
  });

  it('names cards as the caller wishes', async () => {
    const log = `card_id,review_time,review_rating\né 1,${START},3`;
    expect((await read(log)).events[0]?.cardId).toBe('imported/x~~C3~A9~201');
    expect((await read(log, { ...zone, deckId: 'kanji' })).events[0]?.cardId).toBe('kanji/x~~C3~A9~201');
    const cardId = (value: string): CardId => `mine/${value.length}`;
    expect((await read(log, { ...zone, cardId })).events[0]?.cardId).toBe('mine/3');
    await expect(read(log, { ...zone, cardId: () => 'none' as CardId })).rejects.toThrow(codeOf('invalid-argument'));
    await expect(read(log, { ...zone, deckId: 'no id' })).rejects.toThrow(codeOf('invalid-argument'));
  });

  it('counts on the learner’s days', async () => {
    const log = `card_id,review_time,review_rating\na,${Date.UTC(2024, 2, 29, 20)},3`;
    const day = async (options: ParseReviewCsvOptions) => (await read(log, options)).events[0]?.day;
    expect(await day({ timeZone: 'Asia/Tokyo', rolloverHour: 4 })).toBe('2024-03-30');
    expect(await day({ timeZone: 'Asia/Tokyo', rolloverHour: 6 })).toBe('2024-03-29');
    await expect(day({ timeZone: 'Nowhere/Land' })).rejects.toThrow(codeOf('invalid-time-zone'));
  });

  it('is read in the order of time, whatever order the rows are in, and gives the same events again', async () => {
    const row = fc.tuple(fc.constantFrom('a', 'b'), fc.integer({ min: 0, max: 6 }), fc.integer({ min: 1, max: 4 }));
    const rows = fc.uniqueArray(row, { minLength: 1, maxLength: 12, selector: String });
    const shuffled = rows.chain((all) =>
      fc.tuple(fc.constant(all), fc.shuffledSubarray(all, { minLength: all.length })),
    );
    const logOf = (all: readonly (readonly [string, number, number])[]) =>
      [
        'card_id,review_time,review_rating',
        ...all.map(([id, time, rating]) => `${id},${START + time * 7e7},${rating}`),
      ].join('\n');
    await fc.assert(
      fc.asyncProperty(shuffled, async ([all, others]) => {
        const { progress, remarks, events } = await read(logOf(all));
        expect((await read(logOf(others))).progress).toEqual(progress);
        expect(remarks).toEqual([]);
        expect(events).toHaveLength(all.length);
        expect(parseProgress(JSON.stringify(progress))).toEqual(progress);
        for (const { reviews } of histories(events).values()) {
          expect(reviews.map(({ nth }) => nth)).toEqual(reviews.map((_, index) => index + 1));
        }
        // The promised dues are those that the library would derive without them.
        const withoutPromises = events.map((event) => ({ ...event, nth: 1_000 }));
        expect(replay(withoutPromises, fsrsScheduler())).toEqual(replay(events, fsrsScheduler()));
      }),
    );
  });

  it('counts a row once that stands there twice', async () => {
    const { events, remarks } = await read(
      `card_id,review_time,review_rating\na,${START},3\na,${START},3\na,${START},1`,
    );
    expect(events).toHaveLength(2);
    expect(remarks).toEqual([expect.objectContaining({ kind: 'dropped', cardId: 'imported/a' })]);
  });

  it('is the past of a study that it is imported into, once', async () => {
    const deck = { id: 'geo', title: 'Geography', cards: { france: { prompt: 'Capital?', answer: 'Paris' } } };
    const clock = createClock({ ...zone, now: () => START + 100 * 86_400_000 });
    const study = await openStudy({ decks: [deck], store: memoryStore(), clock });
    const { progress } = await read(`card_id,review_time,review_rating\nfrance,${START},4`, { ...zone, deckId: 'geo' });
    expect(await study.importProgress(progress)).toEqual({ added: 1 });
    expect(await study.importProgress(progress)).toEqual({ added: 0 });
    expect(study.card('geo/france')).toMatchObject({ reps: 1, phase: 'review' });
  });

  it('is refused if there is no review in it, or if it is no log', async () => {
    for (const text of [
      '',
      'card_id,review_time\n1,2',
      'card_id,review_time,review_rating\n',
      'card_id,review_time,review_rating\na,b,c',
    ]) {
      await expect(read(text)).rejects.toThrow(codeOf('invalid-file'));
    }
  });

  it('tells how far it is, and can be cancelled', async () => {
    const rows = Array.from({ length: 20_000 }, (_, n) => `${n % 100},${START + n * 60_000},3`);
    const log = ['card_id,review_time,review_rating', ...rows].join('\n');
    const steps = new Set<string>();
    const { events } = await read(log, {
      ...zone,
      onProgress: ({ step, done, total }) => void (done <= total && steps.add(step)),
    });
    expect(events).toHaveLength(20_000);
    expect([...steps]).toEqual(['reading', 'scheduling']);
    const cancel = new AbortController();
    const reading = read(log, { ...zone, signal: cancel.signal, onProgress: () => cancel.abort(new Error('enough')) });
    await expect(reading).rejects.toThrow('enough');
  });
});

describe('the reviews of a log', () => {
  it('are read again from the CSV that they are written in', async () => {
    await fc.assert(
      fc.asyncProperty(randomLog, async (log) => {
        const reviews = [...histories(log).values()].flatMap((history) => history.reviews);
        if (log.some(({ type }) => type === 'reset' || type === 'seeded') || reviews.length === 0) return;
        const { events } = await read(formatReviewCsv(log));
        const order = (all: readonly Reviewed[]) => all.map((event) => JSON.stringify(told(event))).sort();
        expect(order(events)).toEqual([...new Set(order(reviews))]);
      }),
    );
    const [review] = (await read(`card_id,review_time,review_rating\nd/a,${START},3`)).events as [Reviewed];
    for (const at of [-62_135_596_800_000, -1, 0, 99_999_999_999, 100_000_000_000, 253_402_300_799_999]) {
      for (const grade of GRADES) {
        const { events } = await read(formatReviewCsv([{ ...review, at, grade, durationMs: 0.5 }]));
        expect(events.map(told)).toEqual([{ cardId: 'd/a', at, grade, durationMs: 0.5 }]);
      }
    }
  });

  it('are written with what the card was before', async () => {
    const rows = [
      [0, 3],
      [1, 3],
      [11, 3],
      [20_000, 1],
      [20_011, 3],
    ].map(([minute = 0, rating]) => `a,${START + minute * 60_000},${rating}`);
    const { events } = await read(['card_id,review_time,review_rating', ...rows].join('\n'));
    const undone: StudyEvent = {
      id: 'u' as Reviewed['id'],
      type: 'undone',
      at: START + 1e10,
      target: events[4]?.id ?? '',
    };
    expect(formatReviewCsv([...events, undone]).split('\n')).toEqual([
      'card_id,review_time,review_rating,review_state,review_duration',
      `imported/a,${START},3,0,`,
      `imported/a,${START + 60_000},3,1,`,
      `imported/a,${START + 660_000},3,2,`,
      `imported/a,${START + 1_200_000_000},1,2,`,
      '',
    ]);
    expect(formatReviewCsv(events)).toContain(`${START + 1_200_660_000},3,3,`);
    expect(formatReviewCsv(events.filter(isReview).slice(0, 0))).toBe(
      `${'card_id,review_time,review_rating,review_state,review_duration'}\n`,
    );
  });
});
