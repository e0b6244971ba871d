import { closedError } from '../errors.js';
import { checkedEvents } from '../log/check-event.js';
import { askedFor, pageAfter } from './cursor.js';
import { eventOf, idInJson } from './event-text.js';
import { isPassing, type PostgresPool, type Prepared, postgresError, type Query, queryOf } from './postgres-driver.js';
import { migrate } from './postgres-schema.js';
import { retrying } from './retry.js';
import type { Store } from './store.js';

export type { PostgresPool } from './postgres-driver.js';

export interface PostgresStoreOptions {
  /** Which of the logs in the database: one for each learner, by any name that the app has for the learner. */
  readonly log: string;
}

export interface MigrationOptions {
  /** Spreads the tables over so many hash partitions by log. Heard only when they are made; by default they have none. */
  readonly partitions?: number | undefined;
}

/**
 * Makes the tables (`ownwords_…`, on the connection's search path), or brings them to the newest version. Call it when the
 * program starts or is deployed; several may at once, and calling it again does nothing.
 * @throws StudyError `newer-version`, `not-writable`, `unreachable`, `not-allowed`, `store-failed`
 * @example
 * await migratePostgres(pool);
 */
export async function migratePostgres(pool: PostgresPool, { partitions = 0 }: MigrationOptions = {}): Promise<void> {
  const query = queryOf(pool);
  await withRetries(() => migrate(query, partitions));
}

/**
 * A log in a PostgreSQL database, or one that speaks its language. Each call is one statement, so any pool will do, also one
 * that hands out a connection a transaction. `pg` and `postgres` prepare what is asked every day (`ownwords_…`), which halves
 * the server's work; where a proxy loses what was prepared, whole statements are sent from then on. A connection that breaks
 * is tried again for some ten seconds, which is safe because appends are idempotent; how long a statement may take is for the
 * pool to say (`statement_timeout`).
 * @param pool of `pg` or `postgres`, or a PGlite database; whoever opened it closes it
 * @example
 * const pool = new Pool({ connectionString: process.env.DATABASE_URL, statement_timeout: 5_000 }); // from pg
 * pool.on('error', report); // a connection at rest broke: unheard, that would end the program
 * await migratePostgres(pool);
 * const study = await openStudy({ decks, store: postgresStore(pool, { log: 'learner-42' }) });
 */
export function postgresStore(pool: PostgresPool, { log }: PostgresStoreOptions): Store {
  const query = queryOf(pool);
  const underWay = new Set<Promise<unknown>>();
  let closed = false;

  async function run(statement: string | Prepared, values: readonly unknown[]): Promise<Awaited<ReturnType<Query>>> {
    if (closed) throw closedError('store');
    const result = withRetries(() => query(statement, values));
    underWay.add(result);
    return result.finally(() => underWay.delete(result));
  }

  return {
    async append(events) {
      if (closed) throw closedError('store');
      checkedEvents(events);
      if (events.length === 0) return;
      await run(APPEND, [log, events.length, events.map(idInJson), events.map((event) => JSON.stringify(event))]);
    },
    async read(after, limit) {
      const place = askedFor(after, limit);
      const rows = await run(READ, [log, place.seq, place.rows ?? null]);
      return pageAfter(
        place,
        rows.map(({ seq, event }) => [Number(seq), eventOf(event as string)]),
      );
    },
    checkpoint: {
      load: async () => (await run(LOAD, [log]))[0]?.bytes as Uint8Array | undefined,
      save: async (bytes) => void (await run(SAVE, [log, bytes])),
    },
    async close() {
      closed = true;
      await Promise.allSettled(underWay);
    },
  };
}

/**
 * The row of the log is taken first and held until all is committed: who comes later waits, and gets later numbers. So no
 * reader can come past a number that is still to be filled. Numbers of events that were known stay empty.
 */
const APPEND: Prepared = {
  name: 'ownwords_append_1',
  text: `
    with head as (
      insert into ownwords_logs as held (log, head) values ($1, $2::bigint)
      on conflict (log) do update set head = held.head + excluded.head
      returning head
    )
    insert into ownwords_events (log, seq, id, event)
    select $1, head.head - $2::bigint + fresh.nth, fresh.id, fresh.event
    from head, unnest($3::text[], $4::text[]) with ordinality as fresh (id, event, nth)
    on conflict (log, id) do nothing`,
};

const READ: Prepared = {
  name: 'ownwords_read_1',
  text: 'select seq, event from ownwords_events where log = $1 and seq >= $2::bigint order by seq limit $3::bigint',
};

const LOAD = 'select bytes from ownwords_checkpoints where log = $1';

const SAVE = `
  insert into ownwords_checkpoints (log, bytes) values ($1, $2::bytea)
  on conflict (log) do update set bytes = excluded.bytes`;

/** For a driver that is slow to give up on a connection. */
const LONGEST_RETRYING_MS = 10_000;

/** Does it again while the connection is what fails. */
function withRetries<Result>(work: () => Promise<Result>): Promise<Result> {
  return retrying(work, isPassing, { withinMs: LONGEST_RETRYING_MS }).catch((error: unknown) => {
    throw postgresError(error);
  });
}
