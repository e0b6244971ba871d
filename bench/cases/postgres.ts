import type { Reviewed } from 'ownwords';
import { migratePostgres, postgresStore } from 'ownwords/postgres';
import type Pg from 'pg';
import { createCluster } from '../../tests/postgres/cluster.js';
import type { About, Place, Task } from '../case.js';
import { driver } from '../drivers.js';
import { readGrades, readPast } from '../inputs.js';
import { throughput } from '../target.js';

export const about: About = {
  name: 'postgres',
  work: '`append()` of one event on `postgresStore`, over `pg`',
  baseline: '`pg`: one `insert` in a transaction of its own, its text and number ready',
  meaning: 'What a store asks beyond the bare inserts: to know what is known, and to number events without a gap.',
  targetNumber: 11,
  target: throughput(0.8),
  plan: { warmUps: 200, samples: 1_000 },
  checkedRuns: 100,
  sizes: { full: [{ cards: 1_000, reviewsPerCard: 100 }], short: [{ cards: 1_000, reviewsPerCard: 10 }] },
};

export const ours = (place: Place): Promise<Task> => appends(place, 1);
export const peer = (place: Place): Promise<Task> => inserts(place, 1);

/** Our side, with so many events an append. */
export async function appends(place: Place, count: number): Promise<Task> {
  const pool = await poolOfCluster();
  await migratePostgres(pool);
  return task(pool, 'ownwords_events', place, count, (log) => {
    const store = postgresStore(pool, { log });
    return (rows) => store.append(rows.map(({ event }) => event));
  });
}

/** The bare driver, with as many rows an insert. */
export async function inserts(place: Place, count: number): Promise<Task> {
  const pool = await poolOfCluster();
  await pool.query(TABLE);
  return task(pool, 'events', place, count, (log) => {
    let seq = 0;
    return async (rows) => {
      await pool.query(INSERT, [log, seq, rows.map(({ event }) => event.id), rows.map(({ text }) => text)]);
      seq += rows.length;
    };
  });
}

/** The same columns and keys as ours. */
const TABLE = `create table events (log text, seq bigint, id text not null, event text not null,
  primary key (log, seq), unique (log, id))`;

const INSERT = `insert into events (log, seq, id, event)
  select $1, $2::bigint + nth, id, event from unnest($3::text[], $4::text[]) with ordinality as fresh (id, event, nth)`;

const LEARNERS = 100;

interface Row {
  readonly event: Reviewed;
  readonly text: string;
}
const rowOf = (event: Reviewed): Row => ({ event, text: JSON.stringify(event) });

/** Learners in turn append what they have done, each to a log that has a past. */
async function task(
  pool: Pg.Pool,
  table: string,
  { inputs }: Place,
  count: number,
  openLog: (log: string) => (rows: readonly Row[]) => Promise<void>,
): Promise<Task> {
  const logs = Array.from({ length: LEARNERS }, (_, learner) => openLog(`learner-${learner}`));
  const past = readPast(inputs).map(rowOf);
  const share = Math.ceil(past.length / LEARNERS);
  for (const [learner, append] of logs.entries()) await append(past.slice(learner * share, (learner + 1) * share));
  for (const command of ['vacuum analyze', 'checkpoint']) await pool.query(command);
  const grades = readGrades(inputs).map(rowOf);
  let given = 0;
  return {
    run() {
      const rows = grades.slice(given, given + count);
      given += count;
      return logs[(given / count) % LEARNERS]?.(rows);
    },
    async result() {
      const { rows } = await pool.query(`select log, seq, id, event from ${table} order by log, seq`);
      return rows.map((row) => JSON.stringify(row));
    },
  };
}

/** One connection to a server of this process alone, which is gone when the process ends. */
async function poolOfCluster(): Promise<Pg.Pool> {
  const { url } = await createCluster();
  const { Pool } = driver('pg') as typeof Pg;
  return new Pool({ connectionString: url, max: 1 });
}
