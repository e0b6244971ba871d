import { defineDeck, memoryStore, openStudy, type SchedulingWishes, type Store, type Study } from 'ownwords';
import { type StoppedClock, stoppedClock } from 'ownwords/testing';
import { beforeEach, describe, expect, it, vi } from 'vitest';

const deck = defineDeck({
  id: 'deck',
  title: 'Deck',
  cards: {
    a: {
      prompt: 'a?',
      answer: 'A',
      keyPoints: { one: 'One', two: { text: 'Two', essential: true } },
      hint: 'h',
      tags: ['t'],
    },
    b: { prompt: 'b?', answer: 'B', followsUp: 'a', fields: { level: 3 } },
    c: { prompt: 'c?', answer: 'C' },
  },
});
const code = (code: string) => expect.objectContaining({ code });

let clock: StoppedClock;
beforeEach(() => {
  clock = stoppedClock('2026-03-29T10:00:00Z');
});
const open = (scheduling: SchedulingWishes = { fuzz: false }, store: Store = memoryStore()) =>
  openStudy({ decks: [deck], clock, scheduling, store });

describe('a view', () => {
  it('says in which language a card is written, where its deck says so', async () => {
    const bonjour = { prompt: 'Bonjour ?', answer: 'Bonjour !' };
    const french = defineDeck({ id: 'french', title: 'F', language: 'fr-CA', cards: { bonjour } });
    const study = await openStudy({ decks: [deck, french], clock });
    expect(study.cards().map(({ language }) => language)).toEqual([undefined, undefined, undefined, 'fr-CA']);
  });

  it('shows a card with its schedule', async () => {
    const study = await open();
    expect(study.card('deck/a')).toEqual({
      id: 'deck/a',
      deckId: 'deck',
      key: 'a',
      prompt: 'a?',
      answer: 'A',
      keyPoints: [
        { slug: 'one', text: 'One', essential: false },
        { slug: 'two', text: 'Two', essential: true },
      ],
      hint: 'h',
      tags: ['t'],
      fields: undefined,
      phase: 'new',
      suspended: false,
      leech: false,
      reps: 0,
      lapses: 0,
    });
    expect(study.card('deck/b')).toMatchObject({ followsUp: 'deck/a', fields: { level: 3 }, tags: [], keyPoints: [] });
    expect(await study.grade('deck/a', 'easy')).toMatchObject({
      phase: 'review',
      due: new Date('2026-04-06T04:00:00Z'),
      reps: 1,
      stability: 8.2956,
      difficulty: 1,
      retrievability: 1,
      lastReviewed: '2026-03-29',
    });
    clock.advance({ days: 8 });
    expect(study.card('deck/a').retrievability).toBeCloseTo(0.9, 2);
  });

  it('is a leech when it was forgotten too often', async () => {
    const study = await open({ learningSteps: [], relearningSteps: [], leechThreshold: 2 });
    for (const grade of ['good', 'again', 'again'] as const) {
      expect(study.card('deck/a').leech).toBe(false);
      await study.grade('deck/a', grade);
    }
    expect(study.card('deck/a')).toMatchObject({ leech: true, lapses: 2 });
  });

  it('of a card that is not there is an error', async () => {
    const study: Study = await open();
    for (const id of ['deck/x', 'other/a', 'deck/toString', 'a'] as `${string}/${string}`[]) {
      expect(() => study.card(id)).toThrow(code('unknown-card'));
      expect(() => study.preview(id)).toThrow(code('unknown-card'));
      await expect(study.grade(id, 'good')).rejects.toEqual(code('unknown-card'));
      await expect(study.suspend(id)).rejects.toEqual(code('unknown-card'));
    }
  });
});

