import { readFileSync } from 'node:fs';
import { migratePostgres, postgresStore } from 'ownwords/postgres';
import { beforeEach, describe, expect, it, onTestFinished } from 'vitest';
import { queryOf } from '../../src/store/postgres-driver.js';
import { MIGRATIONS, migrate } from '../../src/store/postgres-schema.js';
import progress from '../fixtures/progress-v1.json' with { type: 'json' };
import { freshDatabase, onServer, poolOf } from './database.js';
import { POSTGRES_DRIVERS } from './drivers.js';

const code = (code: string) => expect.objectContaining({ code });
const event = { id: 'a', type: 'resumed', at: 1, cardId: 'deck/card' } as never;

/** What the database has: tables with their columns, and the version. */
const schemaOf = async (url: string) => [
  await onServer(
    url,
    `select table_name, column_name, data_type from information_schema.columns
     where table_schema = 'public' order by table_name, ordinal_position`,
  ),
  await onServer(url, 'select * from ownwords_schema'),
];

let url: string;
const pool = (at = url) => {
  const opened = poolOf(at, { max: 2 });
  onTestFinished(() => opened.end());
  return opened;
};
beforeEach(async () => {
  url = await freshDatabase();
});

describe('migratePostgres', () => {
  it.each([0, 16])(
    'makes the tables once when eight programs begin at the same time (%i partitions)',
    async (partitions) => {
      const pools = Array.from({ length: 8 }, (_, n) => {
        const opened = POSTGRES_DRIVERS[n % 2 ? 'pg' : 'postgres'](url, { max: 1 });
        onTestFinished(() => opened.end());
        return opened;
      });
      await Promise.all(pools.map((each) => migratePostgres(each, { partitions })));
      expect((await schemaOf(url))[1]).toEqual([{ name: 'ownwords', version: MIGRATIONS.length }]);
      const store = postgresStore(pool(), { log: 'learner' });
      await store.append([event]);
      expect((await store.read()).events).toEqual([event]);
    },
  );

  it('does nothing when it is called again, and keeps what is there', async () => {
    await migratePostgres(pool());
    const store = postgresStore(pool(), { log: 'learner' });
    await store.append([event]);
    const before = await schemaOf(url);
    await migratePostgres(pool());
    expect(await schemaOf(url)).toEqual(before);
    expect((await store.read()).events).toEqual([event]);
  });

  it('leaves a database of a newer version as it is', async () => {
    await onServer(url, "create table ownwords_schema as select 'ownwords' as name, 99 as version");
    const before = await schemaOf(url);
    await expect(migratePostgres(pool())).rejects.toEqual(code('newer-version'));
    expect(await schemaOf(url)).toEqual(before);
  });

  it('tells a role that may not make tables so', async () => {
    await expect(migratePostgres(pool(await roleThatMay('')))).rejects.toEqual(code('not-writable'));
  });

  it('makes the tables where the search path points', async () => {
    await onServer(url, 'create schema app');
    const inApp = poolOf(url, { settings: { search_path: 'app' } });
    onTestFinished(() => inApp.end());
    await migratePostgres(inApp);
    await postgresStore(inApp, { log: 'learner' }).append([event]);
    expect(await onServer(url, 'select count(*)::int from app.ownwords_events')).toEqual([{ count: 1 }]);
  });
});

/** The URL of a new role with a password and these rights on all tables. */
async function roleThatMay(rights: string): Promise<string> {
  const role = `role_${crypto.randomUUID().replaceAll('-', '')}`;
  await onServer(url, `create role ${role} login password 'secret'`);
  if (rights) await onServer(url, `grant ${rights} on all tables in schema public to ${role}`);
  return Object.assign(new URL(url), { username: role, password: 'secret' }).href;
}

describe('a store in a database', () => {
  it('that was not migrated says so', async () => {
    const store = postgresStore(pool(), { log: 'learner' });
    await expect(store.append([event])).rejects.toEqual(code('not-a-log'));
    await expect(store.read()).rejects.toEqual(code('not-a-log'));
  });

  it('whose role may only read reads', async () => {
    await migratePostgres(pool());
    const store = postgresStore(pool(await roleThatMay('select')), { log: 'learner' });
    await expect(store.append([event])).rejects.toEqual(code('not-writable'));
    expect((await store.read()).events).toEqual([]);
  });

  it('whose session is read-only reads', async () => {
    await migratePostgres(pool());
    const readOnly = poolOf(url, { settings: { default_transaction_read_only: 'on' } });
    onTestFinished(() => readOnly.end());
    const store = postgresStore(readOnly, { log: 'learner' });
    await expect(store.append([event])).rejects.toEqual(code('not-writable'));
    expect((await store.read()).events).toEqual([]);
  });

  it('that does not let the caller in says so', async () => {
    const stranger = pool(Object.assign(new URL(url), { password: 'wrong' }).href);
    await expect(postgresStore(stranger, { log: 'learner' }).read()).rejects.toEqual(code('not-allowed'));
  });

  it('of version 1 opens with its events and its checkpoint', async () => {
    await onServer(url, readFileSync(new URL('../fixtures/postgres-v1.sql', import.meta.url), 'utf8'));
    await migratePostgres(pool());
    const store = postgresStore(pool(), { log: 'default' });
    expect((await store.read()).events).toEqual(progress.events);
    expect([...((await store.checkpoint?.load()) ?? [])]).toEqual([1, 2, 3]);
    await store.append([event]);
    expect((await store.read()).events).toEqual([...progress.events, event]);
    expect((await postgresStore(pool(), { log: 'learner-42' }).read()).events).toEqual(progress.events.slice(0, 1));
  });
});

describe('the ladder of migrations', () => {
  const later = [
    ...MIGRATIONS,
    () => ['alter table ownwords_events add column if not exists arrived timestamptz'],
    (partitioned: (table: string, columns: string) => readonly string[]) =>
      partitioned('ownwords_notes', 'log text primary key, note text'),
  ];

  it('is climbed from any step, by several programs at the same time', async () => {
    for (const from of [0, 1, 2]) {
      url = await freshDatabase();
      const queries = Array.from({ length: 4 }, () => queryOf(pool()));
      if (from > 0) await migrate(queries[0] as never, 4, later.slice(0, from));
      await Promise.all(queries.map((query) => migrate(query, 4, later)));
      const [columns, version] = await schemaOf(url);
      expect(version).toEqual([{ name: 'ownwords', version: 3 }]);
      expect(columns).toContainEqual(
        expect.objectContaining({ table_name: 'ownwords_events', column_name: 'arrived' }),
      );
      expect(columns).toContainEqual(expect.objectContaining({ table_name: 'ownwords_notes', column_name: 'note' }));
    }
  });

  it('keeps the events, and shuts the database to older programs', async () => {
    await migratePostgres(pool());
    const store = postgresStore(pool(), { log: 'learner' });
    await store.append([event]);
    await migrate(queryOf(pool()), 0, later);
    expect((await store.read()).events).toEqual([event]);
    await expect(migratePostgres(pool())).rejects.toEqual(code('newer-version'));
  });
});
