import { type About, type Place, type Task, USUAL } from '../case.js';
import { openWarmDesk } from '../desk.js';
import { NOW, readPast } from '../inputs.js';
import { atMost } from '../target.js';

export const about: About = {
  name: 'export',
  work: '`exportProgress()`, `JSON.stringify`',
  baseline: '`JSON.stringify` of the same data',
  target: atMost(1.3),
  plan: { warmUps: 2, samples: 6 },
  sizes: USUAL,
};

export async function ours({ inputs }: Place): Promise<Task> {
  const { study } = await openWarmDesk(inputs);
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
  const events = readPast(inputs);
  const progress = { format: 'ownwords-progress', version: 1, exportedAt: new Date(NOW).toISOString(), events };
  let text = '';
  return {
    before: () => globalThis.gc?.(),
    run() {
      text = JSON.stringify(progress);
    },
    result: () => [text],
  };
}
