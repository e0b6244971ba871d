import { readFileSync } from 'node:fs';
import type { Place, Task } from '../case.js';
import { openWarmDesk } from '../desk.js';
import { savedCheckpoint } from '../log-copy.js';

const UNCHECKED: Pick<Task, 'result'> = { result: () => [] };

export async function counts(place: Place): Promise<Task> {
  const { study, gradeNext } = await openWarmDesk(place);
  return { ...UNCHECKED, before: gradeNext, run: () => study.counts() };
}

export async function undo(place: Place): Promise<Task> {
  const { study, gradeNext } = await openWarmDesk(place);
  return { ...UNCHECKED, before: gradeNext, run: () => study.undo() };
}

/** What opening with a checkpoint cannot do without. */
export async function readCheckpoint(place: Place): Promise<Task> {
  const path = await savedCheckpoint(place);
  return { ...UNCHECKED, run: () => readFileSync(path) };
}
