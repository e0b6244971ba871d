import fc from 'fast-check';
import { copyLog, createClock, defineDeck, memoryStore, openStudy, type Study, type StudyEvent } from 'ownwords';
import { stoppedClock } from 'ownwords/testing';
import { describe, expect, it } from 'vitest';
import { progressOf } from '../../src/log/progress.js';
import { CARDS, randomLog, shuffledLog } from '../log/random-log.js';
import { actOn, timePasses } from './random-acts.js';

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
});

const act = fc.oneof({ weight: 2, arbitrary: actOn(CARDS) }, timePasses);

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
          for (const act of acts) await act.run(studies[index] as Study, clock);
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
