import { migratePostgres } from 'ownwords/postgres';
import pg from 'pg';
import type { Side } from './order.js';

/** Where the bare driver writes: the same columns and keys as ours. */
export const BARE_TABLE = 'bare_events';

/** Gives each learner a history, on both sides the same. */
export async function seed(url: string, learners: number, history: number): Promise<void> {
  await withClient(url, async (client) => {
    await migratePostgres(client);
    await client.query(`create table ${BARE_TABLE} (log text, seq bigint, id text not null, event text not null,
      primary key (log, seq), unique (log, id))`);
    for (let from = 0; from < learners; from += BATCH) {
      await client.query(SEED, [from, Math.min(from + BATCH, learners) - 1, history]);
    }
    await client.query('insert into ownwords_logs select distinct log, $1::bigint from ownwords_events', [history]);
    await client.query(`insert into ${BARE_TABLE} select log, seq, id, event from ownwords_events`);
    for (const table of ['ownwords_events', 'ownwords_logs', BARE_TABLE]) await client.query(`vacuum analyze ${table}`);
    await client.query('checkpoint');
  });
}

const BATCH = 1_000;
const SEED = `
  insert into ownwords_events (log, seq, id, event)
  select 'learner-' || learner, n, 'seed-' || n || '-' || learner, json_build_object(
    'id', 'seed-' || n || '-' || learner, 'type', 'reviewed', 'at', 1700000000000 + n * 60000, 'cardId', 'deck/card-' || n,
    'grade', 'good', 'day', '2023-11-14', 'nth', 1, 'due', '2023-11-17', 'durationMs', 12345)::text
  from generate_series($1::int, $2::int) learner, generate_series(1, $3::int) n
  order by learner, n`;

/** How many bytes a million events take, with their indexes. */
export async function bytesPerMillion(url: string): Promise<number> {
  return withClient(url, async (client) => {
    const { rows } = await client.query(
      "select pg_total_relation_size('ownwords_events') * 1000000.0 / count(*) as bytes from ownwords_events",
    );
    return Number(rows[0].bytes);
  });
}

/** @throws unless each event that was acknowledged is there once, in the log that it was meant for */
export async function assertKept(url: string, acknowledged: Readonly<Record<Side, number>>): Promise<void> {
  await withClient(url, async (client) => {
    for (const [side, count] of Object.entries(acknowledged)) {
      const table = side === 'bare' ? BARE_TABLE : 'ownwords_events';
      const { rows } = await client.query(
        `select count(*)::int as events, count(distinct id)::int as ids,
           count(*) filter (where log <> 'learner-' || split_part(id, '-', 3))::int as strays,
           count(*) filter (where event::json ->> 'id' <> id)::int as mixed
         from ${table} where id like $1 || '-%'`,
        [side],
      );
      const [{ events, ids, strays, mixed }] = rows;
      if (events === count && ids === count && strays === 0 && mixed === 0) continue;
      throw new Error(
        `${side}: ${count} events were acknowledged; there are ${events}, with ${ids} ids, ${strays} in a wrong log, ${mixed} mixed up`,
      );
    }
  });
}

export async function serverVersion(url: string): Promise<string> {
  return withClient(url, async (client) => (await client.query('show server_version')).rows[0].server_version);
}

async function withClient<Result>(url: string, work: (client: pg.Client) => Promise<Result>): Promise<Result> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    return await work(client);
  } finally {
    await client.end();
  }
}
