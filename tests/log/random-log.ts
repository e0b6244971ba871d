import fc from 'fast-check';
import { addDays, type CardId, GRADES, type StudyDay, type StudyEvent } from 'ownwords';

export const CARDS: readonly CardId[] = ['deck/a', 'deck/b', 'deck/c'];
const FIRST_DAY = '2026-03-20' as StudyDay;
const MINUTE = 60_000;

/** Times so few that many events share one, and so far apart that clocks seem to go back. */
const at = fc.integer({ min: 0, max: 40 }).map((n) => Date.UTC(2026, 2, 20, 12) + n * 400 * MINUTE);
const day = fc.integer({ min: -2, max: 14 }).map((n) => addDays(FIRST_DAY, n));
const due = fc.oneof(day, at);
const card = fc.constantFrom(...CARDS);
const target = fc.integer({ min: 0, max: 29 }).map((n) => `e${n}`);
const batch = fc.option(fc.constantFrom('batch-1', 'batch-2'), { nil: undefined, freq: 5 });
const ofCard = <T extends string>(type: T, more: Record<string, fc.Arbitrary<unknown>> = {}) =>
  fc.record({ type: fc.constant(type), at, batch, cardId: card, ...more });

const draft = fc.oneof(
  {
    weight: 8,
    arbitrary: ofCard('reviewed', { grade: fc.constantFrom(...GRADES), day, nth: fc.integer({ min: 1, max: 5 }), due }),
  },
  {
    weight: 4,
    arbitrary: fc.record({
      type: fc.constant('undone'),
      at,
      batch,
      target: fc.oneof(target, fc.constantFrom('batch-1', 'batch-2')),
    }),
  },
  ofCard('rescheduled', { due }),
  ofCard('suspended'),
  ofCard('resumed'),
  ofCard('reset'),
  ofCard('answered', { answer: fc.constantFrom('', 'mine', 'mine again') }),
  ofCard('practiced', { grade: fc.constantFrom(...GRADES), day }),
  ofCard('seeded', {
    day,
    stability: fc.double({ min: 0.1, max: 100, noNaN: true }),
    difficulty: fc.integer({ min: 1, max: 10 }),
    due,
  }),
  fc.record({ type: fc.constant('dreamt'), at, cardId: card }),
);

/** Logs of up to thirty events: skewed clocks, ties, batches, resets, undos of undos and of nothing, kinds from the future. */
export const randomLog: fc.Arbitrary<StudyEvent[]> = fc
  .array(draft, { maxLength: 30 })
  .chain((drafts) =>
    fc
      .shuffledSubarray(
        drafts.map((_, n) => n),
        { minLength: drafts.length },
      )
      .map((ids) => ({ drafts, ids })),
  )
  .map(({ drafts, ids }) =>
    drafts.map((event, n) => JSON.parse(JSON.stringify({ id: `e${ids[n]}`, ...event })) as StudyEvent),
  );

/** A log, and the same events in another order, some of them twice. */
export const shuffledLog = randomLog.chain((log) =>
  fc
    .tuple(fc.shuffledSubarray(log, { minLength: log.length }), fc.subarray(log))
    .map(([shuffled, again]) => ({ log, shuffled: [...shuffled, ...again] })),
);
