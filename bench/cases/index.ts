import type { About } from '../case.js';
import { about as coldImport } from './cold-import.js';
import { about as due } from './due.js';
import { about as dueAgain } from './due-again.js';
import { about as dueFirst } from './due-first.js';
import { about as exported } from './export.js';
import { about as fileGrade } from './file-grade.js';
import { about as grade } from './grade.js';
import { about as gradeAllocation } from './grade-allocation.js';
import { about as imported } from './import.js';
import { about as merge } from './merge.js';
import { about as open } from './open.js';
import { about as openCheckpoint } from './open-checkpoint.js';
import { about as openCheckpointDue } from './open-checkpoint-due.js';
import { about as openDue } from './open-due.js';
import { about as preview } from './preview.js';
import { about as replay } from './replay.js';
import { about as validate } from './validate.js';

/** All comparisons, in the order of the table. */
export const cases: readonly About[] = [
  replay,
  grade,
  gradeAllocation,
  preview,
  fileGrade,
  due,
  dueAgain,
  dueFirst,
  open,
  openDue,
  openCheckpoint,
  openCheckpointDue,
  exported,
  imported,
  validate,
  merge,
  coldImport,
];