describe('a snapshot', () => {
  it('is the same array of the same views until something changes', async () => {
    const study = await open();
    const [due, limited, counts, view] = [study.due(), study.due({ limit: 1 }), study.counts(), study.card('deck/c')];
    clock.advance({ minutes: 5 });
    expect(study.due()).toBe(due);
    expect(study.counts()).toBe(counts);
    expect(study.due({ limit: 1 })).toBe(limited);
    await study.grade('deck/a', 'easy');
    expect(study.due()).not.toBe(due);
    expect(study.card('deck/c')).toBe(view);
    expect(study.due()).toContain(view);
    expect(Object.isFrozen(study.due())).toBe(true);
  });

  it('changes by time alone when a step falls due, and when a new day begins', async () => {
    const study = await open({ fuzz: false, learnAheadMinutes: 0 });
    await study.grade('deck/a', 'good');
    const before = study.due();
    clock.advance({ minutes: 9, ms: 59_999 });
    expect(study.due()).toBe(before);
    clock.advance({ ms: 1 });
    expect(study.due().map(({ key }) => key)).toEqual(['a', ...before.map(({ key }) => key)]);
    const evening = study.due();
    clock.set('2026-03-30T03:59:59.999Z');
    expect(study.due()).toBe(evening);
    clock.advance({ ms: 1 });
    expect(study.due()).not.toBe(evening);
    clock.advance({ hours: -30 });
    expect(study.due().map(({ key }) => key)).not.toContain('a');
  });

  it('stays the same if what happened does not show in it', async () => {
    const study = await open();
    const due = study.due({ tag: 't' });
    await study.grade('deck/c', 'easy');
    expect(study.due({ tag: 't' })).toBe(due);
  });

  it('can be taken by a function on its own, as front ends do', async () => {
    const study = await open();
    const { due, counts, subscribe, grade, undo, card, exportProgress } = study;
    subscribe(() => undefined)();
    await grade('deck/a', 'easy');
    expect(due()).toHaveLength(counts().new);
    expect(await undo()).toBe(card('deck/a'));
    expect(exportProgress().events).toHaveLength(2);
    const wrapped = new Proxy(study, {}); // as frameworks do
    expect(await wrapped.grade('deck/a', 'easy')).toMatchObject({ reps: 1 });
  });

  it('comes with a word to subscribers, after the change is kept', async () => {
    const study = await open();
    const listener = vi.fn(() => expect(study.card('deck/a').reps).toBe(1));
    const end = study.subscribe(listener);
    await study.grade('deck/a', 'good');
    expect(listener).toHaveBeenCalledTimes(1);
    await study.importProgress(study.exportProgress());
    await study.resume('deck/a');
    expect(listener).toHaveBeenCalledTimes(1);
    end();
    await study.undo();
    expect(listener).toHaveBeenCalledTimes(1);
  });

  it('does not depend on a listener that fails', async () => {
    const study = await open();
    const reported = new Promise((resolve) => process.once('uncaughtException', resolve));
    const listeners = process.listeners('uncaughtException').slice(0, -1);
    for (const listener of listeners) process.off('uncaughtException', listener);
    study.subscribe(() => {
      throw new Error('the listener failed');
    });
    const second = vi.fn();
    study.subscribe(second);
    await study.grade('deck/a', 'good');
    expect(await reported).toEqual(new Error('the listener failed'));
    for (const listener of listeners) process.on('uncaughtException', listener);
    expect(second).toHaveBeenCalledTimes(1);
  });
});

