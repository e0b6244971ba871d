import { closeSync, fdatasync, fstatSync, ftruncateSync, openSync, readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { promisify } from 'node:util';
import { closedError, StudyError } from '../errors.js';
import { checkedEvents } from '../log/check-event.js';
import type { StudyEvent } from '../log/event.js';
import { askedFor, cursorAt, foreignCursor } from './cursor.js';
import {
  BYTES_PER_EVENT,
  countLines,
  cutShort,
  fileError,
  flushFolder,
  linesOf,
  PART_BYTES,
  replaceFile,
  witnessAt,
  writeWhole,
} from './file-bytes.js';
import { KnownEvents } from './file-events.js';
import { HEADER, readLines } from './file-lines.js';
import { unlessGone } from './file-lock.js';
import { FileTurns } from './file-turns.js';
import type { Store } from './store.js';

const flushed = promisify(fdatasync);

/**
 * A log in one append-only file of JSON lines: the embedded default for Node. A line is what one append kept: an event, or a
 * list of events. An append is flushed to disk before it resolves. Several processes may use one file at a time; each sees
 * the others' events when it reads. The file and its folder are made on the first append.
 * @param place path of the file; beside it, a file ending in `.lock` appears while events are appended, and one ending in
 *   `.checkpoint` spares a study to replay a long log; where they are left behind, they may be removed
 * @example
 * const study = await openStudy({ decks: [deck], store: fileStore('progress.ndjson') });
 */
export function fileStore(place: string): Store {
  const path = resolve(place); // wherever the program may go
  let known = new KnownEvents(path);
  const turns = new FileTurns(path);
  let isDamaged = false; // as far as is known
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

  /** The error for a cursor behind the end: the file was cut while this store knew it, or the cursor is of another. */
  const misplaced = (seq: number) => (seq <= known.seen ? cutShort(path) : foreignCursor());

  /** At least so many events, or all that are left. */
  function pageFrom(file: number, from: number, limit = Number.POSITIVE_INFINITY) {
    const events: StudyEvent[] = [];
    for (let end = from; ; ) {
      const about = Math.min((limit - events.length) * BYTES_PER_EVENT, PART_BYTES);
      const lines = readLines(linesOf(file, end, about), end, path, () => countLines(file, end));
      for (const event of lines.events) events.push(event);
      if (lines.end === end || events.length >= limit) return { events, end: lines.end };
      end = lines.end;
    }
  }

  async function append(events: readonly StudyEvent[], file: number, assertHeld: () => void): Promise<void> {
    if (isDamaged) {
      pageFrom(file, 0); // throws as it did, unless the damage was mended
      known = new KnownEvents(path);
      isDamaged = false;
    }
    const isTorn = known.follow(file);
    const { end } = known;
    const fresh = new Map<string, StudyEvent>();
    for (const event of events) if (!fresh.has(event.id) && !known.has(event.id, file)) fresh.set(event.id, event);
    const kept = [...fresh.values()];
    const before = end === 0 ? HEADER : known.endsLine ? '' : '\n';
    const line = Buffer.from(`${JSON.stringify(kept.length === 1 ? kept[0] : kept)}\n`);
    assertHeld();
    if (isTorn) ftruncateSync(file, end);
    try {
      if (kept.length > 0) writeWhole(file, before === '' ? line : Buffer.concat([Buffer.from(before), line]));
      await flushed(file); // also for events that were known: another process may be flushing them still
    } catch (error) {
      if (kept.length > 0) ftruncateSync(file, end); // nobody was promised it
      throw error;
    }
    if (end === 0) flushFolder(path);
    if (kept.length > 0) known.learn(line, file);
  }

  return {
    append: (events) =>
      inTurn(async () => {
        checkedEvents(events);
        if (events.length === 0) return;
        await turns.take((file, assertHeld) => append(events, file, assertHeld));
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
          known.see(end);
          return { events, cursor: cursorAt({ seq: end, id: end > 0 ? witnessAt(file, end) : '' }) };
        } catch (error) {
          isDamaged ||= error instanceof StudyError && error.issues.length > 0;
          throw error;
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
      turns.end();
    },
  };
}
