import { join } from 'node:path';
import { PGlite } from '@electric-sql/pglite';
import { IDBFactory, IDBKeyRange } from 'fake-indexeddb';
import { type Cursor, type MemoryLog, memoryStore, openStudy, type Suspended } from 'ownwords';
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

const event = (id: string) => ({ id, type: 'suspended', at: 1, cardId: 'deck/card' }) as unknown as Suspended;

describe.each(Object.entries(places))('%s', (name, place) => {
  for (const law of storeLaws) it(law.name, () => law.hold({ ...place(), openOther: place().open }));

  it('spares a study the reading of a long log, where it keeps checkpoints', async () => {
    const at = place();
    const [first, second] = [await at.open(), await at.open()];
    if (!first.checkpoint) return expect(name).toBe('memoryStore');
    await first.append(Array.from({ length: 1_000 }, (_, n) => ({ ...event(`e${n}`), at: n })));
    const decks = [{ id: 'deck', title: 'Deck', cards: { card: { prompt: 'p', answer: 'a' } } }];
    await (await openStudy({ decks, store: first })).close();
    const asked: (Cursor | undefined)[] = [];
    const read = (after?: Cursor) => {
      asked.push(after);
      return second.read(after);
    };
    const study = await openStudy({ decks, store: { ...second, read } });
    expect(asked).toEqual([expect.any(String)]);
    expect(study.card('deck/card').suspended).toBe(true);
    expect(study.exportProgress().events).toHaveLength(1_000);
  });
});
