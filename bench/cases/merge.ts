import {
  type CardId,
  fsrsScheduler,
  histories,
  memoryStore,
  type Progress,
  parseProgress,
  type Reviewed,
  type Schedule,
  scheduleOf,
} from 'ownwords';
import type { About, Place, Task } from '../case.js';
import { cardLines, type Desk, decksOf, openDesk } from '../desk.js';
import { devicesOf } from '../devices.js';
import { NOW, readPast } from '../inputs.js';
import { scheduleLine } from '../lines.js';
import { atMost } from '../target.js';

/** Each device has two thirds of the reviews: of 150,000 it is 100,000, of which 50,000 are on both. */
export const about: About = {
  name: 'merge',
  work: '`importProgress()` of another device’s log, half of it known; all states',
  baseline: '`histories()` and `scheduleOf()` of both logs together',
  meaning: 'Bringing two devices together that were both used offline.',
  targetNumber: 9,
  target: atMost(2),
  plan: { warmUps: 1, samples: 2 },
  sizes: {
    full: [{ cards: 10_000, reviewsPerCard: 15 }],
    short: [{ cards: 1_000, reviewsPerCard: 15 }],
  },
};

export function ours({ inputs, cards }: Place): Task {
  const decks = decksOf(cards);
  let desk: Desk;
  let other: Progress;
  return {
    async before() {
      const { first, second } = devicesOf(readPast(inputs));
      desk = await openDesk(decks, memoryStore(new Map(first.map((event) => [event.id, event]))));
      desk.study.cards();
      const file = { format: 'ownwords-progress', version: 1, exportedAt: new Date(NOW).toISOString(), events: second };
      other = parseProgress(JSON.stringify(file));
      globalThis.gc?.();
    },
    async run() {
      await desk.study.importProgress(other);
      desk.study.cards();
    },
    result: () => cardLines(desk.study),
  };
}

export function peer({ inputs }: Place): Task {
  const scheduler = fsrsScheduler({ fuzz: false });
  let events: readonly Reviewed[];
  let schedules: Map<CardId, Schedule>;
  return {
    before() {
      events = devicesOf(readPast(inputs)).union;
      globalThis.gc?.();
    },
    run() {
      schedules = new Map();
      for (const [id, history] of histories(events)) {
        const schedule = scheduleOf(history, scheduler);
        if (schedule) schedules.set(id, schedule);
      }
    },
    result: () => Array.from(schedules, ([id, schedule]) => scheduleLine(id, schedule, new Date(schedule.due))).sort(),
  };
}
