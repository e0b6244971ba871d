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
   * @throws StudyError `invalid-event`, `closed`, `not-writable`, `disk-full`, `busy`, `too-large`, `not-a-log`, `corrupt-log`,
   *   `newer-version`, `unreachable`, `not-allowed`, `store-failed`
   */
  append(events: readonly StudyEvent[]): Promise<void>;
  /**
   * The events that arrived after the cursor, or all there are, in order of arrival; and the cursor to go on from.
   * @param limit about how many to bring at once; where fewer than that come back, there are no more
   * @throws StudyError `invalid-argument` for a cursor of another log or a limit that is no whole number from 1, `closed`, `busy`, `not-a-log`, `corrupt-log`,
   *   `newer-version`, `unreachable`, `not-allowed`, `store-failed`
   */
  read(after?: Cursor, limit?: number): Promise<LogPage>;
  /** Waits for what is under way and lets go of the place. May be called twice; other calls then fail with `closed`. */
  close(): Promise<void>;
  /** A corner for derived data, where the place can keep it. */
  readonly checkpoint?: CheckpointSlot;
  /** Calls back after another tab or program has written to the log, where the place can tell; what is returned ends that. */
  subscribe?(listener: () => void): () => void;
}

/** Events in order of arrival, and where they end. */
export interface LogPage {
  readonly events: readonly StudyEvent[];
  readonly cursor: Cursor;
}

/**
 * Room for one value that can be worked out again from the log, and spares the work. It may vanish, be old, or be damaged at
 * any time; that must cost time and nothing else, so its reader has to prove that it fits.
 */
export interface CheckpointSlot {
  /** What was saved last; nothing if nothing was, or if it is gone. The bytes are the reader's from then on. */
  load(): Promise<Uint8Array | undefined>;
  save(bytes: Uint8Array): Promise<void>;
}
