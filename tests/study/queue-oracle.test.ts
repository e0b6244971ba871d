import fc from 'fast-check';
import {
  type CardFilter,
  type CardId,
  type Deck,
  type MemoryLog,
  memoryStore,
  openStudy,
  type SchedulingWishes,
  type Study,
  type StudyDay,
  type StudyEvent,
} from 'ownwords';
import { type StoppedClock, stoppedClock } from 'ownwords/testing';
import { expect, it } from 'vitest';
import { progressOf } from '../../src/log/progress.js';
import { CARDS as LOGGED, randomLog } from '../log/random-log.js';
import { type DueFilter, plainStudy } from './plain-study.js';
import { type Act, actOn, timePasses } from './random-acts.js';

const card = (prompt: string, more: object = {}) => ({ prompt, answer: prompt.toUpperCase(), ...more });
const follow = (followsUp: string) => card(`and after ${followsUp}`, { followsUp });

/** Chains of follow-ups, single cards, tags across decks, and a card that had another id before; not in the order of their ids. */
const DECKS: readonly Deck[] = [
  {
    id: 'chain',
    title: 'A chain',
    cards: { d: card('d', { tags: ['t'] }), c: follow('d'), b: { ...follow('c'), tags: ['t'] }, a: card('a') },
  },
  { id: 'plain', title: 'Two cards', cards: { f: card('f', { tags: ['t'], formerly: ['old/f'] }), e: card('e') } },
  { id: 'pair', title: 'A pair', cards: { h: card('h'), i: { ...follow('h'), tags: ['t'] }, g: card('g') } },
];
const IDS: readonly CardId[] = DECKS.flatMap(({ id, cards }) =>
  Object.keys(cards).map((key): CardId => `${id}/${key}`),
);

/** Limits so small that they bind. */
const limit = fc.constantFrom(0, 1, 2, 3);
const wishes: fc.Arbitrary<SchedulingWishes> = fc.record(
  {
    newPerDay: limit,
    reviewsPerDay: limit,
    reviewOrder: fc.constantFrom('due-day', 'random', 'retrievability'),
    spreadSiblings: fc.boolean(),
    learnAheadMinutes: fc.constantFrom(0, 10, 20),
    learningSteps: fc.constantFrom([], ['1m', '10m'], ['5m', '1d']),
    relearningSteps: fc.constantFrom([], ['10m'], ['2d']),
    leechThreshold: fc.constantFrom(1, 2),
    fuzz: fc.boolean(),
  },
  { requiredKeys: [] },
);
const learnerWishes = fc.oneof(fc.constant<SchedulingWishes>({}), wishes);
const decks = fc.tuple(...DECKS.map((deck) => wishes.map((scheduling): Deck => ({ ...deck, scheduling }))));

/** Progress from elsewhere, of cards here, of one by its former id, and of one in no open deck; its undos may aim at what was done here. */
const imports: fc.Arbitrary<Act> = fc
  .tuple(
    randomLog,
    fc.shuffledSubarray([...IDS, 'old/f', 'closed/z'] as CardId[], { minLength: 3, maxLength: 3 }),
    fc.constantFrom('import-1-', 'import-2-'),
    fc.boolean(),
  )
  .map(([log, ids, prefix, aimsHere]) => {
    const events = log.map((event) => {
      const renamed = { ...event, id: prefix + event.id };
      if (renamed.type === 'undone') return aimsHere ? renamed : { ...renamed, target: prefix + renamed.target };
      return 'cardId' in renamed ? { ...renamed, cardId: ids[LOGGED.indexOf(renamed.cardId)] } : renamed;
    }) as StudyEvent[];
    return { name: `import ${JSON.stringify(events)}`, run: (study) => study.importProgress(progressOf(events, 0)) };
  });

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
const turn: fc.Arbitrary<Turn> = fc.record({
  act: fc.oneof({ weight: 6, arbitrary: actOn(IDS) }, { weight: 3, arbitrary: timePasses }, imports),
  isElsewhere: oneIn(6),
  isSeen: oneIn(4).map((isUnseen) => !isUnseen),
});
const script = fc.record({
  decks,
  wishes: learnerWishes,
  timeZone: fc.constantFrom('UTC', 'Europe/Paris'),
  turns: fc.array(turn, { minLength: 1, maxLength: 24, size: 'max' }),
});

it('a study that goes on shows what one that is opened anew shows, and what the plain arrows lead to', async () => {
  await fc.assert(
    fc.asyncProperty(script, async ({ decks, wishes, timeZone, turns }) => {
      const clock = quickClock('2026-03-25T10:00:00Z', timeZone);
      const log: MemoryLog = new Map();
      let minted = 0;
      const open = (): Promise<Study> =>
        openStudy({ decks, clock, scheduling: wishes, store: memoryStore(log), newId: () => `e${minted++}` });
      const study = await open();
      for (const { act, isElsewhere, isSeen } of turns) {
        const [before, idsBefore] = [study.due(), study.due().map(({ id }) => id)];
        await act.run(isElsewhere ? await open() : study, clock);
        if (isElsewhere) await study.refresh();
        expectSame(
          before.map(({ id }) => id),
          idsBefore,
        );
        if (!isSeen) continue;
        const shown = queues(study);
        const fresh = await open();
        expectSame(shown, queues(fresh));
        expectSame(study.cards(), fresh.cards());
        const plain = plainStudy(decks, wishes, [...log.values()], clock);
        expectSame(shown, plainQueues(plain));
        expectSame(study.cards(), plainViews(study, plain));
        expect(isUnchanged(study)).toBe(true);
        for (const limit of [0, 1, 4]) expectSame(study.due({ limit }), study.due().slice(0, limit));
      }
    }),
    { numRuns: 1000, seed: 20260325 },
  );
});
