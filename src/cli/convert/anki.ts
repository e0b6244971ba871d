import type { Progress } from 'ownwords';
import { writeAnki } from 'ownwords/anki';
import type { Work } from '../cancel.js';
import { readProgressFile } from '../progress/read.js';
import { progressWith } from '../progress/write.js';
import { sqlite } from '../sql.js';
import type { Input } from './input.js';
import { mediaToTakeAlong } from './media.js';
import type { Request } from './request.js';
import type { Made } from './run.js';

/** An Anki package of decks, with all progress and files that are known. */
export async function ankiPackage(file: Input, request: Request, work: Work): Promise<Made> {
  const progress = await progressToTakeAlong(file.progress, request.progress);
  const { timeZone } = request.reading;
  // Anki takes the cards for newer than its own by when they were changed.
  const modified = file.modified && Math.max(file.modified, Date.parse(progress?.exportedAt ?? '') || 0);
  const { bytes, remarks } = await writeAnki(file.decks, progress, {
    ...work,
    sql: await sqlite(),
    media: await mediaToTakeAlong(file.media, request.media),
    ...(timeZone !== undefined && { timeZone }),
    ...(modified !== undefined && { modified }),
  });
  return { outputs: [{ path: request.output, content: bytes }], folders: [], remarks };
}

/** The learner's own comes first: what both have is as it is there. */
async function progressToTakeAlong(ofInput: Progress | undefined, path: string | undefined) {
  if (path === undefined) return ofInput;
  const own = await readProgressFile(path);
  return progressWith([...own.events, ...(ofInput?.events ?? [])]);
}
