import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { addDays, fsrsScheduler, GRADES, type Grade, type Schedule, type StudyDay } from 'ownwords';
import { type Card, createEmptyCard, type Grade as FsrsGrade, fsrs, State } from 'ts-fsrs';
import { describe, expect, it } from 'vitest';
import { OPTIONS, randomHistories } from './random-reviews.js';

const MINUTE = 60_000;
const DAY = 24 * 60 * MINUTE;
const RATING: Record<Grade, FsrsGrade> = { again: 1, hard: 2, good: 3, easy: 4 };
const PHASE = {
  [State.New]: undefined,
  [State.Learning]: 'learning',
  [State.Review]: 'review',
  [State.Relearning]: 'relearning',
};
/** The day of UTC from midnight. */
const dayOf = (at: number) => new Date(at).toISOString().slice(0, 10) as StudyDay;

/** Waits from a minute to two years, many of them the wait that was asked for. */
const wait = fc.oneof(
  fc.constant('until due' as const),
  fc.integer({ min: 1, max: 2 * 24 * 60 }).map((minutes) => minutes * MINUTE),
  fc.integer({ min: 1, max: 730 }).map((days) => days * DAY),
);
const history = fc.array(fc.record({ grade: fc.constantFrom(...GRADES), wait }), { minLength: 1, maxLength: 25 });
const start = fc.integer({ min: Date.UTC(2020, 0, 1), max: Date.UTC(2030, 0, 1) });

/** Their card in our words, but for one fault of theirs: good and easy may exceed the maximum interval by a day each. */
function asOurs(card: Card, at: number, maximumIntervalDays = 36_500): Omit<Schedule, 'lastReviewed'> {
  const phase = PHASE[card.state] as Schedule['phase'];
  const latest = at + maximumIntervalDays * DAY;
  return {
    phase,
    due: phase === 'review' ? dayOf(Math.min(card.due.getTime(), latest)) : card.due.getTime(),
    stability: card.stability,
    difficulty: card.difficulty,
    reps: card.reps,
    lapses: card.lapses,
    step: card.learning_steps,
  };
}

function isSame(ours: Schedule, theirs: Omit<Schedule, 'lastReviewed'>): boolean {
  const names = Object.keys(theirs) as (keyof typeof theirs)[];
  return names.every((name) => ours[name] === theirs[name]);
}

describe('the scheduler', () => {
  it("equals ts-fsrs's own next() in its default configuration, day by day of UTC", () => {
    const theirs = fsrs();
    const ours = fsrsScheduler({ fuzz: false });
    fc.assert(
      fc.property(start, history, (first, reviews) => {
        let card = createEmptyCard(new Date(first));
        let schedule: Schedule | undefined;
        let at = first;
        for (const { grade, wait } of reviews) {
          at = wait === 'until due' ? Math.max(at, card.due.getTime()) : at + wait;
          card = theirs.next(card, new Date(at), RATING[grade]).card;
          schedule = ours.next('deck/card', schedule, { grade, at, day: dayOf(at) });
          const { lastReviewed, ...rest } = schedule;
          expect(rest).toEqual(asOurs(card, at));
          expect(lastReviewed).toBe(dayOf(at));
        }
      }),
      { numRuns: 1000 },
    );
  });

  it("equals ts-fsrs's own next() in the reviews of the golden hash, as far as ts-fsrs can schedule them alike", () => {
    const { desiredRetention, parameters } = OPTIONS['own parameters'];
    const pairs = {
      plain: [fsrs(), fsrsScheduler(OPTIONS.plain)],
      'own parameters': [
        fsrs({ request_retention: desiredRetention, w: [...parameters] }),
        fsrsScheduler(OPTIONS['own parameters']),
      ],
    } as const;
    let reviews = 0;
    for (const { id, options, history } of randomHistories(1_000_000)) {
      if ((options !== 'plain' && options !== 'own parameters') || history.seed) continue;
      const [theirs, ours] = pairs[options];
      let card = createEmptyCard();
      let schedule: Schedule | undefined;
      for (const { grade, at, day } of history.reviews) {
        card = theirs.next(card, new Date(at), RATING[grade]).card;
        schedule = ours.next(id, schedule, { grade, at, day });
        if (!isSame(schedule, asOurs(card, at))) expect({ id, ...schedule }).toEqual({ id, ...asOurs(card, at) });
        reviews++;
      }
    }
    expect(reviews).toBeGreaterThan(600_000);
  });

  it("previews what ts-fsrs's repeat() previews", () => {
    const theirs = fsrs({
      learning_steps: ['5m'],
      relearning_steps: [],
      request_retention: 0.83,
      maximum_interval: 400,
    });
    const ours = fsrsScheduler({
      fuzz: false,
      learningSteps: ['5m'],
      relearningSteps: [],
      desiredRetention: 0.83,
      maximumIntervalDays: 400,
    });
    fc.assert(
      fc.property(start, history, (first, reviews) => {
        let card = createEmptyCard(new Date(first));
        let schedule: Schedule | undefined;
        let at = first;
        for (const { grade, wait } of reviews) {
          at = wait === 'until due' ? Math.max(at, card.due.getTime()) : at + wait;
          const preview = theirs.repeat(card, new Date(at));
          for (const each of GRADES) {
            const next = ours.next('deck/card', schedule, { grade: each, at, day: dayOf(at) });
            expect(next.due).toBe(asOurs(preview[RATING[each]].card, at, 400).due);
          }
          card = preview[RATING[grade]].card;
          schedule = ours.next('deck/card', schedule, { grade, at, day: dayOf(at) });
        }
      }),
      { numRuns: 300 },
    );
  });

  it('remembers as the reference implementation in Rust does', () => {
    const file = JSON.parse(readFileSync(new URL('../fixtures/fsrs6-vectors.json', import.meta.url), 'utf8'));
    const scheduler = fsrsScheduler({ fuzz: false, parameters: file.parameters });
    let reviews = 0;
    for (const history of file.histories) {
      let schedule: Schedule | undefined;
      let day = '2026-01-01' as StudyDay;
      for (const { elapsedDays, grade, stability, difficulty } of history) {
        day = addDays(day, elapsedDays);
        schedule = scheduler.next('deck/card', schedule, { grade, at: 0, day });
        expect(Math.abs(schedule.stability / stability - 1)).toBeLessThanOrEqual(file.tolerance.stabilityRelative);
        expect(Math.abs(schedule.difficulty - difficulty)).toBeLessThanOrEqual(file.tolerance.difficultyAbsolute);
        reviews++;
      }
    }
    expect(reviews).toBe(2112);
  });
});
