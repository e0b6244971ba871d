import { type CardId, type Deck, openStudy, type SchedulingWishes, type Study } from 'ownwords';
import { type StoppedClock, stoppedClock } from 'ownwords/testing';
import { beforeEach, describe, expect, it } from 'vitest';

type Followers = Readonly<Record<string, string | undefined>>;

/** A deck of cards by key, each with the key of the card it follows. */
function deckOf(id: string, followers: Followers, scheduling: SchedulingWishes = {}): Deck {
  const cards = Object.entries(followers).map(([key, followsUp]) => [
    key,
    { prompt: key, answer: key, tags: [key.slice(0, 1)], ...(followsUp && { followsUp }) },
  ]);
  return { id, title: id, cards: Object.fromEntries(cards), scheduling };
}
const plain = (id: string, count: number, scheduling?: SchedulingWishes) =>
  deckOf(id, Object.fromEntries(Array.from({ length: count }, (_, n) => [`${id}${n}`, undefined])), scheduling);
const keys = (study: Study, filter?: Parameters<Study['due']>[0]) => study.due(filter).map(({ key }) => key);

let clock: StoppedClock;
beforeEach(() => {
  clock = stoppedClock('2026-03-29T10:00:00Z');
});
const open = (decks: readonly Deck[], scheduling: SchedulingWishes = {}): Promise<Study> =>
  openStudy({ decks, clock, scheduling: { fuzz: false, ...scheduling } });
/** Cards that are past their steps, due two days later. */
const learned = async (study: Study, ...ids: CardId[]) => {
  for (const id of ids) for (const _ of [1, 2]) await study.grade(id, 'good');
};

describe('new cards', () => {
  it('come in the order of their deck, so many a day', async () => {
    const study = await open([plain('a', 30)], { newPerDay: 3 });
    expect(keys(study)).toEqual(['a0', 'a1', 'a2']);
    await study.grade('a/a1', 'easy');
    expect(keys(study)).toEqual(['a0', 'a2']);
    clock.advance({ days: 1 });
    expect(keys(study)).toEqual(['a0', 'a2', 'a3']);
  });

  it('are limited for all decks together by the learner, whatever their authors wish', async () => {
    const study = await open([plain('a', 5, { newPerDay: 1 }), plain('b', 5), plain('c', 5)], { newPerDay: 4 });
    expect(keys(study)).toEqual(['a0', 'a1', 'a2', 'a3']);
    expect(keys(study, { deckId: 'c' })).toEqual(['c0', 'c1', 'c2', 'c3']);
    await study.grade('b/b0', 'easy');
    expect(keys(study, { deckId: 'c' })).toEqual(['c0', 'c1', 'c2']);
  });

  it('have the default limit where nobody states one, apart from decks that do', async () => {
    const study = await open([plain('a', 30, { newPerDay: 25 }), plain('b', 15), plain('c', 15)]);
    expect([study.counts({ deckId: 'a' }).new, study.counts({ deckId: 'b' }).new, study.counts().new]).toEqual([
      25, 15, 45,
    ]);
    await study.grade('c/c0', 'easy');
    await study.grade('a/a0', 'easy');
    expect([study.counts({ deckId: 'a' }).new, study.counts().new]).toEqual([24, 43]);
  });

  it('are counted from the log: an undo gives the place back', async () => {
    const study = await open([plain('a', 5)], { newPerDay: 1 });
    await study.grade('a/a0', 'easy');
    expect(keys(study)).toEqual([]);
    await study.undo();
    expect(keys(study)).toEqual(['a0']);
  });

  it('are not shown before the day they were put off to', async () => {
    const study = await open([plain('a', 2)]);
    await study.reschedule('a/a0', '2026-03-31');
    expect(keys(study)).toEqual(['a1']);
    expect(study.card('a/a0')).toMatchObject({ phase: 'new', due: new Date('2026-03-31T04:00:00Z') });
    clock.set('2026-03-31T04:00:00Z');
    expect(keys(study)).toEqual(['a0', 'a1']);
  });
});

