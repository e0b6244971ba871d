import { spawn } from 'node:child_process';
import { migratePostgres, postgresStore } from 'ownwords/postgres';
import { beforeAll, describe, onTestFinished } from 'vitest';
import { argumentsOf, type Share } from '../store/appending.js';
import { itIsSharedByProcesses, type SharedLog } from '../store/following.js';
import { program } from '../store/processes.js';
import { freshDatabase, poolOf, withPool } from './database.js';
import { POSTGRES_DRIVERS } from './drivers.js';

const DRIVERS = Object.keys(POSTGRES_DRIVERS);

let url: string;
beforeAll(async () => {
  url = await freshDatabase();
  await withPool(url, (pool) => migratePostgres(pool));
});

/** A log, its writers by number, spread over the drivers, and its readers here. */
function place(log: string): SharedLog {
  const script = program('append-to-postgres');
  const pool = poolOf(url);
  onTestFinished(() => void pool.end());
  return {
    start: (nth: number, share: Share) => {
      const driver = DRIVERS[nth % DRIVERS.length] as string;
      return spawn(process.execPath, [script, driver, url, log, ...argumentsOf(share)]);
    },
    open: () => postgresStore(pool, { log }),
  };
}

describe('a log in PostgreSQL, shared by processes,', () => itIsSharedByProcesses(place));
