import fc from 'fast-check';
import {
  copyLog,
  createClock,
  defineDeck,
  fsrsScheduler,
  GRADES,
  histories,
  memoryStore,
  openStudy,
  type Study,
  type StudyEvent,
  scheduleOf,
} from 'ownwords';
import { type StoppedClock, stoppedClock } from 'ownwords/testing';
import { describe, expect, it } from 'vitest';
import { progressOf } from '../../src/log/progress.js';
import { CARDS, randomLog, shuffledLog } from '../log/random-log.js';

const card = (prompt: string) => ({ prompt, answer: prompt.toUpperCase() });
const deck = defineDeck({ id: 'deck', title: 'Deck', cards: { a: card('a'), b: card('b'), c: card('c') } });
const now = Date.parse('2026-04-01T12:00:00Z');
const clock = stoppedClock(now);

/** All that a learner can see of a study. */
function seen(study: Study): unknown {
  return JSON.stringify([study.cards(), study.due(), study.counts(), study.exportProgress()]);
}

async function studyOf(...logs: (readonly StudyEvent[])[]): Promise<Study> {
  const study: Study = await openStudy({ decks: [deck], clock });
  for (const log of logs) await study.importProgress(progressOf(log, now));
  return study;
}

/** Two logs that share some events; where an id is in both, so is the event. */
const twoLogs = randomLog.chain((log) =>
  fc.tuple(fc.subarray(log), fc.subarray(log)).map(([one, other]) => ({ one, other })),
);

describe('merging', () => {
  it('does not depend on who takes in whom', async () => {
    await fc.assert(
      fc.asyncProperty(twoLogs, async ({ one, other }) => {
        expect(seen(await studyOf(one, other))).toBe(seen(await studyOf(other, one)));
      }),
      { numRuns: 1000 },
    );
  });

  it('does not depend on what is merged first', async () => {
    await fc.assert(
      fc.asyncProperty(twoLogs, randomLog, async ({ one, other }, log) => {
        const third = log.map((event) => ({ ...event, id: `third-${event.id}` }) as StudyEvent);
        const [left, right] = [await studyOf(one, other), await studyOf(other, third)];
        const merged = [...left.exportProgress().events, ...third];
        expect(seen(await studyOf(one, right.exportProgress().events))).toBe(seen(await studyOf(merged)));
      }),
      { numRuns: 1000 },
    );
  });

  it('of what is known changes nothing', async () => {
    await fc.assert(
      fc.asyncProperty(randomLog, async (log) => {
        const study = await studyOf(log);
        const before = seen(study);
        expect(await study.importProgress(study.exportProgress())).toEqual({ added: 0 });
        expect(seen(study)).toBe(before);
      }),
      { numRuns: 1000 },
    );
  });

  it('does not depend on the order of arrival, event by event', async () => {
    await fc.assert(
      fc.asyncProperty(shuffledLog, async ({ log, shuffled }) => {
        const study: Study = await openStudy({ decks: [deck], clock });
        for (const event of shuffled) {
          await study.importProgress(progressOf([event], now));
          if (event.at % 3 === 0) study.cards(); // asked between, it may have remembered something stale
        }
        expect(seen(study)).toBe(seen(await studyOf(log)));
      }),
      { numRuns: 1000 },
    );
  });

  it('leads to what the pure arrows lead to: events, histories, schedules', async () => {
    const scheduler = fsrsScheduler();
    await fc.assert(
      fc.asyncProperty(randomLog, async (log) => {
        const study = await studyOf(log);
        const past = histories(log);
        for (const id of CARDS) {
          const history = past.get(id);
          const schedule = history && scheduleOf(history, scheduler);
          const view = study.card(id);
          expect([view.stability, view.difficulty, view.reps, view.lapses, view.lastReviewed]).toEqual([
            schedule?.stability,
            schedule?.difficulty,
            schedule?.reps ?? 0,
            schedule?.lapses ?? 0,
            schedule?.lastReviewed,
          ]);
          expect([view.suspended, view.ownAnswer]).toEqual([history?.suspended ?? false, history?.ownAnswer]);
          const due = schedule?.due ?? history?.rescheduled?.due;
          expect(view.due?.getTime()).toBe(typeof due === 'string' ? clock.startOf(due) : due);
        }
      }),
      { numRuns: 1000 },
    );
  });
});

type Act = (study: Study, clock: StoppedClock) => Promise<unknown>;
const id = fc.constantFrom(...CARDS);
const act: fc.Arbitrary<Act> = fc.oneof(
  {
    weight: 6,
    arbitrary: fc.tuple(id, fc.constantFrom(...GRADES)).map(
      ([id, grade]): Act =>
        (study) =>
          study.grade(id, grade),
    ),
  },
  {
    weight: 3,
    arbitrary: fc.integer({ min: 1, max: 20_000 }).map(
      (minutes): Act =>
        async (_, clock) =>
          clock.advance({ minutes }),
    ),
  },
  { weight: 2, arbitrary: fc.constant<Act>((study) => study.undo()) },
  fc.constant<Act>((study) => study.redo()),
  id.map(
    (id): Act =>
      (study) =>
        study.reset(id),
  ),
  id.map(
    (id): Act =>
      (study) =>
        study.suspend(id),
  ),
  id.map(
    (id): Act =>
      (study) =>
        study.resume(id),
  ),
  id.map(
    (id): Act =>
      (study) =>
        study.reschedule(id, '2026-04-20'),
  ),
  fc.integer({ min: -600, max: -1 }).map(
    (minutes): Act =>
      async (_, clock) =>
        clock.advance({ minutes }),
  ),
);

describe('two devices', () => {
  it('in two zones, with clocks of their own, that studied the same cards offline converge to the same queue', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(act, { maxLength: 15 }), fc.array(act, { maxLength: 15 }), async (here, there) => {
        const stores = [memoryStore(), memoryStore()] as const;
        const places = [
          { store: stores[0], clock: stoppedClock(now, { timeZone: 'America/New_York' }), acts: here },
          { store: stores[1], clock: stoppedClock(now + 5_000_000, { timeZone: 'Asia/Tokyo' }), acts: there },
        ];
        const studies = await Promise.all(places.map(({ store, clock }) => openStudy({ decks: [deck], store, clock })));
        for (const [index, { acts, clock }] of places.entries()) {
          for (const act of acts) await act(studies[index] as Study, clock);
        }
        await copyLog(stores[0], stores[1]);
        await copyLog(stores[1], stores[0]);
        await Promise.all(studies.map((study) => study.refresh()));

        // Seen at one moment through one clock, they are the same.
        const opened = await Promise.all(
          stores.map((store) =>
            openStudy({ decks: [deck], store, clock: createClock({ now: () => now, timeZone: 'UTC' }) }),
          ),
        );
        expect(seen(opened[0] as Study)).toBe(seen(opened[1] as Study));
        const [one, other] = studies.map((study) => study.exportProgress().events);
        expect(one).toEqual(other);
        const dues = (study: Study) =>
          study.cards().map(({ stability, reps, suspended }) => [stability, reps, suspended]);
        expect(dues(studies[0] as Study)).toEqual(dues(studies[1] as Study));
      }),
      { numRuns: 1000 },
    );
  });
});
