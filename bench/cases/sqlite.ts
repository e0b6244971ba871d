import { join } from 'node:path';
import type { Reviewed } from 'ownwords';
import { type SqliteDatabase, sqliteStore } from 'ownwords/sqlite';
import { type About, type Place, type Task, USUAL } from '../case.js';
import { driver } from '../drivers.js';
import { readGrades, readPast } from '../inputs.js';
import { throughput } from '../target.js';

export const about: About = {
  name: 'sqlite',
  work: '`append()` of one event on `sqliteStore`, durable',
  baseline: 'libsql: one prepared `insert`, its text and number ready',
  meaning: 'What a store asks beyond the bare inserts: to know what is known, and to number events without a gap.',
  targetNumber: 11,
  target: throughput(0.8),
  plan: { warmUps: 200, samples: 1_000 },
  checkedRuns: 100,
  sizes: USUAL,
};

export const ours = (place: Place): Promise<Task> => appends(place, 1);
export const peer = (place: Place): Task => inserts(place, 1);

/** Our side, with so many events an append. */
export async function appends({ inputs, scratch }: Place, count: number): Promise<Task> {
  const database = databaseIn(scratch);
  const store = sqliteStore(database, { log: LOG });
  await store.append(readPast(inputs));
  const grades = readGrades(inputs);
  let given = 0;
  return {
    run() {
      const events = grades.slice(given, given + count);
      given += count;
      return store.append(events);
    },
    result: () => rowsOf(database, 'ownwords_events'),
  };
}

/** The bare driver, with as many rows a transaction. */
export function inserts({ inputs, scratch }: Place, count: number): Task {
  const database = databaseIn(scratch);
  database.exec(`pragma journal_mode = wal; pragma synchronous = full; ${TABLE}`);
  const [begin, commit] = ['begin immediate', 'commit'].map((sql) => database.prepare(sql));
  const insert = database.prepare('insert into events (log, seq, id, event) values (?, ?, ?, ?)');
  const write = (rows: readonly Row[]) => {
    if (rows.length > 1) begin?.run();
    for (const [seq, id, text] of rows) insert.run(LOG, seq, id, text);
    if (rows.length > 1) commit?.run();
  };
  const past = readPast(inputs);
  write(past.map(rowAfter(0)));
  const rows = readGrades(inputs).map(rowAfter(past.length));
  let given = 0;
  return {
    run() {
      write(rows.slice(given, given + count));
      given += count;
    },
    result: () => rowsOf(database, 'events'),
  };
}

const LOG = 'learner-42';

/** The same columns and keys as ours. */
const TABLE = `create table events (log text not null, seq integer not null, id text not null, event text not null,
  primary key (log, seq), unique (log, id)) without rowid`;

type Row = readonly [seq: number, id: string, text: string];
const rowAfter =
  (seq: number) =>
  (event: Reviewed, index: number): Row => [seq + index + 1, event.id, JSON.stringify(event)];

function databaseIn(folder: string): SqliteDatabase {
  const Libsql = driver('libsql') as new (path: string) => SqliteDatabase;
  return new Libsql(join(folder, 'log.db'));
}

function rowsOf(database: SqliteDatabase, table: string): string[] {
  const rows = database.prepare(`select log, seq, id, event from ${table} order by seq`).all();
  return rows.map((row) => JSON.stringify(row));
}