describe('writing', () => {
  it('is carried out in order, however it was asked for', async () => {
    const study = await open({ fuzz: false, learningSteps: ['1m', '10m'] });
    const [first, second, undone] = await Promise.all([
      study.grade('deck/a', 'good'),
      study.grade('deck/a', 'good'),
      study.undo(),
    ]);
    expect([first.reps, second.reps, undone?.reps]).toEqual([1, 2, 1]);
    const reviews = study.exportProgress().events.filter((event) => event.type === 'reviewed');
    expect(reviews.map(({ nth }) => nth)).toEqual([1, 2]);
    expect(reviews[0]?.at).toBeLessThan(reviews[1]?.at as number);
  });

  it('that the store refuses changes nothing, and the next may succeed', async () => {
    const store = memoryStore();
    let isFull = true;
    const study = await open(
      {},
      {
        ...store,
        append: async (events) => {
          if (isFull) throw new Error('full');
          await store.append(events);
        },
      },
    );
    const due = study.due();
    await expect(study.grade('deck/a', 'good')).rejects.toThrow('full');
    expect(study.due()).toBe(due);
    expect(await study.undo()).toBeUndefined();
    isFull = false;
    expect((await study.grade('deck/a', 'good')).reps).toBe(1);
  });

  it('after closing fails with a code, and what was under way is kept', async () => {
    const log = new Map();
    const study = await open({}, memoryStore(log));
    const grading = study.grade('deck/a', 'good');
    await Promise.all([study.close(), study.close()]);
    expect((await grading).reps).toBe(1);
    await expect(study.grade('deck/a', 'good')).rejects.toEqual(code('closed'));
    await expect(study.refresh()).rejects.toEqual(code('closed'));
    expect(study.card('deck/a').reps).toBe(1);
    expect(log.size).toBe(1);
    await (await open({}, memoryStore(log)))[Symbol.asyncDispose]();
  });

  it('keeps own answers, key points, times and run-throughs', async () => {
    const study = await open();
    await study.answer('deck/a', 'my own');
    await study.answer('deck/a', 'my own');
    await study.practice('deck/a', 'hard', { recalled: ['one'] });
    await study.grade('deck/a', 'good', { durationMs: 1500.5, recalled: ['two', 'one'] });
    expect(study.card('deck/a')).toMatchObject({ ownAnswer: 'my own', reps: 1 });
    expect(study.exportProgress().events).toMatchObject([
      { type: 'answered', answer: 'my own' },
      { type: 'practiced', grade: 'hard', day: '2026-03-29', recalled: ['one'] },
      { type: 'reviewed', nth: 1, durationMs: 1500.5, recalled: ['two', 'one'] },
    ]);
    await study.answer('deck/a', '');
    expect(study.card('deck/a')).not.toHaveProperty('ownAnswer');
    await expect(study.grade('deck/a', 'good', { recalled: ['three'] })).rejects.toEqual(code('unknown-key-point'));
    await expect(study.grade('deck/a', 'good', { durationMs: -1 })).rejects.toEqual(code('invalid-event'));
    await expect(study.answer('deck/a', 3 as never)).rejects.toEqual(code('invalid-argument'));
  });

  it('of another study on the same store is seen after a refresh', async () => {
    const log = new Map();
    const [one, other] = [await open({}, memoryStore(log)), await open({}, memoryStore(log))];
    await one.grade('deck/a', 'good');
    expect(other.card('deck/a').reps).toBe(0);
    await other.refresh();
    expect(other.card('deck/a').reps).toBe(1);
    expect(await other.undo()).toBeUndefined();
    expect(await one.undo()).toMatchObject({ reps: 0 });
  });

  it('of one answer by two studies on one store counts once, and tells who came second', async () => {
    const log = new Map();
    const [one, other] = [await open({}, memoryStore(log)), await open({}, memoryStore(log))];
    await one.grade('deck/a', 'again', { id: 'answer' });
    expect(await other.grade('deck/a', 'again', { id: 'answer' })).toMatchObject({ reps: 1 });
    await expect(other.grade('deck/c', 'easy', { id: 'answer' })).rejects.toEqual(code('conflicting-event'));
    expect(other.card('deck/c').reps).toBe(0);
  });

  it('mints ids as it is told', async () => {
    let count = 0;
    const study = await openStudy({ decks: [deck], clock, newId: () => `mine-${++count}` });
    await study.grade('deck/a', 'good');
    await study.undo();
    expect(study.exportProgress().events.map(({ id }) => id)).toEqual(['mine-1', 'mine-2']);
    count = 0;
    await expect(study.grade('deck/a', 'good')).rejects.toEqual(code('conflicting-event'));
    expect(study.card('deck/a').reps).toBe(0);

    const now = clock.now();
    const careless = await openStudy({ decks: [deck], clock, newId: () => `${now}-${clock.now()}` });
    for (const id of ['deck/a', 'deck/c'] as const) {
      await careless.grade(id, 'easy');
      clock.advance({ ms: 1 });
      await careless.reschedule(id, '2027-01-01');
      clock.advance({ ms: 1 });
    }
    await expect(careless.replan().apply()).rejects.toEqual(code('conflicting-event'));
    expect(careless.exportProgress().events).toHaveLength(4);
  });
});

