import { migratePostgres, postgresStore } from 'ownwords/postgres';
import { beforeAll, describe, expect, it, onTestFinished } from 'vitest';
import { postgresError, queryOf } from '../../src/store/postgres-driver.js';
import { freshDatabase, onServer, poolOf, withPool } from './database.js';
import { POSTGRES_DRIVERS, type PoolOptions } from './drivers.js';

const event = (id: string) => ({ id, type: 'resumed', at: 1, cardId: 'deck/card' }) as never;
const ids = (count: number) => Array.from({ length: count }, (_, n) => `event-${n}`);
const busy = expect.objectContaining({ code: 'busy' });

let url: string;
beforeAll(async () => {
  url = await freshDatabase();
  await withPool(url, (pool) => migratePostgres(pool));
});

/** Takes a lock with a statement on another connection, until it is let go. */
async function hold(sql: string, log: string): Promise<() => Promise<unknown>> {
  const pool = poolOf(url, { max: 1 });
  onTestFinished(() => pool.end());
  await pool.query('begin');
  await pool.query(sql, [log]);
  return () => pool.query('rollback');
}

describe.each(Object.entries(POSTGRES_DRIVERS))('postgresStore over %s', (_, connect) => {
  const poolWith = (options: PoolOptions = {}) => {
    const pool = connect(url, options);
    onTestFinished(() => pool.end());
    return pool;
  };

  it('is busy while another connection holds the log for longer than a statement may take, and goes on afterwards', async () => {
    const log = crypto.randomUUID();
    const store = postgresStore(poolWith({ settings: { statement_timeout: '200' } }), { log });
    await store.append([event('before')]);
    const letGo = await hold('select from ownwords_logs where log = $1 for update', log);
    await expect(store.append([event('meanwhile')])).rejects.toEqual(busy);
    expect((await store.read()).events).toEqual([event('before')]);
    await letGo();
    await store.append([event('after')]);
    expect((await store.read()).events).toEqual([event('before'), event('after')]);
  });

  it('is busy when it may not wait for a lock that long', async () => {
    const log = crypto.randomUUID();
    const store = postgresStore(poolWith({ settings: { lock_timeout: '200' } }), { log });
    const letGo = await hold('insert into ownwords_logs values ($1, 0)', log);
    await expect(store.append([event('meanwhile')])).rejects.toEqual(busy);
    await letGo();
    await store.append([event('after')]);
    expect((await store.read()).events).toEqual([event('after')]);
  });

  it('goes on when its connections are terminated at work and at rest', async () => {
    const name = `terminated ${crypto.randomUUID()}`;
    const store = postgresStore(poolWith({ settings: { application_name: name } }), { log: name });
    const terminate = () =>
      onServer(
        url,
        `select pg_terminate_backend(pid) from pg_stat_activity
         where application_name = '${name}' and query like '%ownwords_%'`, // not one that is being opened: postgres dies of that
      );
    let isAppending = true;
    const append = async () => {
      for (const id of ids(200)) await Promise.all([store.append([event(id)]), store.append([event(`${id}-b`)])]);
    };
    const appending = append().finally(() => {
      isAppending = false;
    });
    let terminated = 0;
    while (isAppending && terminated < 20) {
      terminated += (await terminate()).length;
      await new Promise((resolve) => setTimeout(resolve, 100));
    }
    await appending;
    await terminate();
    const { events } = await store.read();
    expect(terminated).toBeGreaterThan(2);
    expect(events.map(({ id }) => id).sort()).toEqual(
      ids(200)
        .flatMap((id) => [id, `${id}-b`])
        .sort(),
    );
  });

  it('goes on when a connection forgets what was prepared, as behind a proxy', async () => {
    const pool = poolWith({ max: 1 });
    const store = postgresStore(pool, { log: crypto.randomUUID() });
    for (const id of ids(3)) {
      await store.append([event(id)]);
      await queryOf(pool)('deallocate all');
      expect((await store.read()).events.at(-1)).toEqual(event(id));
      await queryOf(pool)('deallocate all');
    }
    expect((await store.read()).events).toHaveLength(3);
  });

  it('goes on when a connection comes with a statement of the same name', async () => {
    const pool = poolWith({ max: 1 });
    const store = postgresStore(pool, { log: crypto.randomUUID() });
    await queryOf(pool)('prepare ownwords_append_1 as select 1');
    for (const id of ids(2)) await store.append([event(id)]);
    expect((await store.read()).events).toEqual(ids(2).map(event));
  });

  it('has its statements planned once, not for each call', async () => {
    const pool = poolWith({ max: 1 });
    const store = postgresStore(pool, { log: crypto.randomUUID() });
    for (const id of ids(20)) {
      await store.append([event(id)]);
      await store.read(undefined, 1);
    }
    const planned = await queryOf(pool)(
      `select sum(custom_plans)::int as anew, sum(generic_plans)::int as once from pg_prepared_statements
       where statement like '%ownwords_events%' and not from_sql group by name`,
    );
    expect(planned).toEqual([1, 2].map(() => ({ anew: 5, once: 15 }))); // PostgreSQL tries five times before it keeps a plan
  });

  it('does with a single connection what it does with many', async () => {
    const pool = poolWith({ max: 1 });
    const stores = Array.from({ length: 8 }, () => postgresStore(pool, { log: 'one connection' }));
    await Promise.all(ids(200).map((id, n) => stores[n % 8]?.append([event(id), event(ids(200)[n - 1] ?? id)])));
    const { events } = await postgresStore(pool, { log: 'one connection' }).read();
    expect(events.map(({ id }) => id).sort()).toEqual(ids(200).sort());
  });

  it('keeps each event once under any isolation of transactions', async () => {
    for (const isolation of ['read committed', 'repeatable read', 'serializable']) {
      const pool = poolWith({ settings: { default_transaction_isolation: isolation } });
      const stores = Array.from({ length: 3 }, () => postgresStore(pool, { log: isolation }));
      await Promise.all(
        stores.map(async (store) => {
          for (const id of ids(20)) await store.append([event(id)]);
        }),
      );
      const { events } = await postgresStore(pool, { log: isolation }).read();
      expect(events.map(({ id }) => id).sort()).toEqual(ids(20).sort());
    }
  });

  it('says so when an event is no longer one', async () => {
    const store = postgresStore(poolWith(), { log: 'damaged' });
    await store.append([event('a')]);
    await onServer(url, `update ownwords_events set event = '{"id":' where log = 'damaged'`);
    await expect(store.read()).rejects.toEqual(expect.objectContaining({ code: 'corrupt-log' }));
  });
});

it('a transaction that loses against others again and again is busy, for the server is there', async () => {
  await withPool(url, async (pool) => {
    const error = await pool
      .query("do $$ begin raise exception 'lost' using errcode = '40001'; end $$")
      .catch(postgresError);
    expect(error).toEqual(busy);
  });
});
