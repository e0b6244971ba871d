import fc from 'fast-check';
import { migratePostgres, type PostgresPool, postgresStore } from 'ownwords/postgres';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { freshDatabase } from './database.js';
import { POSTGRES_DRIVERS, type Pool } from './drivers.js';

const ODD_NAMES = [
  '',
  ' ',
  "o'clock",
  '"quoted"',
  "'; drop table ownwords_events; --",
  '$1',
  '%',
  '\\',
  'A',
  'a',
  'é', // as one character
  'e\u0301', // as two
  '日本語',
  '👩‍🚀',
  'line\nline',
  'x'.repeat(1_000),
];
const event = (id: string) => ({ id, type: 'resumed', at: 1, cardId: 'deck/card' }) as never;

async function expectSeparate(pool: PostgresPool, names: readonly string[]): Promise<void> {
  const stores = names.map((log) => postgresStore(pool, { log }));
  await Promise.all(
    stores.map(async (store, n) => {
      await store.append([event('in-every-log')]);
      await store.append([event(`only-${n}`), event('in-every-log')]);
      await store.checkpoint?.save(Uint8Array.of(n));
    }),
  );
  await Promise.all(
    stores.map(async (store, n) => {
      expect((await store.read()).events).toEqual([event('in-every-log'), event(`only-${n}`)]);
      expect(await store.checkpoint?.load().then((bytes) => bytes && [...bytes])).toEqual([n]);
    }),
  );
}

describe.each(Object.entries(POSTGRES_DRIVERS))('the logs in one database, over %s,', (_, connect) => {
  let pool: Pool;
  beforeAll(async () => {
    pool = connect(await freshDatabase());
    await migratePostgres(pool, { partitions: 4 });
  });
  afterAll(() => pool.end());

  it('do not see each other, whatever their names', () => expectSeparate(pool, ODD_NAMES));

  it('do not see each other under random names', () =>
    fc.assert(
      fc.asyncProperty(
        fc.uniqueArray(
          fc.string({ unit: 'binary', maxLength: 30 }).filter((name) => !name.includes('\0')),
          { minLength: 2, maxLength: 10 },
        ),
        (names) =>
          expectSeparate(
            pool,
            names.map((name) => `${crypto.randomUUID()}${name}`),
          ),
      ),
      { numRuns: 30 },
    ));

  it('hold events whose ids differ only in what a text of SQL cannot hold', async () => {
    const odd = ['a\0b', 'a\0c', 'a', 'half \ud800', 'half \ud801', 'a "quoted" \\ one'].map(event);
    const store = postgresStore(pool, { log: 'odd ids' });
    for (const each of odd) await store.append([each, each]);
    await store.append(odd);
    expect((await store.read()).events).toEqual(odd);
  });

  it('have names without the character zero, which PostgreSQL does not know', async () => {
    await expect(postgresStore(pool, { log: 'a\0b' }).read()).rejects.toEqual(
      expect.objectContaining({ code: 'store-failed' }),
    );
  });
});
