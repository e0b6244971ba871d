import { readFileSync } from 'node:fs';
import { type About, type Place, type Task, USUAL } from '../case.js';
import { logPath } from '../inputs.js';
import { openings } from '../log-copy.js';
import { atMost } from '../target.js';

export const about: About = {
  name: 'open',
  work: '`openStudy()` over `fileStore`, no checkpoint',
  baseline: 'reading the file, `JSON.parse` of each line',
  meaning: 'How long an app waits that opens a long log for the first time, or after an upgrade.',
  targetNumber: 6,
  target: atMost(3),
  plan: { warmUps: 1, samples: 4 },
  sizes: USUAL,
};

export const ours = (place: Place): Task => openings(place);

export function peer({ inputs }: Place): Task {
  let values: unknown[] = [];
  return {
    before() {
      values = [];
      globalThis.gc?.();
    },
    run() {
      const lines = readFileSync(logPath(inputs), 'utf8').trimEnd().split('\n');
      values = lines.map((line) => JSON.parse(line));
    },
    result: () => values.slice(1).map((event) => JSON.stringify(event)), // without the header
  };
}
