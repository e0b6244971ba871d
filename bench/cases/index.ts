import { existsSync } from 'node:fs';
import { EXECUTABLE } from '../../tests/browser/chromium.js';
import { installedBinaries } from '../../tests/postgres/cluster.js';
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
import { about as indexedDb } from './indexeddb.js';
import { about as merge } from './merge.js';
import { about as open } from './open.js';
import { about as openCheckpoint } from './open-checkpoint.js';
import { about as openCheckpointDue } from './open-checkpoint-due.js';
import { about as openDue } from './open-due.js';
import { about as postgres } from './postgres.js';
import { about as postgresMany } from './postgres-many.js';
import { about as preview } from './preview.js';
import { about as replay } from './replay.js';
import { about as sqlite } from './sqlite.js';
import { about as sqliteMany } from './sqlite-many.js';
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
  sqlite,
  sqliteMany,
  ...where('PostgreSQL', installedBinaries() !== undefined, [postgres, postgresMany]),
  ...where('Chromium', existsSync(EXECUTABLE), [indexedDb]),
];

/** The cases, if there is what they need; or a word that they are left out. */
function where(what: string, isInstalled: boolean, needy: readonly About[]): readonly About[] {
  if (isInstalled) return needy;
  console.log(`There is no ${what} here: ${needy.map(({ name }) => name).join(' and ')} left out.\n`);
  return [];
}
