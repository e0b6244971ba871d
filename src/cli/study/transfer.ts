import { stat } from 'node:fs/promises';
import { resolve } from 'node:path';
import { parseProgress, type Study, StudyError } from 'ownwords';
import { InputError, Refusal, UsageError } from '../errors.js';
import { placeOf, readText, STANDARD, write } from '../files.js';
import { readProgressFile } from '../progress/read.js';
import { print } from '../terminal.js';
import { counted } from '../text.js';

/** Writes the whole progress as JSON. */
export async function exportTo(path: string, study: Study, file: string): Promise<void> {
  const progress = study.exportProgress();
  if (resolve(path) === file) throw new UsageError(`${path} is where the progress is kept; export it to another file`);
  await refuseOther(path);
  await write(path, `${JSON.stringify(progress, null, 2)}\n`);
  if (path !== STANDARD) print(`Exported ${counted(progress.events.length, 'event')} to ${path}`);
}

/** An export may be renewed; a log, a deck or anything else that is there is not its to replace. */
async function refuseOther(path: string): Promise<void> {
  const present = path === STANDARD ? undefined : await stat(path).catch(() => undefined);
  if (!present?.isFile() || present.size === 0) return;
  const isExport = await readProgressFile(path).then(
    ({ kind }) => kind === 'progress',
    () => false,
  );
  if (!isExport) throw new Refusal(`${path} is there already, and is no exported progress; name another file`);
}

/** Merges progress from JSON; what is known already is not added again. */
export async function importFrom(path: string, study: Study, file: string): Promise<void> {
  const progress = await progressAt(path);
  const { added } = await study.importProgress(progress);
  const known = progress.events.length - added;
  print(`Added ${counted(added, 'event')} to ${file}; ${known} had been there already`);
}

async function progressAt(path: string) {
  const json = await readText(path);
  try {
    return parseProgress(json);
  } catch (error) {
    throw error instanceof StudyError ? new InputError(placeOf(path), error) : error;
  }
}
