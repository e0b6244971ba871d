import { spawn } from 'node:child_process';
import { migratePostgres, postgresStore } from 'ownwords/postgres';
import { beforeAll, describe, it, onTestFinished } from 'vitest';
import { argumentsOf, type Share } from '../store/appending.js';
import { expectFiftyKillsSurvived, expectNothingSkipped } from '../store/following.js';
import { program } from '../store/processes.js';
import { freshDatabase, poolOf, withPool } from './database.js';
import { POSTGRES_DRIVERS } from './drivers.js';

const DRIVERS = Object.keys(POSTGRES_DRIVERS);
const WRITERS = 8;

let url: string;
beforeAll(async () => {
  url = await freshDatabase();
  await withPool(url, (pool) => migratePostgres(pool));
});

/** A log, its writers by number, spread over the drivers, and its readers here. */
function place(log: string) {
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

describe('several processes on one log in PostgreSQL', () => {
  it('write each event once, and readers meanwhile skip none', async () => {
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
