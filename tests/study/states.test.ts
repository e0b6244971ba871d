import fc from 'fast-check';
import { openStudy, type Study, type StudyEvent } from 'ownwords';
import { type StoppedClock, stoppedClock } from 'ownwords/testing';
import { describe, expect, it } from 'vitest';
import { progressOf } from '../../src/log/progress.js';
import { CARDS, shuffledLog } from '../log/random-log.js';
import { deck, now, open, remembered } from './checkpoint-place.js';
import { plainStudy } from './plain-study.js';
import { type Act, actOn, timePasses } from './random-acts.js';

const takeIn = (events: readonly StudyEvent[]): Act => ({
  name: `import ${JSON.stringify(events)}`,
  run: (study) => study.importProgress(progressOf(events, now)),
});

/** The cards that are looked at after an act: all, some or none, for what is seen may be remembered. */
const looks = fc.subarray([...CARDS]);

/** What is in the log at first; then the rest of it event by event, some of it twice, and acts among that. */
const life = shuffledLog.chain(({ shuffled }) => {
  const act = fc.oneof({ weight: 3, arbitrary: actOn(CARDS) }, timePasses);
  return fc.record({
    before: fc.nat({ max: shuffled.length }).map((count) => shuffled.slice(0, count)),
    after: fc.tuple(
      ...shuffled.map((event) =>
        fc.record({ act: fc.oneof({ weight: 2, arbitrary: fc.constant(takeIn([event])) }, act), looks }),
      ),
    ),
  });
});

/** Whether all that is shown of the cards follows from the events by the pure arrows. */
function expectPlain(study: Study, clock: StoppedClock): void {
  const plain = plainStudy([deck], {}, study.exportProgress().events, clock).cards();
  const shown = study.cards().map((view, index) => {
    const names = Object.keys(plain[index] ?? {}) as (keyof typeof view)[];
    return Object.fromEntries(names.map((name) => [name, view[name]]));
  });
  expect(shown).toEqual(plain);
}

describe('the states of cards are what events, histories and schedules lead to', () => {
  const openings: readonly [string, (before: readonly StudyEvent[], clock: StoppedClock) => Promise<Study>][] = [
    [
      'in a study that has heard of everything event by event',
      async (before, clock) => {
        const study: Study = await openStudy({ decks: [deck], clock });
        for (const event of before) await takeIn([event]).run(study, clock);
        return study;
      },
    ],
    [
      'in a study opened from a checkpoint',
      async (before, clock) => {
        const distinct = new Map(before.map((event) => [event.id, event]));
        return open((await remembered([...distinct.values()])).open(), { clock });
      },
    ],
  ];

  it.each(openings)('%s', async (_, openAfter) => {
    await fc.assert(
      fc.asyncProperty(life, async ({ before, after }) => {
        const clock = stoppedClock(now);
        const study = await openAfter(before, clock);
        for (const { act, looks } of after) {
          await act.run(study, clock);
          for (const id of looks) study.card(id);
        }
        expectPlain(study, clock);
      }),
      { numRuns: 1000 },
    );
  });
});
