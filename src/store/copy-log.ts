import { StudyError } from '../errors.js';
import type { StudyEvent } from '../log/event.js';
import type { Cursor, LogPage, Store } from './store.js';

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
  /** Called when a page is kept, and waited for: whoever remembers its `cursor` goes on from there after an interruption. */
  readonly onPage?: ((soFar: Copied) => unknown) | undefined;
}

/** Events read and handed over at once: few enough for one request, many enough to make requests few. */
const PAGE = 1_000;

/**
 * Brings the events of one log into another: a backup, or a move to another store. However often, and interrupted wherever it
 * may be, it leaves the other log with all events of both.
 * @throws StudyError what either store throws; pages copied before stay, and copying again is safe
 * @example
 * await copyLog(fileStore('progress.ndjson'), fileStore('/backup/progress.ndjson'));
 */
export async function copyLog(from: Store, to: Store, options: CopyOptions = {}): Promise<Copied> {
  return copyPages(from, to, options);
}

/** What `syncLogs` has to know and to say of a copy. */
export interface CopyDetails extends CopyOptions {
  /** Called before a copy from the beginning, if the cursor does not fit. */
  readonly onMisfit?: () => void;
  /** Leaves out of a page what need not be handed over. */
  readonly wanted?: (events: readonly StudyEvent[]) => readonly StudyEvent[];
}

export async function copyPages(
  from: Store,
  to: Store,
  { after, onPage, onMisfit, wanted = (events) => events }: CopyDetails,
): Promise<Copied> {
  let { events, cursor } = await readFitting(from, after, PAGE, onMisfit);
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

/** Reads after the cursor; from the beginning, if it does not fit. */
export async function readFitting(
  from: Store,
  after: Cursor | undefined,
  limit: number,
  onMisfit?: () => void,
): Promise<LogPage> {
  try {
    return await from.read(after, limit);
  } catch (error) {
    if (after === undefined || codeOf(error) !== 'invalid-argument') throw error;
    onMisfit?.();
    return from.read(undefined, limit);
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