describe('undo', () => {
  it('goes back act by act, and redo forward again until something new is recorded', async () => {
    const study = await open();
    await study.grade('deck/a', 'good');
    await study.suspend('deck/c');
    await study.answer('deck/a', 'mine');
    expect(await study.undo()).toMatchObject({ id: 'deck/a', reps: 1 });
    expect(await study.undo()).toMatchObject({ id: 'deck/c', suspended: false });
    expect(await study.undo()).toMatchObject({ id: 'deck/a', reps: 0 });
    expect(await study.undo()).toBeUndefined();
    expect(await study.redo()).toMatchObject({ id: 'deck/a', reps: 1 });
    expect(await study.redo()).toMatchObject({ id: 'deck/c', suspended: true });
    expect(await study.undo()).toMatchObject({ id: 'deck/c', suspended: false });
    await study.grade('deck/c', 'good');
    expect(await study.redo()).toBeUndefined();
    expect(study.card('deck/a')).not.toHaveProperty('ownAnswer');
  });

  it('takes back the last act of the store after reopening', async () => {
    const log = new Map();
    const first = await open({}, memoryStore(log));
    await first.grade('deck/a', 'good');
    await first.grade('deck/c', 'good');
    await first.undo();
    const second = await open({}, memoryStore(log));
    expect(await second.undo()).toMatchObject({ id: 'deck/a', reps: 0 });
    expect(await second.undo()).toBeUndefined();
  });

  it('leaves alone what came from elsewhere meanwhile', async () => {
    const elsewhere = await open();
    await elsewhere.grade('deck/c', 'good');
    const study = await open();
    await study.grade('deck/a', 'good');
    await study.importProgress(elsewhere.exportProgress());
    expect(await study.undo()).toMatchObject({ id: 'deck/a', reps: 0 });
    expect(await study.undo()).toBeUndefined();
    expect(study.card('deck/c').reps).toBe(1);
  });
});

describe('a renamed card', () => {
  it('keeps its history, and an app that still knows the old id finds it', async () => {
    const log = new Map();
    await (await open({}, memoryStore(log))).grade('deck/c', 'easy');
    const renamed = {
      id: 'new',
      title: 'New',
      cards: { d: { prompt: 'c?', answer: 'C', formerly: ['deck/c'] } },
    } as const;
    const study: Study = await openStudy({ decks: [renamed], clock, store: memoryStore(log) });
    expect(study.card('new/d').reps).toBe(1);
    expect(study.card('deck/c')).toBe(study.card('new/d'));
    expect(await study.grade('new/d', 'good')).toMatchObject({ reps: 2 });
    expect(study.exportProgress().events.at(-1)).toMatchObject({ cardId: 'new/d', nth: 2 });
  });

  it('keeps the dues it was promised, fuzz and all', async () => {
    const study: Study = await open({ fuzz: true, learningSteps: [] });
    await study.grade('deck/c', 'easy');
    clock.advance({ days: 60 });
    await study.grade('deck/c', 'good');
    const renamed = {
      id: 'new',
      title: 'New',
      cards: { d: { prompt: 'c?', answer: 'C', formerly: ['deck/c'] } },
    } as const;
    const later: Study = await openStudy({ decks: [renamed], clock, scheduling: { fuzz: true, learningSteps: [] } });
    await later.importProgress(study.exportProgress());
    expect(later.replan().moves).toEqual([]);
  });

  it('has one heir among the open decks', async () => {
    const heir = (id: string) =>
      ({ id, title: id, cards: { a: { prompt: 'p', answer: 'a', formerly: ['deck/c'] } } }) as const;
    await expect(openStudy({ decks: [deck, heir('x')] })).rejects.toEqual(code('invalid-deck'));
    await expect(openStudy({ decks: [heir('x'), heir('y')] })).rejects.toEqual(code('invalid-deck'));
    await expect(openStudy({ decks: [deck, deck] })).rejects.toEqual(code('invalid-deck'));
    await expect(openStudy({ decks: [{ id: 'x' } as never] })).rejects.toEqual(code('invalid-deck'));
  });
});

describe('progress', () => {
  it('of cards in closed decks is kept and exported', async () => {
    const study = await open();
    await study.grade('deck/a', 'good');
    const other = await openStudy({ decks: [], clock });
    await other.importProgress(study.exportProgress());
    expect(other.exportProgress()).toEqual(study.exportProgress());
    expect(other.due()).toEqual([]);
  });
});

describe('wishes of the learner', () => {
  it('come before those of the deck, which come before the defaults', async () => {
    const slow = { ...deck, scheduling: { learningSteps: ['3m', '7m'], desiredRetention: 0.8 } } as const;
    const graduated = async (scheduling: SchedulingWishes) =>
      (
        await (
          await openStudy({ decks: [slow], clock, scheduling: { fuzz: false, ...scheduling } })
        ).grade('deck/a', 'easy')
      ).due;
    const study = await openStudy({ decks: [slow], clock });
    expect(study.preview('deck/a').again).toEqual(new Date(clock.now() + 3 * 60_000));
    expect(((await graduated({})) as Date) > ((await graduated({ desiredRetention: 0.9 })) as Date)).toBe(true);
  });
});
