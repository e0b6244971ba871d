import { StudyError } from '../errors.js';
import type { StudyEvent } from '../log/event.js';
import type { Cursor, Store } from './store.js';

/** How far a copy has come. */
export interface Copied {
  /** How many events were handed over; what the other log knew already is among them. */
  readonly copied: number;
  /** Where the next copy between the same logs goes on. */
  readonly cursor: Cursor;
}

export interface CopyOptions {
  /** The `cursor` of an earlier copy between the same logs. One that does not fit costs a copy from the beginning. */
  readonly after?: Cursor | undefined;
  /** Called when a page is kept: whoever remembers its `cursor` goes on from there after an interruption. */
  readonly onPage?: ((soFar: Copied) => unknown) | undefined;
}

/** Events read and handed over at once: few enough for one request, many enough to make requests few. */
const PAGE = 1_000;

/**
 * Brings the events of one log into another: a backup, a move to another store, or one half of a synchronization. Both halves,
 * in any order, however often, and interrupted wherever they may be, leave both logs with the same events.
 * @throws StudyError what either store throws; pages copied before stay, and copying again is safe
 * @example
 * await copyLog(fileStore('progress.ndjson'), fileStore('/backup/progress.ndjson'));
 */
export async function copyLog(from: Store, to: Store, options: CopyOptions = {}): Promise<Copied> {
  return copyPages(from, to, options, (events) => events);
}

/** Where two logs stand to each other. Plain JSON: keep it, and the next sync carries only what is new. */
export interface SyncBookmark {
  readonly sent?: Cursor;
  readonly received?: Cursor;
}

export interface SyncOptions {
  /** Of an earlier sync of the same logs. Without one, or with one that does not fit, everything is compared again. */
  readonly since?: SyncBookmark | undefined;
  /** Called when a page is kept on either side: whoever remembers the bookmark goes on from there after an interruption. */
  readonly onPage?: ((soFar: SyncBookmark) => unknown) | undefined;
}

/**
 * Brings each of two logs what it lacks of the other. Call `study.refresh()` afterwards.
 * @returns the bookmark for the next time
 * @throws StudyError as `copyLog`
 * @example
 * bookmark = await syncLogs(phone, httpStore('https://example.com/log'), { since: bookmark });
 * await study.refresh();
 */
export async function syncLogs(
  here: Store,
  there: Store,
  { since = {}, onPage }: SyncOptions = {},
): Promise<SyncBookmark> {
  let bookmark = since;
  const turnTo = (way: keyof SyncBookmark, { cursor }: Copied) => {
    bookmark = { ...bookmark, [way]: cursor };
  };
  const remember = (way: keyof SyncBookmark) => (soFar: Copied) => {
    turnTo(way, soFar);
    return onPage?.(bookmark);
  };
  const received = new Set<string>(); // need not be sent back
  turnTo(
    'received',
    await copyPages(there, here, { after: since.received, onPage: remember('received') }, (events) => {
      for (const { id } of events) received.add(id);
      return events;
    }),
  );
  turnTo(
    'sent',
    await copyPages(here, there, { after: since.sent, onPage: remember('sent') }, (events) =>
      events.filter(({ id }) => !received.has(id)),
    ),
  );
  return bookmark;
}

async function copyPages(
  from: Store,
  to: Store,
  { after, onPage }: CopyOptions,
  wanted: (events: readonly StudyEvent[]) => readonly StudyEvent[],
): Promise<Copied> {
  let { events, cursor } = await readFrom(from, after);
  let copied = 0;
  for (;;) {
    const page = wanted(events);
    await appendInParts(to, page);
    copied += page.length;
    if (events.length > 0) await onPage?.({ copied, cursor });
    if (events.length < PAGE) return { copied, cursor };
    ({ events, cursor } = await from.read(cursor, PAGE));
  }
}

async function readFrom(from: Store, after: Cursor | undefined) {
  try {
    return await from.read(after, PAGE);
  } catch (error) {
    if (after === undefined || codeOf(error) !== 'invalid-argument') throw error;
    return from.read(undefined, PAGE);
  }
}

/** A page that is too large for the place goes there in halves. */
async function appendInParts(to: Store, events: readonly StudyEvent[]): Promise<void> {
  if (events.length === 0) return;
  try {
    await to.append(events);
  } catch (error) {
    if (events.length === 1 || codeOf(error) !== 'too-large') throw error;
    const half = events.length >> 1;
    await appendInParts(to, events.slice(0, half));
    await appendInParts(to, events.slice(half));
  }
}

const codeOf = (error: unknown) => (error instanceof StudyError ? error.code : undefined);
