import {
  closeSync,
  fdatasync,
  fstatSync,
  fsyncSync,
  ftruncateSync,
  mkdirSync,
  openSync,
  readSync,
  realpathSync,
  writeSync,
} from 'node:fs';
import { dirname, resolve } from 'node:path';
import { promisify } from 'node:util';
import { closedError, StudyError, type StudyErrorCode } from '../errors.js';
import { checkedEvents } from '../log/check-event.js';
import type { StudyEvent } from '../log/event.js';
import { countLines, HEADER, type Lines, readLines } from './file-lines.js';
import { unlessGone, withFileLock } from './file-lock.js';
import type { Cursor, Store } from './store.js';

const flushed = promisify(fdatasync);

/**
 * A log in one append-only file of JSON lines: the embedded default for Node. A line is what one append kept: an event, or a
 * list of events. An append is flushed to disk before it resolves. Several processes may use one file at a time; each sees
 * the others' events when it reads. The file and its folder are made on the first append.
 * @param place path of the file; beside it, a file ending in `.lock` appears while an append is under way
 * @example
 * const study = await openStudy({ decks: [deck], store: fileStore('progress.ndjson') });
 */
export function fileStore(place: string): Store {
  const path = resolve(place); // wherever the program may go
  const ids = new Set<string>(); // of the events in the first `known` bytes
  let known = 0;
  let closed = false;
  let last: Promise<unknown> = Promise.resolve();

  /** One call at a time, in order; a call that failed does not hold up the next. */
  function inTurn<Result>(work: () => Promise<Result>): Promise<Result> {
    if (closed) return Promise.reject(closedError('store'));
    const result = last.then(work).catch((error: unknown) => {
      throw toStudyError(error, path);
    });
    last = result.catch(() => undefined);
    return result;
  }

  /** The lines from a byte on; learns the ids on the way. */
  function linesFrom(file: number, from: number): Lines {
    const bytes = bytesOf(file, from, path);
    const lines = readLines(bytes, from, path, () => countLines(bytesOf(file, 0, path).subarray(0, from)));
    if (from <= known && lines.end > known) {
      for (const event of lines.events) ids.add(event.id);
      known = lines.end;
    }
    return lines;
  }

  async function append(events: readonly StudyEvent[], assertHeld: () => void): Promise<void> {
    const file = openSync(path, 'a+');
    try {
      const { end, isTorn } = linesFrom(file, known);
      const fresh = new Map<string, StudyEvent>();
      for (const event of events) if (!ids.has(event.id) && !fresh.has(event.id)) fresh.set(event.id, event);
      assertHeld();
      if (isTorn) ftruncateSync(file, end);
      const kept = [...fresh.values()];
      const before = end === 0 ? HEADER : endsLine(file, end) ? '' : '\n';
      const line = `${JSON.stringify(kept.length === 1 ? kept[0] : kept)}\n`;
      try {
        if (kept.length > 0) writeWhole(file, before + line);
        await flushed(file); // also for events that were known: another process may be flushing them still
      } catch (error) {
        if (kept.length > 0) ftruncateSync(file, end); // nobody was promised it
        throw error;
      }
      if (end === 0) flushFolder(path);
      known = fstatSync(file).size; // nobody else writes while we hold the lock
      for (const id of fresh.keys()) ids.add(id);
    } finally {
      closeSync(file);
    }
  }

  return {
    append: (events) =>
      inTurn(async () => {
        checkedEvents(events);
        if (events.length === 0) return;
        mkdirSync(dirname(path), { recursive: true });
        await withFileLock(`${realPath(path)}.lock`, (assertHeld) => append(events, assertHeld));
      }),
    read: (after) =>
      inTurn(async () => {
        const file = openToRead(path);
        const from = offsetOf(after);
        if (file === undefined && from === 0) return { events: [], cursor: '0' as Cursor };
        if (file === undefined) throw cutShort(path);
        try {
          const { events, end } = linesFrom(file, from);
          return { events, cursor: String(end) as Cursor };
        } finally {
          closeSync(file);
        }
      }),
    async close() {
      closed = true;
      await last;
    },
  };
}

function openToRead(path: string): number | undefined {
  return unlessGone(() => openSync(path, 'r'));
}

/** The bytes of the file from an offset to its end. */
function bytesOf(file: number, from: number, path: string): Buffer {
  const { size } = fstatSync(file);
  if (size < from) throw cutShort(path);
  const bytes = Buffer.allocUnsafe(size - from);
  let length = 0;
  for (let count = -1; count !== 0 && length < bytes.length; length += count) {
    count = readSync(file, bytes, length, bytes.length - length, from + length);
  }
  return bytes.subarray(0, length);
}

/** Whether the byte before the offset is a line end. */
function endsLine(file: number, offset: number): boolean {
  const byte = Buffer.alloc(1);
  readSync(file, byte, 0, 1, offset - 1);
  return byte[0] === 0x0a;
}

function writeWhole(file: number, text: string): void {
  const bytes = Buffer.from(text);
  for (let written = 0; written < bytes.length; ) written += writeSync(file, bytes, written);
}

/** One file has one lock, by whatever links it is reached. */
function realPath(path: string): string {
  return unlessGone(() => realpathSync(path)) ?? path;
}

/** Makes the name of a new file durable. Windows cannot open folders, and does not need it. */
function flushFolder(path: string): void {
  if (process.platform === 'win32') return;
  const folder = openSync(dirname(path), 'r');
  fsyncSync(folder);
  closeSync(folder);
}

function offsetOf(cursor: Cursor | undefined): number {
  const offset = cursor === undefined ? 0 : Number(cursor);
  if (Number.isSafeInteger(offset) && offset >= 0) return offset;
  throw new StudyError('invalid-argument', `The cursor ${cursor} is not of a file store; read without one`);
}

function cutShort(path: string): StudyError {
  return new StudyError('corrupt-log', `${path} is shorter than it was: it was cut or replaced; open it anew to go on`);
}

const CODES: { readonly [errno: string]: readonly [StudyErrorCode, remedy: string] } = {
  EACCES: ['not-writable', 'check the permissions of the file and its folder'],
  EPERM: ['not-writable', 'check the permissions of the file and its folder'],
  EROFS: ['not-writable', 'it lies on a read-only file system'],
  ENOSPC: ['disk-full', 'make space and try again; nothing was written'],
  EDQUOT: ['disk-full', 'make space and try again; nothing was written'],
  EFBIG: ['disk-full', 'the file may not grow further; nothing was written'],
};

function toStudyError(error: unknown, path: string): StudyError {
  if (error instanceof StudyError) return error;
  const [code, remedy] = CODES[(error as NodeJS.ErrnoException).code ?? ''] ?? ['store-failed', 'see the cause'];
  return new StudyError(code, `${path}: ${(error as Error).message}; ${remedy}`, { cause: error });
}
