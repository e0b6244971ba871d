// What the scheduler underneath gets wrong, or leaves to its users to get right, and what a user of ours sees instead.
import fc from 'fast-check';
import {
  addDays,
  type Due,
  defineDeck,
  fsrsScheduler,
  GRADES,
  openStudy,
  type Schedule,
  type SchedulingWishes,
  type Step,
  type Store,
} from 'ownwords';
import { type StoppedClock, stoppedClock } from 'ownwords/testing';
import { default_w } from 'ts-fsrs';
import { describe, expect, it, vi } from 'vitest';

const deck = defineDeck({
  id: 'deck',
  title: 'Deck',
  cards: { a: { prompt: 'a?', answer: 'A' }, b: { prompt: 'b?', answer: 'B' } },
});
const open = (clock: StoppedClock, scheduling: SchedulingWishes = { fuzz: false }, store?: Store) =>
  openStudy({ decks: [deck], clock, scheduling, ...(store && { store }) });
const code = (code: string) => expect.objectContaining({ code });
const reviewAgo = { learningSteps: [], relearningSteps: [], fuzz: false } as const;

describe('a review', () => {
  it('in the evening, across midnight of UTC, counts on the evening of the learner', async () => {
    const clock = stoppedClock('2026-03-10T19:30:00-07:00', { timeZone: 'America/Los_Angeles' });
    const study = await open(clock, reviewAgo);
    const { due } = await study.grade('deck/a', 'good');
    // Stability 2.3: two days later, from four in the morning on; not from the evening, nor from UTC's next day.
    expect(due).toEqual(new Date('2026-03-12T04:00:00-07:00'));
    clock.set('2026-03-12T04:00:00-07:00');
    expect(study.due().map(({ id }) => id)).toContain('deck/a');
    clock.advance({ ms: -1 });
    expect(study.due().map(({ id }) => id)).not.toContain('deck/a');
  });

  it('23 hours later on the next day counts one day, and 25 hours later on the same day counts none', async () => {
    const memoryAfter = async (first: string, second: string) => {
      const clock = stoppedClock(first, { timeZone: 'America/New_York' });
      const study = await open(clock, reviewAgo);
      await study.grade('deck/a', 'good');
      clock.set(second);
      return (await study.grade('deck/a', 'good')).stability;
    };
    const oneDay = await memoryAfter('2026-05-01T12:00:00-04:00', '2026-05-02T12:00:00-04:00');
    const sameDay = await memoryAfter('2026-05-01T12:00:00-04:00', '2026-05-01T12:01:00-04:00');
    expect(oneDay).not.toBe(sameDay);
    expect(await memoryAfter('2026-05-01T20:00:00-04:00', '2026-05-02T19:00:00-04:00')).toBe(oneDay);
    expect(await memoryAfter('2026-05-01T23:59:00-04:00', '2026-05-02T04:00:00-04:00')).toBe(oneDay);
    // The longest night: from four to four of 1 November there are 25 hours.
    expect(await memoryAfter('2026-10-31T04:00:00-04:00', '2026-11-01T03:59:00-05:00')).toBe(sameDay);
  });

  it.each([1, 24, 400 * 24])('survives a clock that went back %i hours, and is the one that counts', async (hours) => {
    const clock = stoppedClock('2026-05-02T12:00:00Z');
    const study = await open(clock);
    await study.grade('deck/a', 'easy');
    clock.advance({ hours: -hours });
    const promised = study.preview('deck/a').again;
    const view = await study.grade('deck/a', 'again');
    expect(view).toMatchObject({ reps: 2, lapses: 1, phase: 'relearning', due: promised });
    expect(promised).toEqual(new Date(clock.now() + 10 * 60_000));
    const [first, second] = study.exportProgress().events;
    expect([first, second]).toMatchObject([{ grade: 'easy' }, { grade: 'again', nth: 2 }]);
    expect(await study.undo()).toMatchObject({ reps: 1, phase: 'review' });
  });

  it('never counts a day twice that a journey brought back', () => {
    const scheduler = fsrsScheduler({ learningSteps: [], fuzz: false });
    const day = stoppedClock(0).dayOf(0);
    const after = (...days: number[]) =>
      days.reduce<Schedule | undefined>(
        (schedule, n) => scheduler.next('deck/a', schedule, { grade: 'good', at: 0, day: addDays(day, n) }),
        undefined,
      );
    // Reviewed in Samoa on day 1, hours later in Honolulu on day 0, then on day 2.
    expect(after(1, 0)?.stability).toBe(after(1, 1)?.stability);
    expect(after(1, 0, 2)?.stability).toBe(after(1, 1, 2)?.stability);
  });

  it('goes on after a clock that was a year ahead', () => {
    const scheduler = fsrsScheduler({ learningSteps: [], fuzz: false });
    const day = stoppedClock(0).dayOf(0);
    let schedule = scheduler.next('deck/a', undefined, { grade: 'good', at: 0, day: addDays(day, 365) });
    schedule = scheduler.next('deck/a', schedule, { grade: 'good', at: 0, day });
    const stability = schedule.stability;
    schedule = scheduler.next('deck/a', schedule, { grade: 'good', at: 0, day: addDays(day, 3) });
    expect(schedule.stability).toBeGreaterThan(stability * 2);
  });

  it('has one of four grades', async () => {
    const study = await open(stoppedClock(0));
    for (const grade of [2.5, 3, 0, 'Good', 'toString', '', null, undefined, Number.NaN]) {
      await expect(study.grade('deck/a', grade as never), String(grade)).rejects.toEqual(code('invalid-grade'));
      await expect(study.practice('deck/a', grade as never), String(grade)).rejects.toEqual(code('invalid-grade'));
    }
    expect(study.exportProgress().events).toEqual([]);
  });

  it('happens at a time that there is', async () => {
    const clock = stoppedClock('2026-05-02T12:00:00Z');
    const study = await open(clock);
    for (const wrong of [Number.NaN, Number.POSITIVE_INFINITY, 8.7e15]) {
      clock.set(wrong);
      await expect(study.grade('deck/a', 'good')).rejects.toEqual(code('invalid-instant'));
      expect(() => study.due()).toThrow(code('invalid-instant'));
    }
    clock.set('2026-05-02T12:00:00Z');
    for (const due of [new Date(Number.NaN), Number.NaN, 0.5, Number.POSITIVE_INFINITY]) {
      await expect(study.reschedule('deck/a', due)).rejects.toEqual(code('invalid-instant'));
    }
    await expect(study.reschedule('deck/a', '2026-02-30')).rejects.toEqual(code('invalid-day'));
    expect(study.exportProgress().events).toEqual([]);
  });

  it('that is recorded twice under one id counts once', async () => {
    const study = await open(stoppedClock(0));
    const first = await study.grade('deck/a', 'good', { id: 'answer-1' });
    expect(await study.grade('deck/a', 'good', { id: 'answer-1' })).toBe(first);
    expect(study.exportProgress().events).toHaveLength(1);
    await expect(study.grade('deck/a', 'again', { id: 'answer-1' })).rejects.toEqual(code('conflicting-event'));
    await expect(study.grade('deck/b', 'good', { id: 'answer-1' })).rejects.toEqual(code('conflicting-event'));
    const progress = study.exportProgress();
    expect(await study.importProgress(progress)).toEqual({ added: 0 });
    expect(study.card('deck/a').reps).toBe(1);
  });
});

