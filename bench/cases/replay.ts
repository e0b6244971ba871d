import { type CardId, fsrsScheduler, type Reviewed, replay, type Schedule } from 'ownwords';
import { type About, type Place, type Task, USUAL } from '../case.js';
import { readPast } from '../inputs.js';
import { scheduleLine } from '../lines.js';
import { byNode, faster } from '../target.js';
import { BareApp, type Row, rowOf } from '../ts-fsrs.js';

export const about: About = {
  name: 'replay',
  work: '`replay()`: events → schedules of all cards',
  baseline: 'ts-fsrs `next()` for each review, cards in a Map',
  meaning: 'What it costs to work everything out again: after a merge, an upgrade, or with new parameters.',
  targetNumber: 1,
  target: faster(byNode(12, 7)),
  plan: { warmUps: 1, samples: 3 },
  sizes: { ...USUAL, large: [{ cards: 100_000, reviewsPerCard: 10 }] },
};

export function ours({ inputs }: Place): Task {
  const scheduler = fsrsScheduler({ fuzz: false });
  let past: readonly Reviewed[];
  let schedules: ReadonlyMap<CardId, Schedule>;
  return {
    before() {
      past = readPast(inputs);
      globalThis.gc?.();
    },
    run() {
      schedules = replay(past, scheduler);
    },
    result: () => Array.from(schedules, ([id, schedule]) => scheduleLine(id, schedule, new Date(schedule.due))).sort(),
  };
}

export function peer({ inputs }: Place): Task {
  let rows: readonly Row[];
  let app: BareApp;
  return {
    before() {
      rows = readPast(inputs).map(rowOf);
      app = new BareApp();
      globalThis.gc?.();
    },
    run: () => app.replay(rows),
    result: () => app.lines(),
  };
}