describe('follow-ups', () => {
  const family = deckOf('a', { story: undefined, why: 'story', how: 'why', other: undefined });

  it('are introduced only after the card they follow, and on another day', async () => {
    const study = await open([family]);
    expect(keys(study)).toEqual(['story', 'other']);
    await study.grade('a/story', 'easy');
    expect(keys(study)).toEqual(['other']);
    clock.advance({ days: 1 });
    expect(keys(study)).toEqual(['why', 'other']);
  });

  it('may come on the same day if siblings need not be spread', async () => {
    const study = await open([family], { spreadSiblings: false });
    await study.grade('a/story', 'easy');
    expect(keys(study)).toEqual(['why', 'other']);
  });

  it('do not wait for a card that is suspended', async () => {
    const study = await open([family]);
    await study.suspend('a/story');
    expect(keys(study)).toEqual(['why', 'other']);
  });

  it('do not overtake the card that a suspended card follows', async () => {
    const study = await open([family], { spreadSiblings: false });
    await study.suspend('a/why');
    expect(keys(study)).toEqual(['story', 'other']);
    await study.grade('a/story', 'easy');
    expect(keys(study)).toEqual(['how', 'other']);
  });

  it('wait for a sibling in its steps, also where only they are asked for', async () => {
    const study = await open([family]);
    await study.grade('a/story', 'again');
    clock.advance({ days: 1 });
    expect(keys(study)).toEqual(['story', 'other']);
    expect(keys(study, { tag: 'w' })).toEqual([]);
  });

  it('wait for it from the moment it is nearly due, also where only they are asked for and nothing else has happened', async () => {
    const study = await open([family], { learningSteps: ['4h'] });
    await study.grade('a/how', 'again');
    clock.set('2026-03-30T05:00:00Z');
    await study.reschedule('a/how', Date.parse('2026-03-30T12:00:00Z'));
    expect(keys(study, { tag: 's' })).toEqual(['story']);
    clock.set('2026-03-30T11:40:00Z');
    expect(keys(study, { tag: 's' })).toEqual([]);
  });

  it('in a chain of twenty thousand are opened like any others', async () => {
    const chain = Object.fromEntries(Array.from({ length: 20_000 }, (_, n) => [`c${n}`, n ? `c${n - 1}` : undefined]));
    expect(keys(await open([deckOf('long', chain)]))).toEqual(['c0']);
  });

  it('that are due on one day are shown on different days, the longest due first', async () => {
    const study = await open([family], { spreadSiblings: true, learningSteps: [] });
    await study.grade('a/story', 'good');
    clock.advance({ days: 1 });
    await study.grade('a/why', 'good');
    clock.advance({ days: 10 });
    expect(keys(study)).toEqual(['story', 'other']);
    await study.grade('a/story', 'good');
    expect(keys(study)).toEqual(['other']);
    clock.advance({ days: 1 });
    expect(keys(study)).toEqual(['why', 'other']);
  });
});

describe('learning steps', () => {
  it('come first when they are due, and last when they are nearly due', async () => {
    const study = await open([plain('a', 4)]);
    await study.grade('a/a0', 'good');
    expect(keys(study)).toEqual(['a1', 'a2', 'a3', 'a0']);
    expect(keys(study, { learnAheadMinutes: 9 })).toEqual(['a1', 'a2', 'a3']);
    clock.advance({ minutes: 10 });
    expect(keys(study)).toEqual(['a0', 'a1', 'a2', 'a3']);
  });

  it('are never held back by a limit, nor by a sibling', async () => {
    const study = await open([deckOf('a', { story: undefined, why: 'story' })], {
      newPerDay: 1,
      spreadSiblings: false,
    });
    await study.grade('a/story', 'again');
    clock.advance({ days: 1 });
    await study.grade('a/why', 'again');
    clock.advance({ minutes: 5 });
    const strict = await open([deckOf('a', { story: undefined, why: 'story' })], { newPerDay: 0, reviewsPerDay: 0 });
    await strict.importProgress(study.exportProgress());
    expect(keys(strict)).toEqual(['story', 'why']);
  });
});