describe('the maximum interval', () => {
  it.each([1, 2, 30])('of %i days is never exceeded by any grade, fuzz or not', (maximumIntervalDays) => {
    fc.assert(
      fc.property(
        fc.array(fc.constantFrom(...GRADES), { minLength: 1, maxLength: 12 }),
        fc.boolean(),
        fc.nat(),
        (grades, fuzz, n) => {
          const scheduler = fsrsScheduler({ maximumIntervalDays, fuzz, learningSteps: [] });
          const clock = stoppedClock('2026-05-02T12:00:00Z');
          let schedule: Parameters<typeof scheduler.next>[1];
          for (const grade of grades) {
            const day = clock.dayOf(clock.now());
            for (const each of GRADES) {
              const { due } = scheduler.next(`deck/${n}`, schedule, { grade: each, at: clock.now(), day });
              const start = typeof due === 'number' ? due : clock.startOf(due);
              expect(start).toBeLessThanOrEqual(clock.startOf(day) + maximumIntervalDays * 86_400_000);
            }
            schedule = scheduler.next(`deck/${n}`, schedule, { grade, at: clock.now(), day });
            clock.advance({ days: maximumIntervalDays + 3 });
          }
        },
      ),
      { numRuns: 300 },
    );
  });
});

describe('learning steps', () => {
  it('of a minute, a day and three days are all run', async () => {
    const clock = stoppedClock('2026-05-02T12:00:00Z');
    const study = await open(clock, { learningSteps: ['1m', '1d', '3d'], relearningSteps: ['2d'], fuzz: false });
    const [again, good] = [study.preview('deck/a').again, study.preview('deck/a').good];
    expect(again).toEqual(new Date('2026-05-02T12:01:00Z'));
    expect(good).toEqual(new Date('2026-05-03T04:00:00Z'));
    expect(await study.grade('deck/a', 'good')).toMatchObject({ phase: 'learning', due: good });
    clock.set('2026-05-03T04:00:00Z');
    expect(study.due()[0]?.id).toBe('deck/a');
    expect(await study.grade('deck/a', 'good')).toMatchObject({
      phase: 'learning',
      due: new Date('2026-05-06T04:00:00Z'),
    });
    clock.set('2026-05-06T22:00:00Z');
    const view = await study.grade('deck/a', 'good');
    expect(view.phase).toBe('review');
    clock.set(view.due?.getTime() as number);
    expect(await study.grade('deck/a', 'again')).toMatchObject({ phase: 'relearning', lapses: 1 });
    expect(study.card('deck/a').due).toEqual(new Date(clock.startOf(clock.dayOf(clock.now())) + 2 * 86_400_000));
  });

  it('that were changed meanwhile do not throw anybody back into them, nor out of them', () => {
    const day = stoppedClock(0).dayOf(0);
    const next = (learningSteps: readonly Step[], due: Due) =>
      fsrsScheduler({ learningSteps }).next('deck/a', undefined, { grade: 'good', at: 0, day, due });
    expect(next(['1m', '10m'], addDays(day, 2))).toMatchObject({ phase: 'review', step: 0 });
    expect(next(['1m', '1d'], addDays(day, 1))).toMatchObject({ phase: 'learning', step: 1 });
    expect(next([], 600_000)).toMatchObject({ phase: 'learning', step: 0 });
    expect(next(['1m', '1d'], addDays(day, 9))).toMatchObject({ phase: 'review', step: 0 });
  });

  it('hold a hard card between its neighbours, and never longer than a good one', () => {
    const scheduler = fsrsScheduler({ learningSteps: ['1m', '10m', '1d', '3d'], fuzz: false });
    const day = stoppedClock(0).dayOf(0);
    let schedule: Parameters<typeof scheduler.next>[1];
    const hards: unknown[] = [];
    for (let step = 0; step < 4; step++) {
      hards.push(scheduler.next('deck/a', schedule, { grade: 'hard', at: 0, day }).due);
      schedule = scheduler.next('deck/a', schedule, { grade: 'good', at: 0, day });
    }
    expect(hards).toEqual([6 * 60_000, 6 * 60_000, 725 * 60_000, addDays(day, 2)]);
    expect(fsrsScheduler({ learningSteps: ['10m'] }).next('deck/a', undefined, { grade: 'hard', at: 0, day }).due).toBe(
      15 * 60_000,
    );
  });
});

