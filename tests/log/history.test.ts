import fc from 'fast-check';
import { type CardId, histories, type StudyEvent } from 'ownwords';
import { describe, expect, it } from 'vitest';
import { takenBack } from '../../src/log/history.js';
import { randomLog, shuffledLog } from './random-log.js';

const A: CardId = 'deck/a';
const entries = (log: readonly StudyEvent[]) => [...histories(log)].sort(([a], [b]) => (a < b ? -1 : 1));

let minted = 0;
/** An event about card A, a minute after the one made before it. */
function event(members: Record<string, unknown>): StudyEvent {
  minted++;
  return { id: `event-${minted}`, at: minted * 60_000, cardId: A, ...members } as unknown as StudyEvent;
}
const review = (nth: number) => event({ type: 'reviewed', grade: 'good', day: '2026-03-29', nth, due: '2026-04-01' });
const undo = (target: StudyEvent | string) =>
  event({ type: 'undone', cardId: undefined, target: typeof target === 'string' ? target : target.id });
const historyOf = (...log: StudyEvent[]) => histories(log).get(A);

describe('histories', () => {
  it('do not depend on the order in which events arrived, nor on how often', () => {
    fc.assert(
      fc.property(shuffledLog, ({ log, shuffled }) => {
        expect(entries(shuffled)).toEqual(entries(log));
      }),
      { numRuns: 2000 },
    );
  });

  it('are the same for a renamed card as for one event log under its new name', () => {
    fc.assert(
      fc.property(randomLog, (log) => {
        const renamed = log.map((event) =>
          'cardId' in event && event.cardId === A ? { ...event, cardId: 'deck/new' } : event,
        );
        const currentId = (id: CardId): CardId => (id === A ? 'deck/new' : id);
        const plain = (map: ReturnType<typeof histories>) =>
          [...map].map(([id, { reviews, ...rest }]) => [
            id,
            reviews.map(({ id }) => id),
            JSON.stringify(rest).replaceAll(A, 'deck/new'),
          ]);
        expect(plain(histories(log, currentId)).sort()).toEqual(plain(histories(renamed as StudyEvent[])).sort());
      }),
      { numRuns: 300 },
    );
  });

  it('hold the reviews since the last reset', () => {
    const [one, two, three] = [review(1), event({ type: 'reset' }), review(1)];
    expect(historyOf(one, two, three)?.reviews).toEqual([three]);
    expect(historyOf(one, two)).toEqual({ reviews: [], suspended: false });
  });

  it('begin with a seed where the past is known in part', () => {
    const seed = event({ type: 'seeded', day: '2026-03-01', stability: 12, difficulty: 5, due: '2026-03-13' });
    const after = review(1);
    expect(historyOf({ ...review(1), at: 1 }, seed, after)).toEqual({ seed, reviews: [after], suspended: false });
    expect(historyOf(seed, event({ type: 'reset' }))?.seed).toBeUndefined();
  });

  it('know the latest move of the due, unless a review came after it', () => {
    const [one, moved] = [review(1), event({ type: 'rescheduled', due: '2026-05-01' })];
    expect(historyOf(one, moved)?.rescheduled).toBe(moved);
    expect(historyOf(one, moved, review(2))?.rescheduled).toBeUndefined();
  });

  it('keep a suspension and the own words through a reset', () => {
    const log = [event({ type: 'answered', answer: 'mine' }), event({ type: 'suspended' }), event({ type: 'reset' })];
    expect(historyOf(...log)).toEqual({ reviews: [], suspended: true, ownAnswer: 'mine' });
    expect(historyOf(...log, event({ type: 'resumed' }), event({ type: 'answered', answer: '' }))).toEqual({
      reviews: [],
      suspended: false,
    });
  });

  it('are not touched by run-throughs, and not by kinds of events from the future', () => {
    const one = review(1);
    const log = [one, event({ type: 'practiced', grade: 'again', day: '2026-03-29' }), event({ type: 'dreamt' })];
    expect(historyOf(...log)).toEqual(historyOf(one));
  });
});

describe('an undo', () => {
  it('takes an event back', () => {
    const [one, two] = [review(1), review(2)];
    expect(historyOf(one, two, undo(two))?.reviews).toEqual([one]);
  });

  it('takes a whole batch back', () => {
    const moves = ['2026-05-01', '2026-05-02'].map((due) => event({ type: 'rescheduled', due, batch: 'plan' }));
    const one = review(1);
    expect(historyOf(one, ...moves, undo('plan'))).toEqual(historyOf(one));
  });

  it('is taken back by another, however many there are', () => {
    const one = review(1);
    const chain: StudyEvent[] = [one];
    for (let undos = 1; undos <= 2001; undos++) {
      chain.push(undo(chain.at(-1) as StudyEvent));
      if (undos > 10 && undos < 2000) continue;
      expect(historyOf(...chain)?.reviews.length ?? 0, `${undos} undos`).toBe(undos % 2 === 0 ? 1 : 0);
    }
  });

  it('is taken back by a redo from a device whose clock runs behind', () => {
    const one = review(1);
    const first = undo(one);
    const redo = { ...undo(first), at: 1 };
    expect(historyOf(one, first, redo)?.reviews).toEqual([one]);
  });

  it('of what is not there does nothing, until it arrives', () => {
    const one = review(1);
    const early = undo(one);
    expect(histories([early]).size).toBe(0);
    expect(historyOf(early, one)?.reviews.length ?? 0).toBe(0);
  });

  it('counts twice as once: a redo of one leaves the other', () => {
    const one = review(1);
    const [first, second] = [undo(one), undo(one)];
    expect(historyOf(one, first, second, undo(first))?.reviews.length ?? 0).toBe(0);
  });

  it('in a circle of undos does not count, and nothing hangs', () => {
    const one = review(1);
    const a = { ...undo('b'), id: 'a' } as never;
    const b = { ...undo('a'), id: 'b' } as never;
    const own = { ...undo('own'), id: 'own', batch: one.id } as never;
    expect(historyOf(one, a, b, own)?.reviews).toEqual([one]);
    expect(takenBack([])).toEqual(new Set());
  });
});
