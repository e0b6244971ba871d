import { mkdtemp, open, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { extname, join } from 'node:path';
import { parseProgress, StudyError, type StudyEvent } from 'ownwords';
import { fileStore } from 'ownwords/file';
import { InputError, Refusal } from '../errors.js';
import { placeOf, readBytes, STANDARD, textOf } from '../files.js';
import { note } from '../terminal.js';
import { oneLine } from '../text.js';

/** The events in a file of progress. */
export interface ProgressFile {
  readonly path: string;
  /** `log`: what a study writes to, event by event. `progress`: what it exports, as one JSON value. */
  readonly kind: 'log' | 'progress';
  /** In the order of the file. */
  readonly events: readonly StudyEvent[];
  /** As the file says; ISO 8601, UTC. */
  readonly exportedAt?: string;
}

/** What the names of logs end in. */
export function isLogName(path: string): boolean {
  return ['.ndjson', '.jsonl'].includes(extname(path).toLowerCase());
}

/** How every log begins. */
const LOG = /^\uFEFF?\s*\{[^\n]*"ownwords-log"/;
const LOOKED_AT = 200;
const NEWLINE = 0x0a;

/**
 * Progress in JSON, or a log. It is only read: others may be writing to it.
 * @throws InputError, Refusal
 */
export async function readProgressFile(path: string): Promise<ProgressFile> {
  const present = path === STANDARD ? undefined : await stat(path);
  if (present?.isDirectory()) throw new Refusal(`${path} is a folder; name a file in it`);
  try {
    if (present?.isFile() && isLogName(path)) {
      await tellIfCut(path);
      return { path, kind: 'log', events: await eventsIn(path) };
    }
    const bytes = await readBytes(path);
    const start = new TextDecoder().decode(bytes.subarray(0, LOOKED_AT));
    if (LOG.test(start)) {
      if (bytes.at(-1) !== NEWLINE) note(cutShort(path));
      return { path, kind: 'log', events: await eventsOf(bytes) };
    }
    const { events, exportedAt } = parseProgress(textOf(bytes, path));
    return { path, kind: 'progress', events, exportedAt };
  } catch (error) {
    throw error instanceof StudyError ? new InputError(placeOf(path), error) : error;
  }
}

/** Says so where a log ends within a line: a copy that was cut short looks like one that another program is writing to. */
async function tellIfCut(log: string): Promise<void> {
  const file = await open(log);
  try {
    const { size } = await file.stat();
    const { buffer } = await file.read(Buffer.alloc(1), 0, 1, Math.max(0, size - 1));
    if (size > 0 && buffer[0] !== NEWLINE) note(cutShort(log));
  } finally {
    await file.close();
  }
}

function cutShort(path: string): string {
  return `Left out: the last line of ${oneLine(placeOf(path))}, which is not whole; it was cut short, or is being written`;
}

async function eventsIn(log: string): Promise<readonly StudyEvent[]> {
  const store = fileStore(log);
  try {
    return (await store.read()).events;
  } finally {
    await store.close();
  }
}

/** The events of a log that came through a pipe: only a file is read line by line. */
async function eventsOf(bytes: Uint8Array): Promise<readonly StudyEvent[]> {
  const folder = await mkdtemp(join(tmpdir(), 'ownwords-'));
  try {
    const log = join(folder, 'log.ndjson');
    await writeFile(log, bytes);
    return await eventsIn(log);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}
