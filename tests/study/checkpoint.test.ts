import fc from 'fast-check';
import { defineDeck, type Study, type StudyEvent } from 'ownwords';
import { describe, expect, it } from 'vitest';
import { progressOf } from '../../src/log/progress.js';
import { randomLog } from '../log/random-log.js';
import { card, deck, filler, happened, now, open, Place, remembered, seen } from './checkpoint-place.js';

const twoLogs = randomLog.chain((log) =>
  fc.nat({ max: log.length }).map((cut) => [log.slice(0, cut), log.slice(cut)] as const),
);

describe('a study opened from a checkpoint', () => {
  it('is the same as one that has read the whole log, whatever came after, and whatever is done next', async () => {
    await fc.assert(
      fc.asyncProperty(twoLogs, randomLog, async ([before, after], more) => {
        const place = await remembered(before);
        await place.open().append(after);
        const plain = new Place([...place.log.values()]);
        const [quick, slow] = [await open(place.open()), await open(plain.open({ checkpoint: false }))];
        expect(place.takeRead()).toBe(new Set(after.map(({ id }) => id)).size);
        const others = more.map((event) => ({ ...event, id: `more-${event.id}` }) as StudyEvent);
        const imported = progressOf([...before.slice(1), ...others], now);
        const acts: ((study: Study) => Promise<unknown>)[] = [
          async () => {},
          (study) => study.grade('deck/b', 'hard'),
          (study) => study.grade('deck/a', 'good', { id: 'once' }),
          (study) => study.grade('deck/a', 'good', { id: 'once' }),
          (study) => study.undo(),
          (study) => study.importProgress(imported),
          (study) => study.undo(),
        ];
        for (const act of acts) {
          const results = await Promise.all([quick, slow].map(act));
          expect(JSON.stringify(results[0])).toBe(JSON.stringify(results[1]));
          const [a, b] = [quick, slow].map((study) => [study.cards(), study.due(), study.counts()]);
          expect(a).toEqual(b);
        }
        const kinds = (study: Study) => study.exportProgress().events.map(({ type, at }) => `${at} ${type}`);
        expect(kinds(quick).sort()).toEqual(kinds(slow).sort());
      }),
      { numRuns: 300 },
    );
  });

  it('reads only what came after', async () => {
    const { events } = (await import('../fixtures/progress-v1.json', { with: { type: 'json' } })).default;
    const place = await remembered(events as unknown as StudyEvent[]);
    const study = await open(place.open());
    expect(place.takeRead()).toBe(0);
    expect(seen(study)).toBe(seen(await open(place.open({ checkpoint: false }))));
  });

  it('knows renamed cards by their new names', async () => {
    const renamed = defineDeck({ ...deck, cards: { a: { ...card('a'), formerly: ['deck/x'] } } });
    const options = { decks: [renamed] };
    const place = await remembered([happened('one', 'suspended', 'deck/x')], options);
    const study = await open(place.open(), options);
    expect(place.takeRead()).toBe(0);
    expect(study.card('deck/a').suspended).toBe(true);
    await study.reschedule('deck/a', '2026-04-20');
    expect(study.card('deck/a').suspended).toBe(true);
  });

  it('undoes what arrived last, whatever card it was of, and before or after the checkpoint', async () => {
    const place = await remembered([
      happened('1', 'suspended', 'deck/a'),
      happened('2', 'suspended', 'deck/b'),
      happened('3', 'answered', 'deck/a', 1, { answer: 'mine' }),
    ]);
    await place.open().append([happened('4', 'suspended', 'deck/c')]);
    const study = await open(place.open());
    const undone: (string | undefined)[] = [];
    for (let n = 0; n < 5; n++) undone.push((await study.undo())?.id);
    expect(undone).toEqual(['deck/c', 'deck/a', 'deck/b', 'deck/a', undefined]);
  });

  it('undoes what arrived last also where another wrote before it', async () => {
    const place = new Place(filler.slice(0, 999));
    const [here, there] = [await open(place.open()), await open(place.open({ checkpoint: false }))];
    await there.grade('deck/b', 'good');
    await here.grade('deck/a', 'good'); // not knowing of the other
    await here.close();
    expect(place.saved).toBeDefined();
    expect((await (await open(place.open())).undo())?.id).toBe('deck/a');
  });

  it('lets an act come after all that is remembered of the card, though the clock has gone back', async () => {
    const place = await remembered([
      happened('ahead', 'suspended', 'deck/a', now + 1_000),
      happened('behind', 'answered', 'deck/a', now, { answer: 'mine' }),
    ]);
    const study = await open(place.open());
    await study.resume('deck/a');
    expect(study.card('deck/a').suspended).toBe(false);
    expect([...place.log.values()].at(-1)?.at).toBe(now + 1_001);
  });

  it('counts no review that was taken back before', async () => {
    const review = { grade: 'easy', day: '2026-04-01', nth: 1, due: '2026-04-09' };
    const place = await remembered([
      happened('one', 'reviewed', 'deck/a', now - 2, review),
      happened('two', 'reviewed', 'deck/a', now - 1, { ...review, nth: 2 }),
      { id: 'undo', type: 'undone', at: now, target: 'two' } as StudyEvent,
    ]);
    const study = await open(place.open());
    expect(study.counts().doneToday).toBe(1);
    await study.grade('deck/a', 'good');
    expect([...place.log.values()].at(-1)).toMatchObject({ nth: 2 });
  });

  it('knows what is imported, or graded, a second time', async () => {
    const events = [
      happened('one', 'practiced', 'deck/a', 1, { grade: 'good', day: '2026-03-01' }),
      happened('two', 'reviewed', 'deck/a', 2, { grade: 'good', day: '2026-03-01', nth: 1, due: '2026-03-04' }),
    ];
    const place = await remembered(events);
    const study = await open(place.open());
    expect(await study.importProgress(progressOf(events, now))).toEqual({ added: 0 });
    expect(study.exportProgress().events).toHaveLength(1_002);
    const retried = await open(place.open());
    expect((await retried.grade('deck/a', 'good', { id: 'two' })).reps).toBe(1);
    expect(retried.exportProgress().events).toHaveLength(1_002);
  });
});
