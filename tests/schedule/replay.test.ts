import fc from 'fast-check';
import {
  addDays,
  type CardId,
  fsrsScheduler,
  histories,
  replay,
  type Schedule,
  type Scheduler,
  scheduleOf,
} from 'ownwords';
import { expect, it } from 'vitest';
import { CARDS, shuffledLog } from '../log/random-log.js';

/** A scheduler of an app, which looks at all that it is given and remembers more than ours. */
const counting: Scheduler = {
  next(cardId, before, { grade, at, day, due }) {
    const told = `${(before as Told | undefined)?.told ?? ''} ${cardId} ${before?.due} ${before?.reps} ${grade} ${at} ${due}`;
    const reps = (before?.reps ?? 0) + 2;
    const schedule = { phase: 'review', due: due ?? addDays(day, reps), stability: 1, difficulty: 5, reps } as const;
    return { ...schedule, lapses: 0, step: 0, lastReviewed: day, told } as Told;
  },
  retrievability: () => 0.9,
};
interface Told extends Schedule {
  readonly told: string;
}

it.each([
  ['our scheduler', fsrsScheduler()],
  ["an app's own scheduler", counting],
])('a replay by %s leads to what histories and their schedules lead to', (_, scheduler) => {
  const renamed = (id: CardId): CardId => (id === CARDS[1] ? 'deck/a' : id);
  fc.assert(
    fc.property(shuffledLog, fc.constantFrom(renamed, undefined), ({ shuffled }, currentId) => {
      const plain = new Map<CardId, Schedule>();
      for (const [id, history] of histories(shuffled, currentId)) {
        const schedule = scheduleOf(history, scheduler);
        if (schedule) plain.set(id, schedule);
      }
      expect(replay(shuffled, scheduler, currentId)).toEqual(plain);
    }),
    { numRuns: 1000 },
  );
});