describe('a preview', () => {
  it('is the same sixty times in a minute, and exactly what grading then does', async () => {
    for (const grade of GRADES) {
      const clock = stoppedClock('2026-05-02T12:00:00Z');
      const study = await open(clock, { fuzz: true });
      await study.grade('deck/a', 'easy');
      clock.advance({ days: 40 });
      const { again: _, ...days } = study.preview('deck/a');
      for (let second = 0; second < 60; second++) {
        clock.advance({ ms: 1000 });
        expect(study.preview('deck/a')).toMatchObject(days);
      }
      const promised = study.preview('deck/a')[grade];
      expect((await study.grade('deck/a', grade)).due).toEqual(promised);
    }
  });

  it('is spread by fuzz, differently for each card and alike on every device', async () => {
    const cards = Object.fromEntries(
      Array.from({ length: 200 }, (_, n) => [`card-${n}`, { prompt: 'p', answer: 'a' }]),
    );
    const many = { id: 'many', title: 'Many', cards };
    const duesOn = async (timeZone: string) => {
      const clock = stoppedClock('2026-05-02T12:00:00Z', { timeZone });
      const study = await openStudy({ decks: [many], clock });
      for (const { id } of study.cards()) await study.grade(id, 'easy');
      clock.advance({ days: 30 });
      for (const { id } of study.cards()) await study.grade(id, 'good');
      return study.cards().map(({ due }) => clock.dayOf(due?.getTime() as number));
    };
    const dues = await duesOn('UTC');
    expect(await duesOn('Europe/Paris')).toEqual(dues);
    expect(new Set(dues).size).toBeGreaterThan(5);
  });
});

