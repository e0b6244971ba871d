import { StudyError, type StudyErrorCode } from '../errors.js';

export const EVENTS = 'events';
export const CHECKPOINTS = 'checkpoints';

/** What is kept of an event, under the key `[log, seq]`. */
export interface Row {
  readonly log: string;
  readonly seq: number;
  readonly id: string;
  /** As JSON. */
  readonly event: string;
}

/** Each leads from one version of the database to the next. A migration that was published is never changed. */
type Migration = (database: IDBDatabase, transaction: IDBTransaction) => void;

export const MIGRATIONS: readonly Migration[] = [
  (database) => {
    const events = database.createObjectStore(EVENTS, { keyPath: ['log', 'seq'] satisfies (keyof Row)[] });
    events.createIndex('id', ['log', 'id'] satisfies (keyof Row)[], { unique: true });
    database.createObjectStore(CHECKPOINTS);
  },
];

/** What happens to a database from outside. */
export interface DatabaseEvents {
  /** A newer version of the app wants to change it, or it is being deleted: we have let go of it. */
  onOutdated(): void;
  /** The browser has closed it. */
  onGone(): void;
}

/** Others let go of an older version at once, unless they hang or are no store of ours. */
const PATIENCE_MS = 10_000;

/**
 * Opens the database, and brings it to the newest version.
 * @throws StudyError `busy` if others keep an older version open, and what the browser throws
 */
export function openDatabase(
  factory: IDBFactory | undefined,
  name: string,
  { onOutdated, onGone }: DatabaseEvents,
  migrations = MIGRATIONS,
): Promise<IDBDatabase> {
  return new Promise((resolve, reject) => {
    const request = (factory ?? indexedDB).open(name, migrations.length);
    let isLate = false;
    const patience = setTimeout(() => {
      isLate = true;
      reject(new StudyError('busy', 'Another tab holds an older version of the database; close it and try again'));
    }, PATIENCE_MS);
    request.onupgradeneeded = ({ oldVersion }) => {
      clearTimeout(patience);
      for (const migration of migrations.slice(oldVersion))
        migration(request.result, request.transaction as IDBTransaction);
    };
    request.onerror = () => {
      clearTimeout(patience);
      reject(request.error);
    };
    request.onsuccess = () => {
      clearTimeout(patience);
      const database = request.result;
      if (isLate) return database.close(); // nobody waits for it any more
      database.onversionchange = () => {
        database.close();
        onOutdated();
      };
      database.onclose = onGone;
      resolve(database);
    };
  });
}

/** Tells other tabs that something was written, and hears it from them, where the browser lets them talk. */
export function channelOf(name: string, onMessage: () => void): { tell(): void; close(): void } {
  if (typeof BroadcastChannel === 'undefined') return { tell() {}, close() {} };
  const channel = new BroadcastChannel(name);
  channel.onmessage = onMessage;
  return { tell: () => channel.postMessage('written'), close: () => channel.close() };
}

/** Names of exceptions (https://webidl.spec.whatwg.org/#idl-DOMException-error-names). */
const CODES: { readonly [name: string]: readonly [StudyErrorCode, remedy: string] } = {
  QuotaExceededError: ['disk-full', 'make space and try again; nothing was written'],
  VersionError: ['newer-version', 'the database was written by a newer version of the app; load it again'],
  SecurityError: ['not-allowed', 'the browser forbids this page to keep data'],
};

/** Chromium's words where its user forbids sites to keep data: an `UnknownError`, as many others. */
const DENIED = /denied permission/;

/** What the browser says, in our words. */
export function indexedDbError(error: unknown): StudyError {
  if (error instanceof StudyError) return error;
  const { name = '', message = '' } = (error ?? {}) as Partial<DOMException>;
  const known = CODES[DENIED.test(message) ? 'SecurityError' : name];
  const [code, remedy] = known ?? ['store-failed', 'see the cause'];
  return new StudyError(code, `The database of the browser failed: ${message || name}; ${remedy}`, { cause: error });
}
