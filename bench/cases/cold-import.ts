import { resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import type * as ownwords from 'ownwords';
import type * as tsFsrs from 'ts-fsrs';
import { type About, NO_STUDY, type Task } from '../case.js';
import { NOW } from '../inputs.js';
import { atMost } from '../target.js';

export const about: About = {
  name: 'cold-import',
  work: '`import()` of the built main door in a fresh process',
  baseline: '`import()` of ts-fsrs, `date-fns/constants` and `@date-fns/tz`',
  meaning: 'What the library adds to the start of a program.',
  targetNumber: 12,
  target: atMost(1.5),
  plan: { warmUps: 0, samples: 1 },
  rounds: 15,
  sizes: { full: [NO_STUDY], short: [NO_STUDY] },
};

/** A file of this package. It is no literal in an `import()`, so that no bundler takes it in. */
const file = (path: string) => pathToFileURL(resolve(path)).href;

export function ours(): Task {
  const main = file('dist/index.js');
  let door: typeof ownwords;
  return {
    async run() {
      door = await import(main);
    },
    result() {
      const day = door.parseStudyDay('2026-07-01');
      return lines(door.fsrsScheduler().next('deck/card', undefined, { grade: 'good', at: NOW, day }));
    },
  };
}

export function peer(): Task {
  const dependencies = file('bench/dependencies.mjs');
  let door: typeof tsFsrs;
  return {
    async run() {
      door = await import(dependencies);
    },
    result: () => lines(door.fsrs().next(door.createEmptyCard<tsFsrs.Card>(NOW), NOW, 3 satisfies tsFsrs.Grade).card),
  };
}

/** That something was imported which works. */
function lines({ stability, difficulty }: { readonly stability: number; readonly difficulty: number }): string[] {
  return [`${stability} ${difficulty}`];
}
