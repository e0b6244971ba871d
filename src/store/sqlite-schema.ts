import { StudyError, type StudyErrorCode } from '../errors.js';
import type { SqliteDatabase } from './sqlite.js';

/** Each leads from one version of the tables to the next. A migration that was published is never changed. */
export const MIGRATIONS: readonly string[] = [
  `create table ownwords_events (
    log text not null,
    seq integer not null,
    id text not null,
    event text not null,
    primary key (log, seq),
    unique (log, id)
  ) without rowid;
  create table ownwords_checkpoints (log text primary key, bytes blob not null);`,
];

/** Brings the tables to the newest version. Processes that begin at the same time wait for each other. */
export function migrate(database: SqliteDatabase, migrations = MIGRATIONS): void {
  const newest = migrations.length;
  const missing = () => {
    const version = versionOf(database);
    if (version <= newest) return migrations.slice(version);
    throw new StudyError('newer-version', 'The database was written by a newer ownwords; update ownwords to open it');
  };
  if (missing().length === 0) return;
  if (versionOf(database) === 0) useWriteAheadLog(database);
  inTransaction(database, () => {
    const steps = missing(); // another program may have been faster
    if (steps.length === 0) return;
    for (const step of steps) database.exec(step);
    database.exec(`create table if not exists ownwords_schema (version integer not null);
      delete from ownwords_schema;
      insert into ownwords_schema values (${newest});`);
  });
}

const MOST_SWITCHES = 10;

/** Lets others read while one writes. SQLite refuses the switch at once while another program writes, so we wait for that. */
function useWriteAheadLog(database: SqliteDatabase): void {
  for (let tries = 1; ; tries++) {
    try {
      database.exec('pragma journal_mode = wal');
      return;
    } catch (error) {
      if (tries === MOST_SWITCHES || sqliteError(error).code !== 'busy') throw error;
      inTransaction(database, () => {}, 'exclusive');
    }
  }
}

function versionOf(database: SqliteDatabase): number {
  const named = database.prepare("select 1 from sqlite_master where type = 'table' and name = 'ownwords_schema'").all();
  if (named.length === 0) return 0;
  const [row] = database.prepare('select version from ownwords_schema').all() as { readonly version: number }[];
  return row?.version ?? 0;
}

/** Does all of the work or none, while no other process writes; `exclusive`: nor reads. */
export function inTransaction(
  database: SqliteDatabase,
  work: () => void,
  lock: 'immediate' | 'exclusive' = 'immediate',
): void {
  database.exec(`begin ${lock}`);
  try {
    work();
    database.exec('commit');
  } catch (error) {
    try {
      database.exec('rollback');
    } catch {
      // Some faults end the transaction by themselves.
    }
    throw error;
  }
}

/** SQLite's own codes (https://sqlite.org/rescode.html), by number or by name, as the driver tells them. */
const CODES: readonly (readonly [number: number, name: string, code: StudyErrorCode, remedy: string])[] = [
  [5, 'BUSY', 'busy', 'another program holds the database; try again'],
  [6, 'LOCKED', 'busy', 'another statement holds the table; try again'],
  [8, 'READONLY', 'not-writable', 'open it for writing, and check the permissions of the file and its folder'],
  [11, 'CORRUPT', 'corrupt-log', 'go back to a backup'],
  [13, 'FULL', 'disk-full', 'make space and try again; nothing was written'],
  [14, 'CANTOPEN', 'not-writable', 'check the permissions of the file and its folder'],
  [18, 'TOOBIG', 'too-large', 'append less at once'],
  [26, 'NOTADB', 'not-a-log', 'give the path of another file'],
];

/** What a driver says, in our words. */
export function sqliteError(error: unknown): StudyError {
  if (error instanceof StudyError) return error;
  const { code, errcode, message } = error as { code?: unknown; errcode?: unknown; message?: unknown };
  const name = String(code).match(/^SQLITE_([A-Z]+)/)?.[1];
  const known = CODES.find((each) => (typeof errcode === 'number' ? each[0] === (errcode & 0xff) : each[1] === name));
  const [, , ourCode, remedy] = known ?? [0, '', 'store-failed' as const, 'see the cause'];
  return new StudyError(ourCode, `The database failed: ${message}; ${remedy}`, { cause: error });
}
