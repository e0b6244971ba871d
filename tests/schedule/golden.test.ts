// What schedules come out is held here to the last digit: a change of the results is a change of this file, for all to see.
import {
  addDays,
  type Due,
  fsrsScheduler,
  GRADES,
  type Schedule,
  type SchedulingWishes,
  type StudyDay,
} from 'ownwords';
import { describe, expect, it } from 'vitest';
import { MODEL } from '../../src/schedule/fsrs.js';
import { numbers } from './random-reviews.js';

const MINUTE = 60_000;
const DAY = 1440 * MINUTE;
const START = Date.UTC(2026, 0, 1, 12);

const dueText = (due: Due) => (typeof due === 'number' ? new Date(due).toISOString().slice(0, 16) : due);

/** A history of twelve reviews, each on the day it is due or some days late, a line each. */
function history(seed: number, wishes: SchedulingWishes): string {
  const next = numbers(seed);
  const scheduler = fsrsScheduler(wishes);
  let schedule: Schedule | undefined;
  let [at, day] = [START, '2026-01-01' as StudyDay];
  const lines: string[] = [];
  for (let review = 0; review < 12; review++) {
    const chance = next();
    const grade = GRADES[chance < 0.15 ? 0 : chance < 0.3 ? 1 : chance < 0.9 ? 2 : 3] as (typeof GRADES)[number];
    const retrievability = schedule ? scheduler.retrievability(schedule, day).toFixed(8) : '-';
    schedule = scheduler.next(`deck/card-${seed}`, schedule, { grade, at, day });
    const { phase, step, due, stability, difficulty, reps, lapses } = schedule;
    lines.push(
      `${day} ${grade.padEnd(5)} ${phase.padEnd(10)} step ${step} due ${dueText(due).padEnd(16)} s ${stability} d ${difficulty} r ${retrievability} ${reps}/${lapses}`,
    );
    const late = next() < 0.3 ? Math.floor(next() * 10) : 0;
    const due_ = typeof due === 'number' ? addDays(day, Math.floor((due - at) / DAY)) : due;
    day = addDays(due_, late);
    at = typeof due === 'number' && late === 0 ? due : START + (Date.parse(day) - Date.parse('2026-01-01'));
  }
  return lines.join('\n');
}

const OPTIONS: Record<string, SchedulingWishes> = {
  'the defaults': {},
  'no fuzz': { fuzz: false },
  'long steps': { fuzz: false, learningSteps: ['1m', '1d', '3d'], relearningSteps: ['10m', '2d'] },
  'no steps, at most 30 days, retention 0.95': {
    learningSteps: [],
    relearningSteps: [],
    maximumIntervalDays: 30,
    desiredRetention: 0.95,
  },
};

describe('golden histories', () => {
  it('come out as they always have', async () => {
    const chapters = Object.entries(OPTIONS).flatMap(([name, wishes]) =>
      [1, 2, 3, 4, 5].map((seed) => `# ${name}, card ${seed}\n${history(seed, wishes)}\n`),
    );
    // Who changes the file changes the name of the model, by which checkpoints are known.
    await expect([`# ${MODEL}\n`, ...chapters].join('\n')).toMatchFileSnapshot('golden-histories.txt');
  });
});
