import { closedError } from '../errors.js';
import { checkedEvents } from '../log/check-event.js';
import { askedFor, pageAfter } from './cursor.js';
import { eventOf, idInJson } from './event-text.js';
import { inTransaction, migrate, sqliteError } from './sqlite-schema.js';
import type { Store } from './store.js';

/** An open database, as `node:sqlite`, better-sqlite3, libsql, @photostructure/sqlite and `bun:sqlite` hand it out. */
export interface SqliteDatabase {
  exec(sql: string): unknown;
  prepare(sql: string): SqliteStatement;
}

export interface SqliteStatement {
  // biome-ignore lint/suspicious/noExplicitAny: each driver has a type of its own for values, and all take those we bind
  run(...values: any[]): unknown;
  // biome-ignore lint/suspicious/noExplicitAny: as above
  all(...values: any[]): unknown[];
}

export interface SqliteStoreOptions {
  /** Which of the logs in the database: one for each learner. By default `default`. */
  readonly log?: string | undefined;
}

/** The limit by which SQLite means none. */
const ALL = -1;

/** How long a statement waits for another program that writes. */
const BUSY_TIMEOUT_MS = 5_000;

/**
 * A log in a SQLite database that the caller opens and closes. Its tables are named `ownwords_…` and are made when they are
 * missing, together with the write-ahead log. The connection is set to full durability, so an append that resolved outlives
 * a power cut. Several processes may use one database at a time.
 * @throws StudyError `newer-version` and what else SQLite says, when the store is first used
 * @example
 * const store = sqliteStore(new DatabaseSync('progress.db'), { log: 'learner-42' }); // import from node:sqlite, or any driver
 */
export function sqliteStore(database: SqliteDatabase, { log = 'default' }: SqliteStoreOptions = {}): Store {
  let statements: Statements | undefined;
  let closed = false;

  /** Does the work at once, so that nothing of this process comes between. */
  async function withStatements<Result>(work: (statements: Statements) => Result): Promise<Result> {
    if (closed) throw closedError('store');
    try {
      statements ??= statementsOf(database);
      return work(statements);
    } catch (error) {
      throw sqliteError(error);
    }
  }

  return {
    append: (events) =>
      withStatements(({ insert }) => {
        checkedEvents(events);
        if (events.length === 0) return;
        inTransaction(database, () => {
          for (const event of events) insert.run(log, log, idInJson(event), JSON.stringify(event));
        });
      }),
    read: (after, limit) =>
      withStatements(({ select }) => {
        const place = askedFor(after, limit);
        const rows = select.all(log, place.seq, place.rows ?? ALL) as {
          readonly seq: number;
          readonly event: string;
        }[];
        return pageAfter(
          place,
          rows.map(({ seq, event }) => [seq, eventOf(event)]),
        );
      }),
    checkpoint: {
      load: () =>
        withStatements(({ load }) => {
          const [row] = load.all(log) as { readonly bytes: Uint8Array | ArrayBuffer }[];
          return row && new Uint8Array(row.bytes); // libsql gives an ArrayBuffer
        }),
      save: (bytes) => withStatements(({ save }) => void save.run(log, bytes)),
    },
    async close() {
      closed = true;
    },
  };
}

type Statements = ReturnType<typeof statementsOf>;

function statementsOf(database: SqliteDatabase) {
  database.exec(`pragma busy_timeout = ${BUSY_TIMEOUT_MS}`);
  database.exec('pragma synchronous = full');
  migrate(database);
  return {
    insert: database.prepare(`insert into ownwords_events (log, seq, id, event)
      values (?, (select coalesce(max(seq), 0) + 1 from ownwords_events where log = ?), ?, ?)
      on conflict (log, id) do nothing`),
    select: database.prepare('select seq, event from ownwords_events where log = ? and seq >= ? order by seq limit ?'),
    load: database.prepare('select bytes from ownwords_checkpoints where log = ?'),
    save: database.prepare('insert or replace into ownwords_checkpoints (log, bytes) values (?, ?)'),
  };
}
