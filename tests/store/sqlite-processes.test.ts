import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { sqliteStore } from 'ownwords/sqlite';
import { describe, onTestFinished } from 'vitest';
import { argumentsOf, type Share } from './appending.js';
import { itIsSharedByProcesses, type SharedLog } from './following.js';
import { freshFolder, program } from './processes.js';
import { type Connection, SQLITE_DRIVERS } from './sqlite-drivers.js';

const DRIVERS = Object.keys(SQLITE_DRIVERS);

/** A database that is not there yet, its writers by number, spread over the drivers, and its readers here. */
function place(log: string): SharedLog {
  const path = join(freshFolder(), 'log.db');
  const script = program('append-to-sqlite');
  // Of one driver only: two builds of SQLite in one process would not respect each other's locks.
  const [connect] = Object.values(SQLITE_DRIVERS) as [(path: string) => Connection];
  return {
    start: (nth: number, share: Share) => {
      const driver = DRIVERS[nth % DRIVERS.length] as string;
      return spawn(process.execPath, [script, driver, path, log, ...argumentsOf(share)]);
    },
    open: () => {
      const database = connect(path);
      onTestFinished(() => void database.close());
      return sqliteStore(database, { log });
    },
  };
}

describe('a SQLite database that several processes begin and share', () => itIsSharedByProcesses(place));
