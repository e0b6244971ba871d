import type { StudyEvent } from '../log/event.js';

declare const cursor: unique symbol;

/** A place in one store's order of arrival. Opaque, and meaningless to any other store. */
export type Cursor = string & { readonly [cursor]: true };

/**
 * A durable, append-only log of one learner's events. An app with many learners opens one store for each.
 *
 * Every store obeys the same laws, published as `storeLaws` behind the door `ownwords/testing`:
 * a new store file and ten lines of test make a store that any study can use.
 */
export interface Store {
  /**
   * Keeps all of the events, or none. Events whose id the log knows are left as they are, so repeating an append is safe.
   * Once this resolves, the events are as durable as the place they are kept in.
   * @throws StudyError `invalid-event`, `closed`, `not-writable`, `disk-full`, `busy`, `not-a-log`, `corrupt-log`, `newer-version`,
   *   `store-failed`
   */
  append(events: readonly StudyEvent[]): Promise<void>;
  /**
   * All events that arrived after the cursor, or all there are, in order of arrival; and the cursor to go on from.
   * @throws StudyError `invalid-argument` for a cursor of another store, `closed`, `not-a-log`, `corrupt-log`, `newer-version`,
   *   `store-failed`
   */
  read(after?: Cursor): Promise<{ readonly events: readonly StudyEvent[]; readonly cursor: Cursor }>;
  /** Waits for what is under way and lets go of the place. May be called twice; other calls then fail with `closed`. */
  close(): Promise<void>;
}
