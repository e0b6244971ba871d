import type { About, Place, Task } from '../case.js';
import { bytes } from '../target.js';
import * as grade from './grade.js';

const GRADES_A_RUN = 2_000;

export const about: About = {
  ...grade.about,
  name: 'grade-allocation',
  work: `\`grade()\` on \`memoryStore\`: bytes allocated`,
  meaning: 'What is not allocated need not be collected: no pauses while the learner works.',
  target: bytes(2_000),
  quantity: 'allocation',
  plan: { warmUps: 2, samples: 3 },
  checkedRuns: 2,
};

export const ours = (place: Place): Promise<Task> => grade.grades(place, GRADES_A_RUN);
export const peer = (place: Place): Task => grade.bareGrades(place, GRADES_A_RUN);
