import { memoryStore, parseProgress } from 'ownwords';
import { type About, type Place, type Task, USUAL } from '../case.js';
import { type Desk, decksOf, openDesk } from '../desk.js';
import { readProgressText } from '../inputs.js';
import { atMost } from '../target.js';

export const about: About = {
  name: 'import',
  work: '`JSON.parse`, `parseProgress()`, `importProgress()`',
  baseline: '`JSON.parse` of the same text',
  meaning: 'Loading such a file into an empty study, every event checked.',
  targetNumber: 8,
  target: atMost(2),
  plan: { warmUps: 1, samples: 5 },
  sizes: { ...USUAL, large: [{ cards: 100_000, reviewsPerCard: 10 }] },
};

export function ours({ inputs, cards }: Place): Task {
  const text = readProgressText(inputs);
  const decks = decksOf(cards);
  let desk: Desk;
  return {
    async before() {
      desk = await openDesk(decks, memoryStore());
      globalThis.gc?.();
    },
    run: () => desk.study.importProgress(parseProgress(JSON.parse(text))),
    result: () => desk.study.exportProgress().events.map((event) => JSON.stringify(event)),
  };
}

export function peer({ inputs }: Place): Task {
  const text = readProgressText(inputs);
  let progress: { readonly events: readonly unknown[] };
  return {
    before: () => globalThis.gc?.(),
    run() {
      progress = JSON.parse(text);
    },
    result: () => progress.events.map((event) => JSON.stringify(event)),
  };
}
