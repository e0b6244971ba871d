import type { Plan, Size } from '../case.js';

/** An operation that is measured at several sizes. */
export interface Operation {
  readonly name: string;
  readonly work: string;
  /** Module that exports our side of it, and under which name. */
  readonly module: string;
  readonly side: string;
  readonly plan: Plan;
}

/** Operations that are measured at several sizes, of which one thing grows. */
export interface Series {
  readonly growing: 'cards' | 'reviews';
  readonly operations: readonly Operation[];
  readonly sizes: readonly Size[];
}

const QUICK: Plan = { warmUps: 10, samples: 40 };
const SLOW: Plan = { warmUps: 1, samples: 3 };

const OPENINGS: readonly Operation[] = [
  { name: 'open', work: '`openStudy()`, no checkpoint', module: './cases/open.js', side: 'ours', plan: SLOW },
  {
    name: 'open-checkpoint',
    work: '`openStudy()` with a checkpoint',
    module: './cases/open-checkpoint.js',
    side: 'ours',
    plan: SLOW,
  },
  {
    name: 'read-checkpoint',
    work: 'reading the checkpoint’s bytes',
    module: './growth/sides.js',
    side: 'readCheckpoint',
    plan: SLOW,
  },
  { name: 'replay', work: 'events → schedules of all cards', module: './cases/replay.js', side: 'ours', plan: SLOW },
];

const STEADY: readonly Operation[] = [
  { name: 'grade', work: '`grade()`', module: './cases/grade.js', side: 'ours', plan: QUICK },
  { name: 'due', work: '`due({ limit: 20 })` after a grade', module: './cases/due.js', side: 'ours', plan: QUICK },
  { name: 'counts', work: '`counts()` after a grade', module: './growth/sides.js', side: 'counts', plan: QUICK },
  { name: 'undo', work: '`undo()` of a grade', module: './growth/sides.js', side: 'undo', plan: QUICK },
  { name: 'preview', work: '`preview()`', module: './cases/preview.js', side: 'ours', plan: QUICK },
];

/** All of them; what opens and replays is measured in both series. */
export const operations: readonly Operation[] = [...STEADY, ...OPENINGS];

export const series: readonly Series[] = [
  {
    growing: 'cards',
    operations,
    sizes: [1_000, 10_000, 100_000, 1_000_000].map((cards) => ({ cards, reviewsPerCard: 1 })),
  },
  {
    growing: 'reviews',
    operations: OPENINGS,
    sizes: [1, 10, 100, 1_000].map((reviewsPerCard) => ({ cards: 10_000, reviewsPerCard })),
  },
];
