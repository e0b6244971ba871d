import fc from 'fast-check';
import type { CardId, Study, StudyEvent } from 'ownwords';
import { type StoppedClock, stoppedClock } from 'ownwords/testing';
import { describe, expect, it } from 'vitest';
import { progressOf } from '../../src/log/progress.js';
import { CARDS, shuffledLog } from '../log/random-log.js';
import { deck, now, open, Place, remembered } from './checkpoint-place.js';
import { plainStudy } from './plain-study.js';
import { type Act, actOn, timePasses } from './random-acts.js';

const takeIn = (events: readonly StudyEvent[]): Act => ({
  name: `import ${JSON.stringify(events)}`,
  run: (study) => study.importProgress(progressOf(events, now)),
});

/** The cards that are looked at after an act: all, some or none, for what is seen may be remembered. */
const looks = fc.subarray([...CARDS]);
const act = fc.oneof({ weight: 3, arbitrary: actOn(CARDS) }, timePasses);

interface Turn {
  readonly act: Act;
  /** What another has written to the log before, and is heard of now. */
  readonly arrived: readonly StudyEvent[];
  readonly looks: readonly CardId[];
}

/** What is in the log at first, and what is written to it before it is opened; then the rest event by event, and acts among that. */
const life = shuffledLog.chain(({ shuffled }) => {
  const turnWith = (event: StudyEvent): fc.Arbitrary<Turn> =>
    fc.oneof(
      fc.record({ act: fc.constant(takeIn([event])), arrived: fc.constant([]), looks }),
      fc.record({ act, arrived: fc.constantFrom([], [event]), looks }),
    );
  const place = fc.nat({ max: shuffled.length });
  return fc.tuple(place, place).chain(([one, other]) => {
    const [known, opened] = [Math.min(one, other), Math.max(one, other)];
    return fc.record({
      known: fc.constant(shuffled.slice(0, known)),
      since: fc.constant(shuffled.slice(known, opened)),
      turns: fc.tuple(...shuffled.slice(opened).map(turnWith)),
    });
  });
});

/** Whether all that is shown follows from the events by the pure arrows. */
function expectPlain(study: Study, clock: StoppedClock): void {
  const plain = plainStudy([deck], {}, study.exportProgress().events, clock);
  const cards = plain.cards();
  const shown = study.cards().map((view, index) => {
    const names = Object.keys(cards[index] ?? {}) as (keyof typeof view)[];
    return Object.fromEntries(names.map((name) => [name, view[name]]));
  });
  expect(shown).toEqual(cards);
  expect(study.due().map(({ id }) => id)).toEqual(plain.due());
  expect(study.counts()).toEqual(plain.counts());
}

/** Opens a log that holds what is known from before, and what was written since. */
interface Opening {
  placeWith(known: readonly StudyEvent[]): Promise<Place>;
  open(place: Place, since: readonly StudyEvent[], clock: StoppedClock): Promise<Study>;
}

const EVENT_BY_EVENT: Opening = {
  placeWith: async (known) => new Place(known),
  async open(place, since, clock) {
    const study = await open(place.open({ checkpoint: false }), { clock });
    for (const event of since) await takeIn([event]).run(study, clock);
    return study;
  },
};
const FROM_CHECKPOINT: Opening = {
  placeWith: remembered,
  async open(place, since, clock) {
    await place.open().append(since);
    return open(place.open(), { clock });
  },
};

describe('the states of cards are what events, histories and schedules lead to', () => {
  it.each([
    ['in a study that has heard of everything event by event', EVENT_BY_EVENT],
    ['in a study opened from a checkpoint', FROM_CHECKPOINT],
  ] as const)('%s', async (_, opening) => {
    await fc.assert(
      fc.asyncProperty(life, async ({ known, since, turns }) => {
        const clock = stoppedClock(now);
        const place = await opening.placeWith(known);
        const study = await opening.open(place, since, clock);
        for (const { act, arrived, looks } of turns) {
          await place.open().append(arrived);
          await act.run(study, clock);
          await study.refresh();
          for (const id of looks) study.card(id);
        }
        expectPlain(study, clock);
      }),
      { numRuns: 1000 },
    );
  });
});