describe('an undo', () => {
  it('restores state and due exactly, however often', async () => {
    const clock = stoppedClock('2026-05-02T12:00:00Z');
    const study = await open(clock, { fuzz: true });
    const views = [study.card('deck/a')];
    for (const grade of ['good', 'good', 'hard', 'again', 'good'] as const) {
      views.push(await study.grade('deck/a', grade));
      clock.advance({ days: 3, minutes: 11 });
    }
    const state = ({ retrievability: _, ...view }: (typeof views)[number]) => view;
    for (const view of views.reverse().slice(1)) {
      const undone = await study.undo();
      expect(undone && state(undone)).toEqual(state(view));
    }
    expect(await study.undo()).toBeUndefined();
  });
});

describe('importing the library', () => {
  it('leaves Date.prototype as it was, and writes nothing to the console', async () => {
    const spies = (['log', 'debug', 'info', 'warn', 'error'] as const).map((name) => vi.spyOn(console, name));
    const names = Reflect.ownKeys(Date.prototype);
    expect(names).not.toContain('scheduler');
    expect(names).not.toContain('dueFormat');
    expect(Object.keys(Date.prototype)).toEqual([]);
    const study = await open(stoppedClock(0));
    await study.grade('deck/a', 'good');
    study.replan();
    for (const spy of spies) expect(spy).not.toHaveBeenCalled();
  });
});

describe('options', () => {
  const wrong: readonly (readonly [string, unknown])[] = [
    ['/desiredRetention', { desiredRetention: 0.69 }],
    ['/desiredRetention', { desiredRetention: 0.991 }],
    ['/desiredRetention', { desiredRetention: Number.NaN }],
    ['/desiredRetention', { desiredRetention: '0.9' }],
    ['/maximumIntervalDays', { maximumIntervalDays: 0 }],
    ['/maximumIntervalDays', { maximumIntervalDays: 1.5 }],
    ['/maximumIntervalDays', { maximumIntervalDays: Number.POSITIVE_INFINITY }],
    ['/parameters', { parameters: [] }],
    ['/parameters', { parameters: Array(19).fill(0.5) }],
    ['/parameters', { parameters: [...Array(20).fill(0.5), Number.NaN] }],
    ['/parameters/4', { parameters: default_w.with(4, 11) }],
    ['/parameters/20', { parameters: default_w.with(20, 0) }],
    ['/learningSteps', { learningSteps: '10m' }],
    ['/learningSteps', { learningSteps: ['10'] }],
    ['/learningSteps', { learningSteps: ['-1m'] }],
    ['/learningSteps', { learningSteps: ['0m'] }],
    ['/learningSteps', { learningSteps: ['1.5h'] }],
    ['/learningSteps', { learningSteps: [10] }],
    ['/learningSteps', { learningSteps: [undefined] }],
    ['/relearningSteps', { relearningSteps: ['36h'] }],
    ['/relearningSteps', { relearningSteps: ['10 m'] }],
    ['/newPerDay', { newPerDay: -1 }],
    ['/fuzz', { fuzz: 1 }],
    ['/reviewOrder', { reviewOrder: 'toString' }],
    ['/toString', { toString: 1 }],
    ['', []],
    ['', null],
  ];

  it.each(wrong)('are refused with a code and the place %s: %j', async (path, scheduling) => {
    const refusal = expect.objectContaining({ code: 'invalid-options', issues: [expect.objectContaining({ path })] });
    expect(() => fsrsScheduler(scheduling as SchedulingWishes)).toThrow(refusal);
    await expect(openStudy({ decks: [deck], scheduling: scheduling as SchedulingWishes })).rejects.toEqual(refusal);
  });
});
