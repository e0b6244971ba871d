import { join } from 'node:path';
import { PGlite } from '@electric-sql/pglite';
import { IDBFactory, IDBKeyRange } from 'fake-indexeddb';
import { type MemoryLog, memoryStore } from 'ownwords';
import { fileStore } from 'ownwords/file';
import { indexedDbStore } from 'ownwords/indexeddb';
import { migratePostgres, postgresStore } from 'ownwords/postgres';
import { sqliteStore } from 'ownwords/sqlite';
import { type StorePlace, storeLaws } from 'ownwords/testing';
import { afterAll, beforeAll, describe, expect, it, onTestFinished } from 'vitest';
import { freshFolder } from './processes.js';
import { SQLITE_DRIVERS } from './sqlite-drivers.js';

let pglite: PGlite;
beforeAll(async () => {
  pglite = new PGlite();
  await migratePostgres(pglite);
});
afterAll(() => pglite.close());

const places: Record<string, () => StorePlace> = {
  memoryStore: () => {
    const log: MemoryLog = new Map();
    return { open: () => memoryStore(log) };
  },
  fileStore: () => {
    const path = join(freshFolder(), 'new', 'log.ndjson');
    return { open: () => fileStore(path) };
  },
  'indexedDbStore over fake-indexeddb': () => {
    const indexedDB = new IDBFactory();
    return { open: () => indexedDbStore({ name: 'laws', indexedDB, IDBKeyRange }) };
  },
  'postgresStore over PGlite': () => {
    const log = crypto.randomUUID();
    return { open: () => postgresStore(pglite, { log }) };
  },
  ...Object.fromEntries(
    Object.entries(SQLITE_DRIVERS).map(([name, connect]) => [
      `sqliteStore over ${name}`,
      () => {
        const path = join(freshFolder(), 'log.db');
        return {
          open: () => {
            const database = connect(path);
            onTestFinished(() => void database.close());
            return sqliteStore(database);
          },
        };
      },
    ]),
  ),
};

describe.each(Object.entries(places))('%s', (_, place) => {
  for (const law of storeLaws) it(law.name, () => law.hold(place()));

  it('refuses a cursor of another log, and of itself before it was replaced', async () => {
    const [one, other] = [await place().open(), await place().open()];
    const event = (id: string) => ({ id, type: 'resumed', at: 1, cardId: 'deck/card' }) as never;
    await one.append([event('a'), event('b')]);
    await other.append([event('c')]);
    const { cursor } = await other.read();
    await expect(one.read(cursor)).rejects.toEqual(expect.objectContaining({ code: 'invalid-argument' }));
    expect((await other.read(cursor)).events).toEqual([]);
  });
});
