import type { StudyEvent } from '../log/event.js';
import { type CopyDetails, copyPages, readFitting } from './copy-log.js';
import type { Cursor, Store } from './store.js';

/** Where two logs stand to each other. Plain JSON: keep it, and the next sync carries only what is new. */
export interface SyncBookmark {
  readonly sent?: Cursor;
  readonly received?: Cursor;
}

export interface SyncOptions {
  /**
   * Of an earlier sync of the same two logs. Without one, or with one that does not fit because a log was replaced or taken back
   * to a backup, everything is compared again.
   */
  readonly since?: SyncBookmark | null | undefined;
  /** Called when a page is kept on either side, and waited for: whoever remembers the bookmark goes on after an interruption. */
  readonly onPage?: ((soFar: SyncBookmark) => unknown) | undefined;
}

/**
 * Brings each of two logs what it lacks of the other. Call `study.refresh()` afterwards.
 * @returns the bookmark for the next time
 * @throws StudyError what either store throws; pages copied before stay, and syncing again is safe
 * @example
 * bookmark = await syncLogs(phone, httpStore('https://example.com/log'), { since: bookmark });
 * await study.refresh();
 */
export async function syncLogs(here: Store, there: Store, { since, onPage }: SyncOptions = {}): Promise<SyncBookmark> {
  let bookmark = since ?? {};
  // What a log had been given may be gone with it, so a bookmark that fits on one side only fits on neither.
  const forget = () => {
    bookmark = {};
  };
  const copy = async (way: keyof SyncBookmark, details: CopyDetails) => {
    const turnTo = (cursor: Cursor) => {
      bookmark = { ...bookmark, [way]: cursor };
    };
    const [from, to] = way === 'sent' ? [here, there] : [there, here];
    const { copied, cursor } = await copyPages(from, to, {
      ...details,
      after: bookmark[way],
      onPage(soFar) {
        turnTo(soFar.cursor);
        return onPage?.(bookmark);
      },
    });
    turnTo(cursor);
    return copied;
  };

  const received = new Set<string>(); // need not be sent back
  const remember = (events: readonly StudyEvent[]) => {
    for (const { id } of events) received.add(id);
    return events;
  };
  const fresh = (events: readonly StudyEvent[]) => events.filter(({ id }) => !received.has(id));

  await readFitting(here, bookmark.sent, 1, forget);
  do await copy('received', { onMisfit: forget, wanted: remember });
  while ((await copy('sent', { wanted: fresh })) > 0); // until `received` stands behind all that was sent, and tells if that is lost
  return bookmark;
}
