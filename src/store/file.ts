import { closeSync, fdatasync, fstatSync, ftruncateSync, mkdirSync, openSync, readFileSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import { promisify } from 'node:util';
import { closedError } from '../errors.js';
import { checkedEvents } from '../log/check-event.js';
import type { StudyEvent } from '../log/event.js';
import { askedFor, cursorAt, foreignCursor } from './cursor.js';
import {
  BYTES_PER_EVENT,
  bytesOf,
  cutShort,
  endsLine,
  fileError,
  flushFolder,
  linesOf,
  realPath,
  replaceFile,
  witnessAt,
  writeWhole,
} from './file-bytes.js';
import { countLines, HEADER, type Lines, readLines } from './file-lines.js';
import { unlessGone, withFileLock } from './file-lock.js';
import type { Store } from './store.js';

const flushed = promisify(fdatasync);

/**
 * A log in one append-only file of JSON lines: the embedded default for Node. A line is what one append kept: an event, or a
 * list of events. An append is flushed to disk before it resolves. Several processes may use one file at a time; each sees
 * the others' events when it reads. The file and its folder are made on the first append.
 * @param place path of the file; beside it, a file ending in `.lock` appears while an append is under way, and one ending in
 *   `.checkpoint` spares a study to replay a long log; where they are left behind, they may be removed
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
      throw fileError(error, path);
    });
    last = result.catch(() => undefined);
    return result;
  }

  /** The lines from a byte on; learns the ids on the way. */
  function linesFrom(file: number, from: number, about?: number): Lines {
    if (fstatSync(file).size < from) throw cutShort(path);
    const lines = readLines(linesOf(file, from, about), from, path, () => countLines(bytesOf(file, 0, from)));
    if (from <= known && lines.end > known) {
      for (const event of lines.events) ids.add(event.id);
      known = lines.end;
    }
    return lines;
  }

  /** The error for a cursor behind the end: the file was cut while this store knew it, or the cursor is of another. */
  const misplaced = (seq: number) => (seq <= known ? cutShort(path) : foreignCursor());

  /** At least so many events, or all that are left. */
  function pageFrom(file: number, from: number, limit = Number.POSITIVE_INFINITY): Lines {
    const left = fstatSync(file).size - from;
    for (let about = limit * BYTES_PER_EVENT; ; about *= 2) {
      const lines = linesFrom(file, from, about);
      if (lines.events.length >= limit || about > left) return lines;
    }
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
    read: (after, limit) =>
      inTurn(async () => {
        const place = askedFor(after, limit);
        const file = unlessGone(() => openSync(path, 'r'));
        if (file === undefined && place.seq === 0) return { events: [], cursor: cursorAt(place) };
        if (file === undefined) throw misplaced(place.seq);
        try {
          if (fstatSync(file).size < place.seq) throw misplaced(place.seq);
          if (place.seq > 0 && witnessAt(file, place.seq) !== place.id) throw foreignCursor();
          const { events, end } = pageFrom(file, place.seq, limit);
          return { events, cursor: cursorAt({ seq: end, id: end > 0 ? witnessAt(file, end) : '' }) };
        } finally {
          closeSync(file);
        }
      }),
    checkpoint: {
      load: () => inTurn(async () => unlessGone(() => readFileSync(`${path}.checkpoint`))),
      save: (bytes) => inTurn(async () => replaceFile(`${path}.checkpoint`, bytes)),
    },
    async close() {
      closed = true;
      await last;
    },
  };
}
