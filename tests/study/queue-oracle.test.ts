import fc from 'fast-check';
import {
  type CardFilter,
  type CardId,
  type CardView,
  type MemoryLog,
  memoryStore,
  openStudy,
  type Study,
  type StudyDay,
  type StudyEvent,
} from 'ownwords';
import { type StoppedClock, stoppedClock } from 'ownwords/testing';
import { describe, expect, it } from 'vitest';
import { progressOf } from '../../src/log/progress.js';
import { CARDS as LOGGED, randomLog } from '../log/random-log.js';
import { type DueFilter, plainStudy } from './plain-study.js';
import { type Act, actOn, gradeInARow, timePasses } from './random-acts.js';
import { FEW_CARDS, learnerWishes, MANY_CARDS, type RandomDecks } from './random-decks.js';

/** Progress from elsewhere, of cards here, of one by its former id, and of one in no open deck; its undos may aim at what was done here. */
function importOf(ids: readonly CardId[]): fc.Arbitrary<Act> {
  const three = fc.shuffledSubarray([...ids, 'old/f', 'closed/z'] as CardId[], { minLength: 3, maxLength: 3 });
  const prefix = fc.constantFrom('import-1-', 'import-2-');
  return fc.tuple(randomLog, three, prefix, fc.boolean()).map(([log, ids, prefix, aimsHere]) => {
    const events = log.map((event) => {
      const renamed = { ...event, id: prefix + event.id };
      if (renamed.type === 'undone') return aimsHere ? renamed : { ...renamed, target: prefix + renamed.target };
      return 'cardId' in renamed ? { ...renamed, cardId: ids[LOGGED.indexOf(renamed.cardId)] } : renamed;
    }) as StudyEvent[];
    return { name: `import ${JSON.stringify(events)}`, run: (study) => study.importProgress(progressOf(events, 0)) };
  });
}

const FILTERS: readonly DueFilter[] = [
  {},
  { limit: 2 },
  { deckId: 'chain' },
  { deckId: 'pair', limit: 1 },
  { tag: 't' },
  { deckId: 'chain', tag: 't' },
  { learnAheadMinutes: 0 },
  { learnAheadMinutes: 45, limit: 3 },
];
const COUNTED: readonly CardFilter[] = [{}, { deckId: 'chain' }, { tag: 't' }];

/** The queues and counts that a study shows; of each card the whole view, where it is another than `card()` shows. */
const queues = (study: Study) => ({
  due: FILTERS.map((filter) => study.due(filter).map((view) => (isSame(view, study.card(view.id)) ? view.id : view))),
  counts: COUNTED.map((filter) => study.counts(filter)),
});
const plainQueues = ({ due, counts }: ReturnType<typeof plainStudy>) => ({
  due: FILTERS.map(due),
  counts: COUNTED.map(counts),
});
const plainViews = (study: Study, { cards }: ReturnType<typeof plainStudy>) =>
  cards().map((plain) => ({ ...study.card(plain.id), ...plain }));

const idsOf = (views: readonly CardView[]) => views.map(({ id }) => id);

/** Whether a second question is answered by the very same arrays. */
function isUnchanged(study: Study): boolean {
  const first = FILTERS.map((filter) => study.due(filter));
  return FILTERS.every((filter, index) => study.due(filter) === first[index]);
}

const isSame = (a: unknown, b: unknown) => a === b || JSON.stringify(a) === JSON.stringify(b);

/** As `expect(actual).toEqual(expected)`, and fast where they are equal. */
function expectSame(actual: unknown, expected: unknown): void {
  if (!isSame(actual, expected)) expect(actual).toEqual(expected);
}

/** A stopped clock that finds out only once when a day begins, for thousands of studies will ask. */
function quickClock(at: string, timeZone: string): StoppedClock {
  const clock = stoppedClock(at, { timeZone });
  const starts = new Map<StudyDay, number>();
  const startOf = (day: StudyDay) => starts.get(day) ?? (starts.set(day, clock.startOf(day)).get(day) as number);
  return { ...clock, startOf };
}

interface Turn {
  readonly act: Act;
  /** Whether another study on the same log does it, of which this one hears by a refresh. */
  readonly isElsewhere: boolean;
  /** Whether the study is asked after it, or only after a later one. */
  readonly isSeen: boolean;
}
const oneIn = (count: number) => fc.nat({ max: count - 1 }).map((n) => n === 0);
/** A study, and what happens to it. */
function scriptOf({ decks, ids, mostTurns }: RandomDecks, more: readonly fc.Arbitrary<Act>[] = []) {
  const act = fc.oneof(
    { weight: 6, arbitrary: actOn(ids) },
    { weight: 3, arbitrary: timePasses },
    importOf(ids),
    ...more.map((arbitrary) => ({ weight: 3, arbitrary })),
  );
  const turn: fc.Arbitrary<Turn> = fc.record({
    act,
    isElsewhere: oneIn(6),
    isSeen: oneIn(4).map((isUnseen) => !isUnseen),
  });
  return fc.record({
    decks,
    wishes: learnerWishes,
    timeZone: fc.constantFrom('UTC', 'Europe/Paris'),
    turns: fc.array(turn, { minLength: 1, maxLength: mostTurns, size: 'max' }),
  });
}

type Script = ReturnType<typeof scriptOf> extends fc.Arbitrary<infer S> ? S : never;

/** Plays the script, and asks the study again and again whether it shows what it must. */
async function play({ decks, wishes, timeZone, turns }: Script): Promise<void> {
  const clock = quickClock('2026-03-25T10:00:00Z', timeZone);
  const log: MemoryLog = new Map();
  let minted = 0;
  const open = (): Promise<Study> =>
    openStudy({ decks, clock, scheduling: wishes, store: memoryStore(log), newId: () => `e${minted++}` });
  const study = await open();
  let isTold = false;
  study.subscribe(() => {
    isTold = true;
  });
  let [handedOut, ids] = [study.due(), idsOf(study.due())];
  for (const { act, isElsewhere, isSeen } of turns) {
    isTold = false;
    const sizeBefore = log.size;
    await act.run(isElsewhere ? await open() : study, clock);
    if (isElsewhere) await study.refresh();
    expect(isTold).toBe(log.size > sizeBefore);
    if (!isSeen) continue;
    const shown = queues(study);
    const fresh = await open();
    expectSame(shown, queues(fresh));
    expectSame(study.cards(), fresh.cards());
    const plain = plainStudy(decks, wishes, [...log.values()], clock);
    expectSame(shown, plainQueues(plain));
    expectSame(study.cards(), plainViews(study, plain));
    for (const limit of [0, 1, 4]) expectSame(study.due({ limit }), study.due().slice(0, limit));
    expect(isUnchanged(study)).toBe(true);
    expectSame(idsOf(handedOut), ids); // what was handed out before is left alone
    [handedOut, ids] = [study.due(), idsOf(study.due())];
  }
}

describe('a study that goes on shows what one that is opened anew shows, and what the plain arrows lead to', () => {
  it('with a few cards and small limits', async () => {
    await fc.assert(fc.asyncProperty(scriptOf(FEW_CARDS), play), { numRuns: 1000, seed: 20260325 });
  });

  it('with a hundred cards, of which many are graded in a row', async () => {
    const script = scriptOf(MANY_CARDS, [gradeInARow]);
    await fc.assert(fc.asyncProperty(script, play), { numRuns: 60, seed: 20260325 });
  });
});
