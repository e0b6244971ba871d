import { type About, type Place, type Task, USUAL } from '../case.js';
import { cardLines, openWarmDesk } from '../desk.js';
import { readGrades } from '../inputs.js';
import { atMost, byNode } from '../target.js';
import { openBareApp, type Row, rowOf } from '../ts-fsrs.js';

const GRADES_A_RUN = 250;

export const about: About = {
  name: 'grade',
  work: '`grade()` on `memoryStore`',
  baseline: 'ts-fsrs `next()`, card into a Map, log pushed',
  target: atMost(byNode(0.6, 1)),
  plan: { warmUps: 15, samples: 25 },
  checkedRuns: 10,
  sizes: USUAL,
};

export async function ours(place: Place): Promise<Task> {
  const { study, gradeNext } = await openWarmDesk(place);
  return {
    operations: GRADES_A_RUN,
    async run() {
      for (let count = 0; count < GRADES_A_RUN; count++) await gradeNext();
    },
    result: () => cardLines(study),
  };
}

export function peer({ inputs }: Place): Task {
  const app = openBareApp(inputs);
  const rows = readGrades(inputs).map(rowOf);
  let given = 0;
  return {
    operations: GRADES_A_RUN,
    run() {
      for (let count = 0; count < GRADES_A_RUN; count++) app.grade(rows[given++] as Row);
    },
    result: () => app.lines(),
  };
}