describe('reviews', () => {
  it('come by due day, then the weakest memory first', async () => {
    const study = await open([plain('a', 3)], { learningSteps: [] });
    await study.grade('a/a0', 'good');
    await study.grade('a/a1', 'again');
    await study.grade('a/a2', 'hard');
    for (const id of ['a/a0', 'a/a1', 'a/a2'] as const) await study.reschedule(id, '2026-04-10');
    await study.reschedule('a/a0', '2026-04-09');
    clock.set('2026-04-12T12:00:00Z');
    expect(keys(study)).toEqual(['a0', 'a1', 'a2']);
    const backlog = await open([plain('a', 3)], { reviewOrder: 'retrievability' });
    await backlog.importProgress(study.exportProgress());
    expect(keys(backlog)).toEqual(['a1', 'a2', 'a0']);
  });

  it('come at random within a day if so wished, and stay so all day', async () => {
    const decks = [plain('a', 40)];
    const study = await open(decks, { learningSteps: [], reviewOrder: 'random', newPerDay: 40 });
    for (const { id } of study.cards()) await study.grade(id, 'good');
    clock.advance({ days: 3 });
    const first = keys(study);
    expect(first).toHaveLength(40);
    expect(first).not.toEqual(study.cards().map(({ key }) => key));
    clock.advance({ hours: 3 });
    expect(keys(study)).toEqual(first);
    clock.advance({ days: 1 });
    expect(keys(study)).not.toEqual(first);
  });

  it('are limited after they were put in order, each card counted once a day', async () => {
    const study = await open([plain('a', 3)], { learningSteps: [], relearningSteps: ['10m'], reviewsPerDay: 2 });
    for (const { id } of study.cards()) await study.grade(id, 'good');
    await study.reschedule('a/a2', '2026-03-30');
    clock.advance({ days: 5 });
    expect(keys(study)).toEqual(['a2', 'a0']);
    await study.grade('a/a2', 'again');
    clock.advance({ minutes: 15 });
    expect(keys(study)).toEqual(['a2', 'a0']);
    await study.grade('a/a2', 'good');
    expect(keys(study)).toEqual(['a0']);
  });

  it('have new cards spread evenly among them', async () => {
    const study = await open([plain('a', 12)], { newPerDay: 8 });
    await learned(study, ...study.due().map(({ id }) => id));
    clock.advance({ days: 4 });
    const kinds = study.due().map(({ phase }) => phase);
    expect(kinds).toEqual([
      'review',
      'new',
      'review',
      'review',
      'new',
      'review',
      'review',
      'new',
      'review',
      'review',
      'new',
      'review',
    ]);
  });

  it('do not come while a card is suspended', async () => {
    const study = await open([plain('a', 1)]);
    await study.suspend('a/a0');
    expect(study.counts()).toEqual({ new: 0, learning: 0, review: 0, doneToday: 0 });
    await study.resume('a/a0');
    expect(keys(study)).toEqual(['a0']);
  });
});

describe('a wish of a deck', () => {
  it('holds for its cards where it can, and the learner comes before it', async () => {
    const chain = { story: undefined, why: 'story' };
    const decks = [deckOf('a', chain, { spreadSiblings: false, learnAheadMinutes: 0 }), deckOf('b', chain)];
    const study = await open(decks);
    await study.grade('a/story', 'good');
    await study.grade('b/story', 'good');
    expect(study.due().map(({ id }) => id)).toEqual(['a/why', 'b/story']);
    const strict = await open(decks, { spreadSiblings: true });
    await strict.importProgress(study.exportProgress());
    expect(strict.due().map(({ id }) => id)).toEqual(['b/story']);
  });

  it('about the order of reviews counts while no other deck is asked for', async () => {
    const study = await open([plain('a', 3, { reviewOrder: 'retrievability' }), plain('b', 1)], { learningSteps: [] });
    await study.grade('a/a0', 'good');
    await study.grade('a/a1', 'again');
    for (const id of ['a/a0', 'a/a1'] as const) await study.reschedule(id, '2026-04-10');
    await study.reschedule('a/a0', '2026-04-09');
    clock.set('2026-04-12T12:00:00Z');
    const reviews = (filter?: { deckId: string }) =>
      study
        .due(filter)
        .filter(({ phase }) => phase === 'review')
        .map(({ key }) => key);
    expect(reviews({ deckId: 'a' })).toEqual(['a1', 'a0']);
    expect(reviews()).toEqual(['a0', 'a1']);
  });
});

