import { type Deck, fsrsScheduler, parseDeck, parseProgress, type Reviewed, replay } from 'ownwords';
import { formatDeckCsv, formatReviewCsv, type ParseDeckCsvOptions, parseDeckCsv, parseReviewCsv } from 'ownwords/csv';
import { FSRSAlgorithm, generatorParameters } from 'ts-fsrs';
import { describe, expect, it } from 'vitest';
import { bytesOf, isHere, textOf } from './place.js';

const MS_A_DAY = 86_400_000;
const RATING = { again: 1, hard: 2, good: 3, easy: 4 } as const;

describe.skipIf(!isHere)('decks of others in CSV', () => {
  const read = (name: string, options: ParseDeckCsvOptions = {}) => {
    const { decks, remarks } = parseDeckCsv(bytesOf(`text/${name}`), options);
    for (const deck of decks) {
      expect(parseDeck(deck)).toEqual(deck);
      expect(parseDeckCsv(formatDeckCsv(deck)).decks).toEqual([deck]);
    }
    const [deck] = decks as [Deck];
    return { cards: deck.cards, count: Object.keys(deck.cards).length, remarks };
  };

  it('have the cards that are in them', () => {
    const words = read('zfletch-test.csv');
    expect(Object.values(words.cards).map(({ prompt, answer }) => [prompt, answer])).toEqual([
      ['cat', 'le chat'],
      ['chien', 'le chien'],
    ]);
    expect(words.remarks).toHaveLength(2); // three columns left out; no keys
    expect(read('srf-fieldsets.csv').cards).toHaveProperty('asdf');

    const columns = { prompt: 'country', answer: 'capital:de', key: 'country' };
    const capitals = read('ultimate-geography-capital.csv', { columns });
    expect(capitals.count).toBe(219);
    expect(capitals.cards.England).toEqual({ prompt: 'England', answer: 'London' });
    expect(capitals.cards['United~20Kingdom']).toEqual({ prompt: 'United Kingdom', answer: 'London' });

    const flags = read('ultimate-geography-main.csv', { cells: 'html', columns: { answer: 'ISO' } });
    const dropped = flags.remarks.filter(({ place }) => place.startsWith('line')).length;
    expect(flags.count + dropped).toBe(323);
    expect(Object.values(flags.cards)).toContainEqual({
      prompt: 'France',
      answer: 'FR',
      tags: ['UG::Europe', 'UG::European_Union', 'UG::Mediterranean', 'UG::Sovereign_State'],
    });
  });

  it('keep their keys, whatever they are made of', () => {
    const { cards, count } = read('ultimate-geography-guid.csv', { columns: { prompt: 'country', answer: 'guid:de' } });
    expect(count).toBe(323);
    expect(cards['e~2B~2FO~5D~25~2Aqfk']).toMatchObject({ prompt: 'England' });
  });
});

describe.skipIf(!isHere)('the review log of a real learner', () => {
  it('is read whole, and remembered as ts-fsrs would', async () => {
    const { progress, remarks } = await parseReviewCsv(bytesOf('fsrs/review-logs.csv'), {
      timeZone: 'UTC',
      rolloverHour: 0,
    });
    const events = parseProgress(progress).events as readonly Reviewed[];
    expect(remarks).toEqual([]);
    expect(events).toHaveLength(12_580);
    const graded = (grade: string) => events.filter((event) => event.grade === grade).length;
    expect([graded('again'), graded('hard'), graded('good'), graded('easy')]).toEqual([3_676, 1, 8_903, 0]);
    expect(new Set(events.map(({ cardId }) => cardId)).size).toBe(1_205);
    expect(events.reduce((sum, { durationMs = 0 }) => sum + durationMs, 0)).toBe(161_532_699);

    const model = new FSRSAlgorithm(generatorParameters());
    const memories = new Map<string, { day: number; memory: { stability: number; difficulty: number } }>();
    const rows = textOf('fsrs/review-logs.csv').trim().split(/\r?\n/).slice(1);
    for (const row of rows.sort((a, b) => ((a.split(',')[2] ?? '') < (b.split(',')[2] ?? '') ? -1 : 1))) {
      const [card = '', rating, time = ''] = row.split(',');
      const before = memories.get(card);
      const day = Math.floor(Date.parse(time) / MS_A_DAY);
      const memory = model.next_state(before?.memory ?? null, day - (before?.day ?? day), Number(rating));
      memories.set(card, { day, memory });
    }
    const schedules = replay(events, fsrsScheduler());
    expect(schedules.size).toBe(1_205);
    for (const [card, { memory, day }] of memories) {
      const { stability, difficulty, lastReviewed } = schedules.get(`imported/${card}`) ?? {};
      expect([stability, difficulty, lastReviewed]).toEqual([
        memory.stability,
        memory.difficulty,
        new Date(day * MS_A_DAY).toISOString().slice(0, 10),
      ]);
    }
  });

  it('is the same log when it was written and read again', async () => {
    const options = { timeZone: 'Europe/Berlin' };
    const { progress } = await parseReviewCsv(bytesOf('fsrs/review-logs.csv'), options);
    const text = formatReviewCsv(progress.events);
    expect((await parseReviewCsv(text, options)).progress).toEqual(progress);
    for (const event of progress.events as readonly Reviewed[]) {
      if (event.nth === 1)
        expect(text).toContain(`${event.cardId},${event.at},${RATING[event.grade]},0,${event.durationMs}\n`);
    }
  });
});
