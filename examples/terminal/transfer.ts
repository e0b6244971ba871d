import { readFile, rename, rm, stat, writeFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import { text } from 'node:stream/consumers';
import { parseProgress, type Study, StudyError } from 'ownwords';
import { UsageError } from './arguments.js';
import { InputError } from './errors.js';
import { counted } from './text.js';

/** Stands for standard input or output. */
const STANDARD = '-';

/** What the text at a path says, as the parser understands it. */
export async function parsed<Value>(path: string, parse: (text: string) => Value): Promise<Value> {
  const content = path === STANDARD ? await text(process.stdin) : await readFile(path, 'utf8');
  try {
    return parse(content);
  } catch (error) {
    throw error instanceof StudyError ? new InputError(path === STANDARD ? 'standard input' : path, error) : error;
  }
}

/** Writes the whole progress as JSON. A file that was there before stays until the new one is whole. */
export async function exportTo(path: string, study: Study, file: string): Promise<void> {
  const progress = study.exportProgress();
  const json = `${JSON.stringify(progress, null, 2)}\n`;
  if (path === STANDARD) {
    process.stdout.write(json);
    return;
  }
  if (resolve(path) === file) throw new UsageError(`${path} is where the progress is kept; export it to another file`);
  const present = await stat(path).catch(() => undefined);
  if (present && !present.isFile()) await writeFile(path, json);
  else await replace(path, json);
  process.stdout.write(`Exported ${counted(progress.events.length, 'event')} to ${path}\n`);
}

async function replace(path: string, content: string): Promise<void> {
  const draft = `${path}.${process.pid}.new`;
  try {
    await writeFile(draft, content, { flag: 'wx' });
    await rename(draft, path);
  } catch (error) {
    await rm(draft, { force: true });
    throw error;
  }
}

/** Merges progress from JSON; what is known already is not added again. */
export async function importFrom(path: string, study: Study, file: string): Promise<void> {
  const progress = await parsed(path, parseProgress);
  const { added } = await study.importProgress(progress);
  const known = progress.events.length - added;
  process.stdout.write(`Added ${counted(added, 'event')} to ${file}; ${known} had been there already\n`);
}
