import fc from 'fast-check';
import {
  type Cursor,
  defineDeck,
  fsrsScheduler,
  type MemoryLog,
  memoryStore,
  type Store,
  type Study,
  StudyError,
  type StudyEvent,
} from 'ownwords';
import { describe, expect, it, vi } from 'vitest';
import { card, deck, filler, happened, open, Place, remembered, seen, unseen } from './checkpoint-place.js';

describe('a checkpoint', () => {
  // A promise made in ignorance, so that the due follows from the options.
  const reviewed = happened('r', 'reviewed', 'deck/a', 2, {
    grade: 'easy',
    day: '2026-03-01',
    nth: 7,
    due: '2026-03-04',
  });

  it('that was damaged anywhere misleads nobody', async () => {
    for (const answer of ['m', 'mi', 'min', 'mine']) {
      const place = await remembered([happened('own', 'answered', 'deck/a', 1, { answer })]);
      const good = place.saved as Uint8Array;
      const fresh = seen(await open(place.open({ checkpoint: false })));
      place.takeRead();
      const opened = async (bytes: Uint8Array) => {
        place.saved = bytes;
        const study = await open({ ...place.open(), checkpoint: { load: place.load, save: async () => {} } });
        expect(place.takeRead()).toBe(filler.length + 1);
        expect(seen(study)).toBe(fresh);
      };
      const flipped = (at: number, flip: number) => good.map((byte, n) => (n === at ? byte ^ flip : byte));
      for (const at of [0, 4, 7, 8]) await opened(flipped(at, 1));
      for (const back of [1, 2, 3, 4]) await opened(flipped(good.length - back, 1));
      const anywhere = fc.nat({ max: good.length - 1 });
      await fc.assert(
        fc.asyncProperty(anywhere, fc.integer({ min: 1, max: 255 }), fc.boolean(), async (at, flip, isCut) => {
          await opened(isCut ? good.slice(0, at) : flipped(at, flip));
        }),
        { numRuns: 25 },
      );
    }
  });

  it('holds states for the options they came from, and events for all', async () => {
    const place = await remembered([reviewed]);
    const others = [
      { scheduling: { desiredRetention: 0.8 } },
      { scheduling: { maximumIntervalDays: 2 } },
      { scheduling: { fuzz: false } },
      { decks: [deck, defineDeck({ id: 'other', title: 'Other', cards: { a: card('a') } })] },
      { decks: [] },
      { scheduling: { newPerDay: 1 } },
    ];
    for (const options of others) {
      const study = await open(place.open(), options);
      expect(place.takeRead()).toBe(0);
      expect(seen(study)).toBe(seen(await open(place.open({ checkpoint: false }), options)));
      await study.close();
      place.takeRead();
    }
  });

  it('knows what was taken back also of cards whose deck was not open then', async () => {
    const review = { grade: 'good', day: '2026-03-01', nth: 1, due: '2026-03-04' };
    const place = await remembered([
      happened('seen', 'reviewed', 'other/a', 2, review),
      { id: 'undo', type: 'undone', at: 3, target: 'seen' } as unknown as StudyEvent,
    ]);
    const other = defineDeck({ id: 'other', title: 'Other', cards: { a: card('a') } });
    const study = await open(place.open(), { decks: [deck, other] });
    expect(place.takeRead()).toBe(0);
    expect((study as Study).card('other/a').phase).toBe('new');
  });

  it('is of no use to other names of cards or to another scheduler, and does no harm there', async () => {
    const place = await remembered([reviewed]);
    const renamed = defineDeck({ ...deck, cards: { b: { ...card('b'), formerly: ['deck/a'] } } });
    const study = await open(place.open(), { decks: [renamed] });
    expect(place.takeRead()).toBe(1_001);
    expect(study.card('deck/b').reps).toBe(1);
    await open(place.open(), { scheduler: fsrsScheduler() });
    expect(place.takeRead()).toBe(1_001);
    const fresh = new Place(filler);
    await (await open(fresh.open(), { scheduler: fsrsScheduler() })).close();
    expect(fresh.saved).toBeUndefined();
  });

  it('of another log is put aside', async () => {
    const place = await remembered([]);
    const other = new Place([...unseen('other', 1), ...filler.slice(1).reverse()]);
    other.saved = place.saved;
    expect((await open(other.open())).exportProgress().events).toHaveLength(1_000);
    const shorter = new Place(filler.slice(0, 10));
    shorter.saved = place.saved;
    expect((await open(shorter.open())).exportProgress().events).toHaveLength(10);
  });

  it('that cannot be loaded or saved is no error', async () => {
    const fails = async () => {
      throw new StudyError('store-failed', 'no');
    };
    const study = await open({ ...new Place(filler).open(), checkpoint: { load: fails, save: fails } });
    await study.grade('deck/a', 'good');
    await study.close();
    expect(study.card('deck/a').reps).toBe(1);
  });

  it('is made when a share of what was there came anew, and not for every review', async () => {
    const place = new Place(unseen('old', 16_000));
    const save = vi.spyOn(place, 'save');
    const sit = async () => {
      const study = await open(place.open());
      await study.grade('deck/a', 'good');
      await study.close();
      return save.mock.calls.length;
    };
    expect(await sit()).toBe(1);
    await place.open().append(unseen('new', 1_900));
    expect(await sit()).toBe(1);
    await place.open().append(unseen('new', 100, 1_900));
    expect(await sit()).toBe(2);
    expect(await sit()).toBe(2);
    expect((await open(place.open())).card('deck/a').reps).toBe(4);
  });

  it('is made of few events if there are many of those, when a study is closed', async () => {
    const place = new Place(filler.slice(0, 999));
    await (await open(place.open())).close();
    expect(place.saved).toBeUndefined();
    const study = await open(place.open());
    await study.grade('deck/a', 'good');
    expect(place.saved).toBeUndefined();
    await study.close();
    expect(place.saved).toBeDefined();
  });

  it('is made when a study is opened, for apps that never close one', async () => {
    const place = new Place(filler);
    await open(place.open());
    await vi.waitFor(() => expect(place.saved).toBeDefined());
  });

  it('is not made where what was written is not read back, as from a replica that lags', async () => {
    const place = new Place(filler.slice(0, 999));
    let isLate = false;
    const { read, ...store } = place.open();
    const late = async (after?: Cursor) => (isLate ? { events: [], cursor: after as Cursor } : read(after));
    const study = await open({ ...store, read: late });
    isLate = true;
    await study.grade('deck/a', 'good');
    await study.close();
    expect(place.saved).toBeUndefined();
    const again = await open(place.open());
    expect(again.card('deck/a').reps).toBe(1);
  });
});

describe('a store that tells of what others write', () => {
  it('keeps the study fresh, until it is closed', async () => {
    const log: MemoryLog = new Map();
    const listeners = new Set<() => void>();
    const store: Store = {
      ...memoryStore(log),
      subscribe(listener) {
        listeners.add(listener);
        return () => listeners.delete(listener);
      },
    };
    const study = await open(store);
    const changed = vi.fn();
    study.subscribe(changed);
    await (await open(memoryStore(log))).grade('deck/a', 'easy');
    const [tell] = listeners;
    tell?.();
    await vi.waitFor(() => expect(changed).toHaveBeenCalledTimes(1));
    expect(study.card('deck/a').reps).toBe(1);
    await study.close();
    expect(listeners.size).toBe(0);
    tell?.(); // too late, and heard by nobody: an unheard rejection would fail the run
    await new Promise((resolve) => setTimeout(resolve));
  });
});
