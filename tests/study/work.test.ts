import { defineDeck, memoryStore, openStudy, type Study, type StudyEvent } from 'ownwords';
import { stoppedClock } from 'ownwords/testing';
import { FSRSAlgorithm } from 'ts-fsrs';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { progressOf } from '../../src/log/progress.js';
import { Place } from './checkpoint-place.js';

// What an operation costs, counted instead of timed: so it is the same on every machine, however busy.

const CARDS = 400;
const REVIEWS = 10;
const MINUTE = 60_000;
const now = Date.parse('2026-04-01T12:00:00Z');
const clock = stoppedClock(now);
const card = { prompt: 'a', answer: 'b' };
const cards = Object.fromEntries(Array.from({ length: CARDS }, (_, n) => [`card-${n}`, card]));
const deck = defineDeck({ id: 'deck', title: 'Deck', cards });
const options = { decks: [deck], clock, scheduling: { newPerDay: 0, reviewsPerDay: 10_000 } };

/** A log in which each card was reviewed so often, in the last days; all are due. */
const log = Array.from({ length: CARDS * REVIEWS }, (_, n): StudyEvent => {
  const nth = 1 + Math.floor(n / CARDS);
  const day = `2026-03-${String(10 + nth).padStart(2, '0')}`;
  const at = Date.parse(`${day}T12:00:00Z`) + (n % CARDS) * MINUTE;
  const id = `00000000-0000-4000-8000-${String(n + 1).padStart(12, '0')}`;
  return { id, type: 'reviewed', at, cardId: `deck/card-${n % CARDS}`, grade: 'good', day, nth, due: day } as never;
});

const steps = vi.spyOn(FSRSAlgorithm.prototype, 'next_state');
/** How often the memory of a card was stepped on meanwhile. */
async function stepsOf(work: () => unknown): Promise<number> {
  steps.mockClear();
  await work();
  return steps.mock.calls.length;
}

let study: Study;
beforeEach(async () => {
  clock.set(now);
  study = await openStudy({ ...options, store: memoryStore(new Map(log.map((event) => [event.id, event]))) });
  study.due();
});
afterEach(() => study.close());

describe('memory is stepped on', () => {
  it('once for each review when a log is opened, and not again by any question', async () => {
    const store = memoryStore(new Map(log.map((event) => [event.id, event])));
    expect(await stepsOf(() => openStudy({ ...options, store }))).toBe(log.length);
    expect(await stepsOf(() => [study.due(), study.counts(), study.cards(), study.exportProgress()])).toBe(0);
  });

  it('not at all when it is opened from a checkpoint', async () => {
    const place = new Place(log);
    await (await openStudy({ ...options, store: place.open() })).close();
    expect(await stepsOf(async () => (await openStudy({ ...options, store: place.open() })).cards())).toBe(0);
  });

  it('three times by a grade, for each way in which the card could be remembered; four times by a preview', async () => {
    expect(await stepsOf(() => study.grade('deck/card-1', 'good'))).toBe(3);
    expect(await stepsOf(() => study.preview('deck/card-2'))).toBe(4);
  });

  it('only for the cards that are touched, where events are merged into their past or taken back', async () => {
    const ofOneCard = (REVIEWS + 1) * 4; // each at most once, and three times where the due is derived
    const late = { ...log[CARDS * 3], id: 'late', at: (log[CARDS * 3]?.at as number) + 1 } as StudyEvent;
    const merge = async () => {
      await study.importProgress(progressOf([...log, late], now));
      study.cards();
    };
    expect(await stepsOf(merge)).toBeLessThanOrEqual(ofOneCard);
    const undo = async () => {
      await study.grade('deck/card-1', 'good');
      await study.undo();
      study.cards();
    };
    expect(await stepsOf(undo)).toBeLessThanOrEqual(3 + ofOneCard);
  });
});

describe('after a grade', () => {
  it('no other card is looked at again', async () => {
    const before = new Map(study.cards().map((view) => [view.id, view]));
    await study.grade('deck/card-1', 'good');
    const others = study.cards().filter(({ id }) => id !== 'deck/card-1');
    expect(others.every((view) => before.get(view.id) === view)).toBe(true);
  });

  it('the queue of all cards is not built anew', async () => {
    const [first] = study.due();
    const sorts = vi.spyOn(Array.prototype, 'sort'); // building one sorts the steps
    await study.grade(first?.id as never, 'good');
    study.due({ limit: 20 });
    study.counts();
    expect(sorts).not.toHaveBeenCalled();
    sorts.mockRestore();
  });
});

describe('in bytes', () => {
  it('a checkpoint takes at most forty for each review, and less than a hundred for each card', async () => {
    const sizeOf = async (events: readonly StudyEvent[]) => {
      const place = new Place(events);
      await (await openStudy({ ...options, store: place.open() })).close();
      return place.saved?.length as number;
    };
    const [less, more] = [await sizeOf(log.slice(0, CARDS * 5)), await sizeOf(log)];
    const perReview = (more - less) / (CARDS * 5);
    expect(perReview).toBeLessThanOrEqual(40);
    expect(less - CARDS * 5 * perReview).toBeLessThan(CARDS * 100);
  });
});