describe('a filter', () => {
  it('asks for a deck, a tag, so many cards, or all at once', async () => {
    const study = await open([plain('a', 3), plain('b', 3)]);
    expect(keys(study, { deckId: 'b' })).toEqual(['b0', 'b1', 'b2']);
    expect(keys(study, { tag: 'a' })).toEqual(['a0', 'a1', 'a2']);
    expect(keys(study, { tag: 'a', deckId: 'b' })).toEqual([]);
    expect(keys(study, { limit: 4 })).toEqual(['a0', 'a1', 'a2', 'b0']);
    expect(keys(study, { limit: 0 })).toEqual([]);
    expect(study.cards({ deckId: 'b' })).toHaveLength(3);
    expect(() => study.due({ deckId: 'toString' })).toThrow(expect.objectContaining({ code: 'unknown-deck' }));
    for (const wrong of [-1, Number.NaN]) {
      expect(() => study.due({ limit: wrong })).toThrow(expect.objectContaining({ code: 'invalid-argument' }));
    }
  });
});

describe('counts', () => {
  it('are those of the queue, of what was done, and of what comes next', async () => {
    const study = await open([plain('a', 5)], { newPerDay: 3 });
    expect(study.counts()).toMatchObject({ new: 3, learning: 0, review: 0, doneToday: 0 });
    await study.grade('a/a0', 'good');
    await study.grade('a/a1', 'easy');
    await study.practice('a/a2', 'good');
    expect(study.counts()).toEqual({
      new: 1,
      learning: 1,
      review: 0,
      doneToday: 2,
      nextDueAt: new Date('2026-03-30T04:00:00Z'),
    });
    await study.grade('a/a2', 'easy');
    expect(study.counts({ tag: 'b' })).toEqual({ new: 0, learning: 0, review: 0, doneToday: 0 });
    const impatient = await open([plain('a', 5)], { learnAheadMinutes: 0, newPerDay: 0 });
    await impatient.importProgress(study.exportProgress());
    expect(impatient.counts().nextDueAt).toEqual(new Date('2026-03-29T10:10:00Z'));
  });

  it('say when a card comes that was put off by minutes', async () => {
    const study = await open([plain('a', 1)]);
    await study.grade('a/a0', 'easy');
    await study.reschedule('a/a0', clock.now() + 10 * 60_000);
    expect(study.counts().nextDueAt).toEqual(new Date('2026-03-29T10:10:00Z'));
  });

  it('count a day as one, though a journey put yesterday between', async () => {
    const zones = ['Asia/Tokyo', 'America/Los_Angeles', 'Asia/Tokyo'];
    let study = await open([plain('a', 3)], { newPerDay: 1 });
    for (const [hour, timeZone] of zones.entries()) {
      const there = stoppedClock(Date.UTC(2026, 2, 29, 20 + hour), { timeZone });
      const next: Study = await openStudy({ decks: [plain('a', 3)], clock: there, scheduling: { newPerDay: 1 } });
      await next.importProgress(study.exportProgress());
      if (hour < 2) await next.grade('a/a0', 'good');
      study = next;
    }
    expect(study.counts()).toMatchObject({ doneToday: 1, new: 0 });
  });

  it('promise nothing where nothing will come', async () => {
    const study = await open([plain('a', 2)], { newPerDay: 0 });
    expect(study.counts()).toEqual({ new: 0, learning: 0, review: 0, doneToday: 0 });
    expect((await open([])).counts()).toEqual({ new: 0, learning: 0, review: 0, doneToday: 0 });
  });
});
