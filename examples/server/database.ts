import { mkdirSync, statSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import type { Store } from 'ownwords';
import { migratePostgres, postgresStore } from 'ownwords/postgres';
import { type SqliteDatabase, sqliteStore } from 'ownwords/sqlite';
import type { Settings } from './settings.js';

/** Where the logs of all learners are kept. */
export interface Database {
  /** For people. */
  readonly name: string;
  logOf(learner: string): Store;
  /** @throws if the database does not answer */
  check(): Promise<void>;
  close(): Promise<void>;
}

/** PostgreSQL if the settings name one, or else a SQLite file. */
export function openDatabase({ databaseUrl, dataFolder }: Settings): Promise<Database> {
  return databaseUrl ? openPostgres(databaseUrl) : openSqlite(join(dataFolder, 'ownwords.db'));
}

const CONNECTIONS = 10;
const CONNECT_MS = 5_000;
const STATEMENT_MS = 10_000;

async function openPostgres(databaseUrl: string): Promise<Database> {
  const { default: pg } = await import('pg');
  const pool = new pg.Pool({
    connectionString: databaseUrl,
    max: CONNECTIONS,
    connectionTimeoutMillis: CONNECT_MS,
    statement_timeout: STATEMENT_MS,
    query_timeout: STATEMENT_MS + 1_000, // where the database cannot even say that it was too long
  });
  pool.on('error', () => {}); // an idle connection broke; the next statement makes another
  await migratePostgres(pool).catch(async (error) => {
    await pool.end();
    throw error;
  });
  return {
    name: 'PostgreSQL',
    logOf: (learner) => postgresStore(pool, { log: learner }),
    check: async () => void (await pool.query('select 1')),
    close: () => pool.end(),
  };
}

async function openSqlite(path: string): Promise<Database> {
  mkdirSync(dirname(path), { recursive: true, mode: 0o700 });
  const database = openFile(path);
  await sqliteStore(database).read(undefined, 1); // makes the tables
  const { ino } = statSync(path);
  return {
    name: path,
    logOf: (learner) => sqliteStore(database, { log: learner }),
    async check() {
      if (statSync(path).ino !== ino) throw new Error(`${path} was replaced`);
      database.prepare('select 1 from sqlite_master').all();
    },
    async close() {
      database.close();
    },
  };
}

type Closable = SqliteDatabase & { close(): unknown };
type Driver = new (path: string) => Closable;

/** With the SQLite of Node itself, where it has one (from Node 22 on). */
function openFile(path: string): Closable {
  const own = process.getBuiltinModule?.('node:sqlite' as 'node:fs') as { readonly DatabaseSync?: Driver } | undefined;
  const Driver = own?.DatabaseSync ?? (createRequire(import.meta.url)('libsql') as Driver);
  return new Driver(path);
}
