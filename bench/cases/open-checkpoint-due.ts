import type { About, Place, Task } from '../case.js';
import { openings, savedCheckpoint } from '../log-copy.js';
import * as checkpoint from './open-checkpoint.js';

export const about: About = {
  name: 'open-checkpoint-due',
  work: '… and the first `due({ limit: 20 })`',
  baseline: checkpoint.about.baseline,
  meaning: 'The same until the first card can be shown.',
  plan: checkpoint.about.plan,
  sizes: { ...checkpoint.about.sizes, full: [{ cards: 10_000, reviewsPerCard: 10 }] },
};

export async function ours(place: Place): Promise<Task> {
  return openings(place, { checkpoint: await savedCheckpoint(place), use: (study) => study.due({ limit: 20 }) });
}

export const peer = checkpoint.peer;
