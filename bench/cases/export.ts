import { type About, type Place, type Task, USUAL } from '../case.js';
import { openWarmDesk } from '../desk.js';
import { readProgressText } from '../inputs.js';
import { atMost } from '../target.js';

export const about: About = {
  name: 'export',
  work: '`exportProgress()`, `JSON.stringify`',
  baseline: '`JSON.stringify` of the same data',
  meaning: 'Saving the whole progress as a file.',
  targetNumber: 8,
  target: atMost(1.3),
  plan: { warmUps: 2, samples: 6 },
  sizes: { ...USUAL, large: [{ cards: 100_000, reviewsPerCard: 10 }] },
};

export async function ours(place: Place): Promise<Task> {
  const { study } = await openWarmDesk(place);
  let text = '';
  return {
    before: () => globalThis.gc?.(),
    run() {
      text = JSON.stringify(study.exportProgress());
    },
    result: () => [text],
  };
}

export function peer({ inputs }: Place): Task {
  const progress: unknown = JSON.parse(readProgressText(inputs));
  let text = '';
  return {
    before: () => globalThis.gc?.(),
    run() {
      text = JSON.stringify(progress);
    },
    result: () => [text],
  };
}
