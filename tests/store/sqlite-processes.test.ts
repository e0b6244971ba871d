import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { sqliteStore } from 'ownwords/sqlite';
import { describe, it, onTestFinished } from 'vitest';
import { argumentsOf, type Share } from './appending.js';
import { expectFiftyKillsSurvived, expectNothingSkipped } from './following.js';
import { freshFolder, program } from './processes.js';
import { type Connection, SQLITE_DRIVERS } from './sqlite-drivers.js';

const DRIVERS = Object.keys(SQLITE_DRIVERS);
const WRITERS = 8;

/** A database that is not there yet, its writers by number, spread over the drivers, and its readers here. */
function place(log: string) {
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

describe('several processes on one SQLite database', () => {
  it('that begin before it exists write each event once, and readers meanwhile skip none', async () => {
    const { start, open } = place('shared');
    const all = { name: 'event', writers: WRITERS, count: 10_000 };
    const writers = Array.from({ length: WRITERS }, (_, writer) => start(writer, { ...all, writer }));
    await expectNothingSkipped(writers, open, all);
  });

  it('that are killed at any moment lose nothing that was acknowledged, and leave no half of an append', async () => {
    const { start, open } = place('killed');
    await expectFiftyKillsSurvived(
      (nth) => start(nth, { name: `killed-${nth}`, writer: 0, writers: 1, count: Number.POSITIVE_INFINITY }),
      open,
    );
  });
});
