import type { CardView } from 'ownwords';
import type { About, Place, Task } from '../case.js';
import { openWarmDesk } from '../desk.js';
import { NOW } from '../inputs.js';
import { microsecondsACard } from '../target.js';
import * as due from './due.js';

const MS_PER_DAY = 86_400_000;

/** The clock goes on by a day before each run. */
export const about: About = {
  ...due.about,
  name: 'due-first',
  work: 'the first `due({ limit: 20 })` of a study day',
  meaning: 'How long the first look at the queue takes in the morning.',
  target: microsecondsACard(0.25),
  plan: { warmUps: 1, samples: 10 },
  checkedRuns: 3,
  sizes: { ...due.about.sizes, full: [{ cards: 100_000, reviewsPerCard: 2 }] },
};

export async function ours(place: Place): Promise<Task> {
  const { study, sleep } = await openWarmDesk(place);
  let views: readonly CardView[] = study.due({ limit: due.LIMIT });
  return {
    before: sleep,
    run() {
      views = study.due({ limit: due.LIMIT });
    },
    result: () =>
      due.queueLines(
        views.map(({ due }) => due as Date),
        study.due(),
      ),
  };
}

export function peer({ inputs }: Place): Task {
  const queue = new due.BareQueue(inputs);
  let now = NOW;
  return {
    before() {
      now += MS_PER_DAY;
    },
    run: () => queue.first(now),
    result: () => queue.lines(now),
  };
}
