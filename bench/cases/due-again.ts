import type { CardView } from 'ownwords';
import { type About, type Place, type Task, USUAL } from '../case.js';
import { openWarmDesk } from '../desk.js';
import { NOW } from '../inputs.js';
import { microseconds } from '../target.js';
import * as due from './due.js';

const CALLS_A_RUN = 10_000;

export const about: About = {
  ...due.about,
  name: 'due-again',
  work: '`due({ limit: 20 })` again, nothing changed',
  meaning: 'A front end may ask at every render.',
  target: microseconds(1),
  plan: { warmUps: 5, samples: 20 },
  checkedRuns: 1,
  sizes: USUAL,
};

export async function ours(place: Place): Promise<Task> {
  const { study } = await openWarmDesk(place);
  const first: readonly CardView[] = study.due({ limit: due.LIMIT });
  return {
    operations: CALLS_A_RUN,
    run() {
      for (let call = 0; call < CALLS_A_RUN; call++) {
        if (study.due({ limit: due.LIMIT }) !== first)
          throw new Error('Nothing has changed, and yet it is another array');
      }
    },
    result: () =>
      due.queueLines(
        first.map(({ due }) => due as Date),
        study.due(),
      ),
  };
}

/** The bare app works it out again. */
export function peer({ inputs }: Place): Task {
  const queue = new due.BareQueue(inputs);
  return { run: () => queue.first(NOW), result: () => queue.lines(NOW) };
}
