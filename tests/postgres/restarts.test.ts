import { spawn } from 'node:child_process';
import { migratePostgres, postgresStore } from 'ownwords/postgres';
import { afterAll, beforeAll, describe, expect, it, onTestFinished } from 'vitest';
import { acknowledgedIn, argumentsOf } from '../store/appending.js';
import { eventsIn, expectAcknowledged } from '../store/following.js';
import { finished, program } from '../store/processes.js';
import { type Cluster, createCluster } from './cluster.js';
import { poolOf, withPool } from './database.js';
import { POSTGRES_DRIVERS } from './drivers.js';

const DRIVERS = Object.entries(POSTGRES_DRIVERS);
const WRITERS = 4;
const CRASHES = 4;
const event = (id: string) => ({ id, type: 'resumed', at: 1, cardId: 'deck/card' }) as never;
const pause = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));

let cluster: Cluster;
beforeAll(async () => {
  cluster = await createCluster();
  await withPool(cluster.url, (pool) => migratePostgres(pool));
});
afterAll(() => cluster.remove());

describe('when the server crashes', () => {
  it('and comes back, again and again, writers go on by themselves, and nothing acknowledged is lost or twice', async () => {
    const script = program('append-to-postgres');
    const writers = Array.from({ length: WRITERS }, (_, writer) => {
      const [driver] = DRIVERS[writer % DRIVERS.length] as (typeof DRIVERS)[number];
      const share = { name: 'event', writer, writers: WRITERS, count: Number.POSITIVE_INFINITY };
      const child = spawn(process.execPath, [script, driver, cluster.url, 'crashes', ...argumentsOf(share)]);
      return { child, end: finished(child), begun: new Promise((resolve) => child.stdout.once('data', resolve)) };
    });
    await Promise.all(writers.map(({ begun, end }) => Promise.race([begun, end])));
    for (let crash = 0; crash < CRASHES; crash++) {
      await pause(300);
      cluster.stop('immediate');
      await pause(100 * crash);
      cluster.start();
      // Each must write again before the next crash.
      await Promise.all(
        writers.map(({ child, end }) =>
          Promise.race([end, new Promise((resolve) => child.stdout.once('data', resolve))]),
        ),
      );
    }
    for (const { child } of writers) child.kill('SIGKILL');
    const reports = await Promise.all(writers.map(({ end }) => end));
    for (const { errors, signal } of reports) expect([errors, signal]).toEqual(['', 'SIGKILL']);
    const acknowledged = reports.flatMap(({ output }) => acknowledgedIn(output));
    const pool = poolOf(cluster.url);
    onTestFinished(() => pool.end());
    const events = await eventsIn(postgresStore(pool, { log: 'crashes' }));
    expect(acknowledged.length).toBeGreaterThan(100);
    expectAcknowledged(acknowledged, events);
  });

  it.each(DRIVERS)('a pool of %s that rested meanwhile serves the next call', async (_, connect) => {
    for (const url of [cluster.url, overSocket()]) {
      const pool = connect(url);
      onTestFinished(() => pool.end());
      const store = postgresStore(pool, { log: crypto.randomUUID() });
      await store.append([event('before')]);
      cluster.stop('immediate');
      const appending = store.append([event('meanwhile')]);
      await pause(200);
      cluster.start();
      await appending;
      expect((await store.read()).events).toEqual([event('before'), event('meanwhile')]);
    }
  });

  it('and stays away, the database is unreachable', async () => {
    const stores = DRIVERS.flatMap(([, connect]) =>
      [cluster.url, overSocket()].map((url) => {
        const pool = connect(url);
        onTestFinished(() => pool.end());
        return postgresStore(pool, { log: 'gone' });
      }),
    );
    await Promise.all(stores.map((store) => store.read()));
    cluster.stop('fast');
    const unreachable = expect.objectContaining({ code: 'unreachable' });
    await Promise.all(
      stores.flatMap((store) => [
        expect(store.append([event('lost')])).rejects.toEqual(unreachable),
        expect(store.read()).rejects.toEqual(unreachable),
      ]),
    );
    cluster.start();
    for (const store of stores) expect((await store.read()).events).toEqual([]);
  });
});

const overSocket = () =>
  `postgres://postgres@localhost:${cluster.port}/postgres?host=${encodeURIComponent(cluster.socketFolder)}`;
