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
  meaning: 'What recording a grade costs beside its way to the disk: an event, a schedule and a view of the card.',
  targetNumber: 2,
  target: atMost(byNode(0.6, 1)),
  plan: { warmUps: 15, samples: 25 },
  checkedRuns: 10,
  sizes: USUAL,
};

export const ours = (place: Place): Promise<Task> => grades(place, GRADES_A_RUN);
export const peer = (place: Place): Task => bareGrades(place, GRADES_A_RUN);

/** Our side, with so many grades a run. */
export async function grades(place: Place, operations: number): Promise<Task> {
  const { study, gradeNext } = await openWarmDesk(place);
  return {
    operations,
    async run() {
      for (let count = 0; count < operations; count++) await gradeNext();
    },
    result: () => cardLines(study),
  };
}

/** The bare app's side, with as many. */
export function bareGrades({ inputs }: Place, operations: number): Task {
  const app = openBareApp(inputs);
  const rows = readGrades(inputs).map(rowOf);
  let given = 0;
  return {
    operations,
    run() {
      for (let count = 0; count < operations; count++) app.grade(rows[given++] as Row);
    },
    result: () => app.lines(),
  };
}
