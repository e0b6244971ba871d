import { createHash } from 'node:crypto';
import { join } from 'node:path';
import { IDBCursor, IDBFactory, IDBIndex, IDBKeyRange, IDBObjectStore } from 'fake-indexeddb';
import type { Store } from 'ownwords';
import { indexedDbStore } from 'ownwords/indexeddb';
import { type PostgresPool, postgresStore } from 'ownwords/postgres';
import { type SqliteDatabase, sqliteStore } from 'ownwords/sqlite';
import { afterEach, beforeEach, describe, expect, it, onTestFinished, vi } from 'vitest';
import { freshFolder } from './processes.js';
import { event, events } from './some-events.js';
import { SQLITE_DRIVERS } from './sqlite-drivers.js';

// What a store asks of its database, in numbers, so that it is seen when that grows.

describe.each(Object.entries(SQLITE_DRIVERS))('sqliteStore over %s', (_, connect) => {
  const calls: string[] = [];
  let store: Store;
  beforeEach(async () => {
    const database = connect(join(freshFolder(), 'log.db'));
    onTestFinished(() => void database.close());
    store = sqliteStore(told(database));
    await store.append(events(100));
    calls.length = 0;
  });

  /** A connection that writes down what is done with it, and how many rows that brings. */
  const told = (database: SqliteDatabase): SqliteDatabase => ({
    exec(sql) {
      calls.push(sql);
      return database.exec(sql);
    },
    prepare(sql) {
      const statement = database.prepare(sql);
      const verb = sql.split(' ')[0];
      calls.push(`prepare ${verb}`);
      return {
        run(...values) {
          calls.push(`${verb}`);
          return statement.run(...values);
        },
        all(...values) {
          const rows = statement.all(...values);
          calls.push(`${verb}: ${rows.length}`);
          return rows;
        },
      };
    },
  });

  it('appends with one statement an event, between begin and commit, and prepares nothing anew', async () => {
    await store.append([event('one')]);
    expect(calls.splice(0)).toEqual(['begin immediate', 'insert', 'commit']);
    await store.append(['two', 'three', 'four'].map(event));
    expect(calls).toEqual(['begin immediate', 'insert', 'insert', 'insert', 'commit']);
  });

  it('reads with one statement, and of the rows before the cursor only the last', async () => {
    const { cursor } = await store.read();
    await store.append([event('one'), event('two')]);
    calls.length = 0;
    await store.read(cursor);
    await store.read(undefined, 10);
    expect(calls).toEqual(['select: 3', 'select: 10']);
  });
});

describe('postgresStore', () => {
  it('sends one statement for each call, and those of every day prepared, where the pool can', async () => {
    const sent: unknown[] = [];
    const answer = (statement: unknown, ...more: unknown[]) => {
      sent.push([typeof statement === 'string' ? 'text' : (statement as { name: string }).name, ...more.slice(1)]);
      return { rows: [] };
    };
    const pools: PostgresPool[] = [
      { totalCount: 0, query: async (...statement: [unknown]) => answer(...statement) } as PostgresPool, // of pg
      { query: async (...statement) => answer(...statement) },
      { unsafe: async (...statement) => answer(...statement).rows },
    ];
    for (const pool of pools) {
      const store = postgresStore(pool, { log: 'learner' });
      await store.append(events(20));
      await store.read();
    }
    expect(sent).toEqual([
      ['ownwords_append_1'],
      ['ownwords_read_1'],
      ['text'],
      ['text'],
      ['text', { prepare: true }],
      ['text', { prepare: true }],
    ]);
  });
});

describe('the statements that postgresStore prepares', () => {
  it('have another name when their text changes, for versions of a program may share connections', async () => {
    const sent: (readonly [name: string, fingerprint: string])[] = [];
    const query = async ({ name, text }: { readonly name: string; readonly text: string }) => {
      sent.push([name, createHash('sha256').update(text.replace(/\s+/g, ' ').trim()).digest('hex').slice(0, 8)]);
      return { rows: [] };
    };
    const store = postgresStore({ totalCount: 0, query } as never, { log: 'learner' });
    await store.append(events(1));
    await store.read();
    expect(sent).toEqual([
      ['ownwords_append_1', '1000dcce'],
      ['ownwords_read_1', '870ae9f0'],
    ]);
  });
});

describe('indexedDbStore', () => {
  let indexedDB: IDBFactory;
  const open = () => {
    const store = indexedDbStore({ name: 'app', indexedDB, IDBKeyRange });
    onTestFinished(() => store.close());
    return store;
  };
  const requests: string[] = [];
  beforeEach(() => {
    indexedDB = new IDBFactory();
    for (const [kind, names] of [
      [IDBObjectStore, ['add', 'put', 'get', 'getKey', 'getAll', 'getAllKeys', 'openCursor', 'openKeyCursor', 'count']],
      [IDBIndex, ['get', 'getKey', 'getAll', 'getAllKeys', 'openCursor', 'openKeyCursor', 'count']],
      [IDBCursor, ['continue', 'advance']],
    ] as const) {
      for (const name of names) {
        // biome-ignore lint/suspicious/noExplicitAny: methods of different classes
        const prototype = kind.prototype as any;
        const method = prototype[name];
        vi.spyOn(prototype, name).mockImplementation(function (this: unknown, ...args) {
          requests.push(name);
          return method.apply(this, args);
        });
      }
    }
  });
  afterEach(() => {
    vi.restoreAllMocks();
    requests.length = 0;
  });
  const requestsOf = async (work: Promise<unknown>) => {
    requests.length = 0;
    await work;
    return [...requests];
  };

  it('appends with one request an event, once it knows where the log ends', async () => {
    const store = open();
    expect(await requestsOf(store.append([event('first')]))).toEqual(['getKey', 'openKeyCursor', 'add']);
    expect(await requestsOf(store.append([event('second')]))).toEqual(['add']);
    expect(await requestsOf(store.append(events(20)))).toEqual(Array(20).fill('add'));
  });

  it('asks where the log ends, and what it knows, only after it was wrong', async () => {
    const store = open();
    await store.append([event('a')]);
    const asked = ['getKey', 'getKey', 'openKeyCursor'];
    expect(await requestsOf(store.append([event('a'), event('b')]))).toEqual(['add', 'add', ...asked, 'add']);
    expect(await requestsOf(store.append([event('c')]))).toEqual(['add']);
  });

  it('asks at once while another append of the same store is under way', async () => {
    const store = open();
    await store.append([event('a')]);
    const both = Promise.all([store.append([event('b')]), store.append([event('c')])]);
    expect(await requestsOf(both)).toEqual(['add', 'getKey', 'openKeyCursor', 'add']);
  });

  it('reads with one request, and of the rows before the cursor only the last', async () => {
    const store = open();
    await store.append(events(100));
    const { cursor } = await store.read();
    await store.append([event('one')]);
    const getAll = vi.spyOn(IDBObjectStore.prototype, 'getAll');
    expect(await requestsOf(store.read(cursor))).toEqual(['getAll']);
    const brought = getAll.mock.results.at(-1)?.value as IDBRequest<unknown[]>;
    expect(brought.result).toHaveLength(2);
  });
});
