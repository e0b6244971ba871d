import { fileStore } from 'ownwords/file';
import type { About, Place, Task } from '../case.js';
import { type Desk, decksOf, openDesk } from '../desk.js';
import { logPath } from '../inputs.js';
import * as open from './open.js';

/** Opening puts off what it can; this says what the learner waits for. */
export const about: About = {
  name: 'open-due',
  work: '… and the first `due({ limit: 20 })`',
  baseline: open.about.baseline,
  plan: open.about.plan,
  sizes: open.about.sizes,
};

export function ours({ inputs, cards }: Place): Task {
  const decks = decksOf(cards);
  let desk: Desk;
  return {
    before: () => globalThis.gc?.(),
    async run() {
      desk = await openDesk(decks, fileStore(logPath(inputs)));
      desk.study.due({ limit: 20 });
    },
    result: () => desk.study.exportProgress().events.map((event) => JSON.stringify(event)),
  };
}

export const peer = open.peer;
