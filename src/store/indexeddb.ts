import { closedError, StudyError } from '../errors.js';
import { checkedEvents } from '../log/check-event.js';
import { askedFor, pageAfter } from './cursor.js';
import { eventOf } from './event-text.js';
import { addRows, addUnknownRows, type NewRow } from './indexeddb-append.js';
import { CHECKPOINTS, channelOf, EVENTS, indexedDbError, openDatabase, type Row } from './indexeddb-database.js';
import type { Store } from './store.js';

export interface IndexedDbStoreOptions {
  /** Name of the database. It is the store's own: do not put other things into it. */
  readonly name: string;
  /** Which of the logs in the database, where several learners share a browser. By default `default`. */
  readonly log?: string | undefined;
  /** Asks the browser not to clear the data when space gets short. It may ask the user in turn, or say no. */
  readonly persist?: boolean | undefined;
  /** Instead of the browser's own, as for tests outside of one. */
  readonly indexedDB?: IDBFactory | undefined;
  readonly IDBKeyRange?: typeof IDBKeyRange | undefined;
}

/**
 * A log in the browser's own database, flushed to disk before an append resolves. Several tabs may use it at once: each is told
 * when another has written, and its study takes it in. Where a newer version of the app changes the database, an old tab lets go
 * of it and says `closed` until it is loaded again.
 * @example
 * const study = await openStudy({ decks, store: indexedDbStore({ name: 'my-app', persist: true }) });
 */
export function indexedDbStore(options: IndexedDbStoreOptions): Store {
  const { name, log = 'default', persist = false } = options;
  /** From the number on; lists sort after all numbers. */
  const from = (seq: number) => (options.IDBKeyRange ?? IDBKeyRange).bound([log, seq], [log, []]);
  const listeners = new Set<() => void>();
  const channel = channelOf(`ownwords ${name} ${log}`, () => {
    knownEnd = undefined;
    listeners.forEach((listener) => void listener());
  });
  const underWay = new Set<Promise<unknown>>();
  let database: Promise<IDBDatabase> | undefined;
  let closed: StudyError | undefined;
  /** The last number in the log, unless another tab has written since. */
  let knownEnd: number | undefined;

  function opened(): Promise<IDBDatabase> {
    const forget = () => {
      database = undefined; // the next call may have more luck
      knownEnd = undefined;
    };
    const onOutdated = () => {
      closed = new StudyError('closed', 'A newer version of this app has changed the database; load it again to go on');
    };
    database ??= openDatabase(options.indexedDB, name, { onOutdated, onGone: forget });
    database.catch(forget);
    return database;
  }

  /** Does what a call asks for; `close` waits for it. */
  async function during<Result>(work: () => Promise<Result>): Promise<Result> {
    if (closed) throw closed;
    const done = work();
    underWay.add(done);
    try {
      return await done;
    } catch (error) {
      throw indexedDbError(error);
    } finally {
      underWay.delete(done);
    }
  }

  /** A transaction of its own, which is durable when this resolves. */
  async function transact<Result>(
    table: string,
    mode: IDBTransactionMode,
    work: (table: IDBObjectStore) => () => Result,
  ): Promise<Result> {
    const database = await opened();
    return new Promise((resolve, reject) => {
      const transaction = database.transaction(table, mode, { durability: 'strict' });
      const result = work(transaction.objectStore(table));
      transaction.oncomplete = () => resolve(result());
      transaction.onabort = () => reject(transaction.error);
    });
  }

  /** Without asking where the log ends, if that is known and still true. */
  async function append(rows: readonly NewRow[]): Promise<void> {
    const end = knownEnd;
    knownEnd = undefined; // who appends meanwhile has to ask
    const asking = () => transact(EVENTS, 'readwrite', (table) => addUnknownRows(table, from(0), rows));
    knownEnd =
      end === undefined
        ? await asking()
        : await transact(EVENTS, 'readwrite', (table) => addRows(table, end, rows)).catch(
            (error: DOMException | null) => {
              if (error?.name !== 'ConstraintError') throw error;
              return asking();
            },
          );
    channel.tell();
  }

  if (persist) void globalThis.navigator?.storage?.persist?.().catch(() => undefined); // then an append will say more
  return {
    async append(events) {
      if (closed) throw closed;
      checkedEvents(events);
      if (events.length === 0) return;
      const rows = events.map((event) => ({ log, id: event.id, event: JSON.stringify(event) }));
      await during(() => append(rows));
    },
    async read(after, limit) {
      const place = askedFor(after, limit);
      const rows = await during(() =>
        transact(EVENTS, 'readonly', (table) => answerOf<Row[]>(table.getAll(from(place.seq), place.rows))),
      );
      return pageAfter(
        place,
        rows.map(({ seq, event }) => [seq, eventOf(event)]),
      );
    },
    checkpoint: {
      load: () =>
        during(() => transact(CHECKPOINTS, 'readonly', (table) => answerOf<Uint8Array | undefined>(table.get(log)))),
      save: async (bytes) =>
        void (await during(() => transact(CHECKPOINTS, 'readwrite', (table) => answerOf(table.put(bytes, log))))),
    },
    subscribe(listener) {
      const call = () => listener(); // a listener that is given twice is called twice
      listeners.add(call);
      return () => listeners.delete(call);
    },
    async close() {
      closed ??= closedError('store');
      await Promise.allSettled(underWay);
      channel.close();
      (await database?.catch(() => undefined))?.close();
    },
  };
}

/** What the request has brought, when its transaction is complete. */
function answerOf<Answer>(request: IDBRequest<Answer>): () => Answer {
  return () => request.result;
}
