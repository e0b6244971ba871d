import type { About, Place, Task } from '../case.js';
import { openings, savedCheckpoint } from '../log-copy.js';
import { atMost } from '../target.js';
import * as open from './open.js';

/** With ten times the reviews of the same cards, too: opening should grow by the reading of bytes alone. */
export const about: About = {
  name: 'open-checkpoint',
  work: '`openStudy()` over `fileStore` with a checkpoint',
  baseline: open.about.baseline,
  meaning: 'How long an app waits on every other day, however long the past is.',
  targetNumber: 7,
  target: atMost(0.25),
  plan: open.about.plan,
  sizes: {
    full: [
      { cards: 10_000, reviewsPerCard: 10 },
      { cards: 10_000, reviewsPerCard: 100 },
    ],
    short: [{ cards: 1_000, reviewsPerCard: 10 }],
  },
};

export async function ours(place: Place): Promise<Task> {
  return openings(place, { checkpoint: await savedCheckpoint(place) });
}

export const peer = open.peer;
