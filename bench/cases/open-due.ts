import type { About, Place, Task } from '../case.js';
import { openings } from '../log-copy.js';
import * as open from './open.js';

/** Opening puts off what it can; this says what the learner waits for. */
export const about: About = {
  name: 'open-due',
  work: '… and the first `due({ limit: 20 })`',
  baseline: open.about.baseline,
  meaning: 'The same until the first card can be shown.',
  plan: open.about.plan,
  sizes: open.about.sizes,
};

export const ours = (place: Place): Task => openings(place, { use: (study) => study.due({ limit: 20 }) });

export const peer = open.peer;
