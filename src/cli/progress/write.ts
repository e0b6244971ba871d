import { writeFile } from 'node:fs/promises';
import { memoryStore, openStudy, type Progress, type StudyEvent } from 'ownwords';
import { fileStore } from 'ownwords/file';
import { Refusal } from '../errors.js';
import { type Output, refuseTaken } from '../outputs.js';
import { isLogName } from './read.js';

/** The progress file of these events; an id that comes again is left out. */
export async function progressWith(events: readonly StudyEvent[]): Promise<Progress> {
  const store = memoryStore();
  await store.append(events);
  const study = await openStudy({ decks: [], store });
  try {
    return study.exportProgress();
  } finally {
    await study.close();
  }
}

/** Progress as a file: a log where the name says so, and JSON otherwise. */
export function progressOutput(path: string, progress: Progress): Output {
  if (!isLogName(path)) return { path, content: `${JSON.stringify(progress, null, 2)}\n` };
  return { path, content: (draft) => writeLog(draft, progress.events) };
}

/** @throws Refusal for a log that is there: a program may be writing to it */
export async function refuseLog(path: string): Promise<void> {
  if (!isLogName(path)) return;
  await refuseTaken([path], false).catch(() => {
    throw new Refusal(`${path} is there already; \`ownwords study --file ${path} --import FILE\` adds progress to it`);
  });
}

/** Events that are appended at once, and so make a line. */
const PAGE = 1_000;

async function writeLog(path: string, events: readonly StudyEvent[]): Promise<void> {
  await writeFile(path, ''); // a log of nothing is a file all the same
  const store = fileStore(path);
  try {
    for (let from = 0; from < events.length; from += PAGE) await store.append(events.slice(from, from + PAGE));
  } finally {
    await store.close();
  }
}
