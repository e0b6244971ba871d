import fc from 'fast-check';
import {
  type CheckpointSlot,
  type Cursor,
  defineDeck,
  fsrsScheduler,
  type MemoryLog,
  memoryStore,
  openStudy,
  type SchedulingWishes,
  type Store,
  type Study,
  StudyError,
  type StudyEvent,
} from 'ownwords';
import { stoppedClock } from 'ownwords/testing';
import { describe, expect, it, vi } from 'vitest';
import { progressOf } from '../../src/log/progress.js';
import { randomLog } from '../log/random-log.js';

const card = (prompt: string) => ({ prompt, answer: prompt.toUpperCase() });
const deck = defineDeck({ id: 'deck', title: 'Deck', cards: { a: card('a'), b: card('b'), c: card('c') } });
const now = Date.parse('2026-04-01T12:00:00Z');
const clock = stoppedClock(now);

/** So many events that a checkpoint is worth its making, and none that anybody sees. */
const filler = Array.from({ length: 1_000 }, (_, n) => {
  return { id: `filler-${n}`, type: 'dreamt', at: 0 } as unknown as StudyEvent;
});

/** A log in memory that keeps checkpoints, and tells what is read. */
class Place implements CheckpointSlot {
  readonly log: MemoryLog = new Map();
  saved: Uint8Array | undefined;
  /** How many events were handed out since the last question. */
  #read = 0;

  constructor(events: readonly StudyEvent[] = []) {
    for (const event of events) this.log.set(event.id, event);
  }

  takeRead(): number {
    const read = this.#read;
    this.#read = 0;
    return read;
  }

  load = async () => this.saved;
  save = async (bytes: Uint8Array) => {
    this.saved = bytes;
  };

  open({ checkpoint = true } = {}): Store {
    const store = memoryStore(this.log);
    const read = async (after?: Cursor, limit?: number) => {
      const page = await store.read(after, limit);
      this.#read += page.events.length;
      return page;
    };
    return { ...store, read, ...(checkpoint && { checkpoint: this }) };
  }
}

const open = (store: Store, scheduling: SchedulingWishes = {}): Promise<Study> =>
  openStudy({ decks: [deck], clock, store, scheduling });

/** All that a learner can see of a study, and all that it carries. */
const seen = (study: Study) => JSON.stringify([study.cards(), study.due(), study.counts(), study.exportProgress()]);

/** Opens and closes the log, so that it has a checkpoint. */
async function remembered(events: readonly StudyEvent[]): Promise<Place> {
  const place = new Place([...filler, ...events]);
  await (await open(place.open())).close();
  expect(place.saved).toBeDefined();
  place.takeRead();
  return place;
}

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
        const imported = progressOf(
          [...before.slice(1), ...more.map((e) => ({ ...e, id: `more-${e.id}` }) as StudyEvent)],
          now,
        );
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

  it('reads only what came after, and replays nothing', async () => {
    const events = (await import('../fixtures/progress-v1.json', { with: { type: 'json' } })).default.events;
    const place = await remembered(events as never);
    const study = await open(place.open());
    expect(place.takeRead()).toBe(0);
    expect(seen(study)).toBe(seen(await open(place.open({ checkpoint: false }))));
  });

  it('is not misled by a checkpoint that was damaged anywhere', async () => {
    const place = await remembered([]);
    const good = place.saved as Uint8Array;
    const fresh = seen(await open(place.open({ checkpoint: false })));
    place.takeRead();
    await fc.assert(
      fc.asyncProperty(
        fc.nat({ max: good.length - 1 }),
        fc.integer({ min: 1, max: 255 }),
        fc.boolean(),
        async (at, flip, cut) => {
          place.saved = cut ? good.slice(0, at) : good.map((byte, n) => (n === at ? byte ^ flip : byte));
          const store = place.open();
          const study = await open({ ...store, checkpoint: { load: place.load, save: async () => {} } });
          expect(place.takeRead()).toBe(filler.length);
          expect(seen(study)).toBe(fresh);
        },
      ),
      { numRuns: 100 },
    );
  });
});

describe('a checkpoint', () => {
  const reviewed: StudyEvent[] = [];
  it('is of no use to other options, other names or another scheduler, and does no harm there', async () => {
    const place = await remembered(reviewed);
    await open(place.open());
    expect(place.takeRead()).toBe(0);
    const renamed = defineDeck({
      ...deck,
      cards: { a: card('a'), b: card('b'), c: { ...card('c'), formerly: ['deck/x'] } },
    });
    const others = [
      { decks: [deck], scheduling: { desiredRetention: 0.8 } },
      { decks: [renamed] },
      { decks: [deck], scheduler: fsrsScheduler() },
    ];
    for (const options of others) {
      await openStudy({ clock, store: place.open(), ...options });
      expect(place.takeRead()).toBeGreaterThanOrEqual(filler.length);
    }
  });

  it('of another log is put aside', async () => {
    const place = await remembered(reviewed);
    const other = new Place([{ ...filler[0], id: 'other' } as StudyEvent, ...filler.slice(1).reverse()]);
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
    const store = { ...new Place(filler).open(), checkpoint: { load: fails, save: fails } };
    const study = await open(store);
    await study.grade('deck/a', 'good');
    await study.close();
    expect(study.card('deck/a').reps).toBe(1);
  });

  it('is made when much has happened since the last, and not for every review', async () => {
    const place = new Place(filler.slice(0, 999));
    const save = vi.spyOn(place, 'save');
    await (await open(place.open())).close();
    expect(save).not.toHaveBeenCalled();
    const study = await open(place.open());
    await study.grade('deck/a', 'good');
    expect(save).not.toHaveBeenCalled();
    await study.close();
    expect(save).toHaveBeenCalledTimes(1);
    const again = await open(place.open());
    await again.grade('deck/a', 'good');
    await again.close();
    expect(save).toHaveBeenCalledTimes(1);
    expect((await open(place.open())).card('deck/a').reps).toBe(2);
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
    for (const listener of listeners) listener();
    await vi.waitFor(() => expect(changed).toHaveBeenCalledTimes(1));
    expect(study.card('deck/a').reps).toBe(1);
    await study.close();
    expect(listeners.size).toBe(0);
  });
});
