import { readFileSync } from 'node:fs';
import { fileStore } from 'ownwords/file';
import { type About, type Place, type Task, USUAL } from '../case.js';
import { type Desk, decksOf, openDesk } from '../desk.js';
import { logPath } from '../inputs.js';
import { atMost } from '../target.js';

export const about: About = {
  name: 'open',
  work: '`openStudy()` over `fileStore`, no checkpoint',
  baseline: 'reading the file, `JSON.parse` of each line',
  target: atMost(3),
  plan: { warmUps: 1, samples: 4 },
  sizes: USUAL,
};

export function ours({ inputs, cards }: Place): Task {
  const decks = decksOf(cards);
  let desk: Desk;
  return {
    before: () => globalThis.gc?.(),
    async run() {
      desk = await openDesk(decks, fileStore(logPath(inputs)));
    },
    result: () => desk.study.exportProgress().events.map((event) => JSON.stringify(event)),
  };
}

export function peer({ inputs }: Place): Task {
  let values: unknown[] = [];
  return {
    before: () => globalThis.gc?.(),
    run() {
      const lines = readFileSync(logPath(inputs), 'utf8').trimEnd().split('\n');
      values = lines.map((line) => JSON.parse(line));
    },
    result: () => values.slice(1).map((event) => JSON.stringify(event)), // without the header
  };
}
