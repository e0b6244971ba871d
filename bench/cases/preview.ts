import type { Grade } from 'ownwords';
import type { Card, RecordLog } from 'ts-fsrs';
import { type About, type Place, type Task, USUAL } from '../case.js';
import { openWarmDesk } from '../desk.js';
import { NOW, readGrades } from '../inputs.js';
import { dayLine } from '../lines.js';
import { byNode, faster } from '../target.js';
import { openBareApp } from '../ts-fsrs.js';

const PREVIEWS_A_RUN = 500;

export const about: About = {
  name: 'preview',
  work: '`preview()` of the four grades',
  baseline: 'ts-fsrs `repeat()`',
  meaning: 'The four dues on the buttons below a card.',
  targetNumber: 3,
  target: faster(byNode(3, 2)),
  plan: { warmUps: 20, samples: 40 },
  sizes: USUAL,
};

export async function ours(place: Place): Promise<Task> {
  const { study } = await openWarmDesk(place);
  const ids = readGrades(place.inputs).map(({ cardId }) => cardId);
  let asked = 0;
  let seen: Readonly<Record<Grade, Date>>[] = [];
  return {
    operations: PREVIEWS_A_RUN,
    run() {
      seen = [];
      while (seen.length < PREVIEWS_A_RUN) seen.push(study.preview(ids[asked++ % ids.length] as (typeof ids)[number]));
    },
    result: () => seen.map(({ again, hard, good, easy }) => [again, hard, good, easy].map(dayLine).join(' ')),
  };
}

export function peer({ inputs }: Place): Task {
  const { cards, scheduler } = openBareApp(inputs);
  const ids = readGrades(inputs).map(({ cardId }) => cardId);
  const now = new Date(NOW);
  let asked = 0;
  let seen: RecordLog[] = [];
  return {
    operations: PREVIEWS_A_RUN,
    run() {
      seen = [];
      while (seen.length < PREVIEWS_A_RUN) {
        seen.push(scheduler.repeat(cards.get(ids[asked++ % ids.length] as string) as Card, now));
      }
    },
    result: () =>
      seen.map((next) => [next[1], next[2], next[3], next[4]].map(({ card }) => dayLine(card.due)).join(' ')),
  };
}
