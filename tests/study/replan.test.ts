import { defineDeck, memoryStore, openStudy, type SchedulingWishes } from 'ownwords';
import { stoppedClock } from 'ownwords/testing';
import { default_w } from 'ts-fsrs';
import { describe, expect, it } from 'vitest';

const cards = Object.fromEntries(Array.from({ length: 20 }, (_, n) => [`c${n}`, { prompt: 'p', answer: 'a' }]));
const deck = defineDeck({ id: 'deck', title: 'Deck', cards });
const clock = stoppedClock('2026-03-29T10:00:00Z');
const log = new Map();
const open = (scheduling: SchedulingWishes = {}) =>
  openStudy({ decks: [deck], clock, scheduling, store: memoryStore(log) });

const study = await open({ learningSteps: [] });
for (const { id } of study.cards()) await study.grade(id, 'good');
clock.advance({ days: 3 });
for (const { id } of study.cards().slice(1)) await study.grade(id, 'good');
clock.advance({ days: 5 });
await study.reschedule('deck/c1', '2026-05-01');
await study.suspend('deck/c2');
const dues = study.cards().map(({ due }) => due);

describe('a promised due', () => {
  it.each([
    { desiredRetention: 0.97 },
    { parameters: default_w.with(8, 1) },
    { maximumIntervalDays: 2 },
    { fuzz: false },
    { learningSteps: ['1d'] },
  ])('is not moved by new options: %j', async (options) => {
    const reopened = await open({ learningSteps: [], ...(options as SchedulingWishes) });
    expect(reopened.cards().map(({ due }) => due)).toEqual(dues);
    expect(reopened.due().map(({ id }) => id)).toEqual(study.due().map(({ id }) => id));
  });

  it('is left where it is by a replan without new options, but for what the learner moved', async () => {
    const { moves, dueToday } = study.replan();
    expect(moves).toMatchObject([{ id: 'deck/c1', from: '2026-05-01' }]);
    expect(dueToday).toEqual({ before: 1, after: 1 });
  });

  it('is moved by an explicit replan, seen before it is done, and taken back as one act', async () => {
    const strict = await open({ learningSteps: [], desiredRetention: 0.97 });
    const replan = strict.replan();
    const today = clock.dayOf(clock.now());
    expect(replan.moves).toHaveLength(19);
    expect(replan.dueToday.before).toBe(1);
    expect(replan.dueToday.after).toBeGreaterThan(5);
    expect(strict.cards().map(({ due }) => due)).toEqual(dues);

    await strict.grade('deck/c3', 'good'); // something happens in between: its promise is newer
    const graded = strict.card('deck/c3').due;
    await replan.apply();
    for (const { id, to } of replan.moves) {
      const due = strict.card(id).due as Date;
      expect(due).toEqual(id === 'deck/c3' ? graded : new Date(clock.startOf(to as typeof today)));
    }
    expect(strict.counts().review).toBe(replan.dueToday.after - 1);
    expect(strict.replan().moves).toEqual([]);

    await strict.undo();
    await strict.undo();
    expect(strict.cards().map(({ due }) => due)).toEqual(dues);
  });

  it('can be replanned deck by deck', async () => {
    const strict = await open({ learningSteps: [], desiredRetention: 0.97 });
    expect(strict.replan({ deckId: 'deck' }).moves).toHaveLength(19);
    expect(strict.replan({ tag: 'none' })).toMatchObject({ moves: [], dueToday: { before: 0, after: 0 } });
  });
});
