import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { type Browser, startBrowser } from './browser.js';

declare const app: typeof import('./page.js');

interface Row {
  readonly log: string;
  readonly event: string;
}

const ROWS: readonly Row[] = JSON.parse(readFileSync('tests/fixtures/indexeddb-v1.json', 'utf8'));
const eventsOf = (log: string) => ROWS.filter((row) => row.log === log).map(({ event }) => JSON.parse(event));

let browser: Browser;
let name: string;
beforeAll(async () => {
  browser = await startBrowser();
});
beforeEach(() => {
  name = crypto.randomUUID();
});
afterAll(() => browser?.close());

async function openStore() {
  const tab = await browser.openTab();
  return tab.evaluateHandle((name) => app.indexedDbStore({ name }), name);
}

describe('a tab with an old version of the app', () => {
  it('lets go of the database when a newer one changes it, keeps what it had begun, and then says closed', async () => {
    const [old, newer] = [await openStore(), await browser.openTab()];
    await old.evaluate((store) => store.append([app.event('before')]));
    const writing = old.evaluate(async (store) => {
      const kept: string[] = [];
      for (let n = 0; ; n++) {
        const batch = Array.from({ length: 500 }, (_, index) => app.event(`batch-${n}-${index}`));
        const outcome = await app.outcomeOf(store.append(batch));
        if (outcome !== 'kept') return { outcome, kept };
        kept.push(...batch.map(({ id }) => id));
      }
    });
    const ids = await newer.evaluate(async (name) => {
      const addTable = (database: IDBDatabase) => void database.createObjectStore('more');
      const database = await app.openDatabase(indexedDB, name, app.IGNORE, [...app.MIGRATIONS, addTable]);
      const rows = await app.settled(database.transaction('events').objectStore('events').getAll());
      return rows.map(({ id }) => id as string);
    }, name);
    const { outcome, kept } = await writing;
    expect(outcome).toBe('closed');
    expect(ids).toEqual(['before', ...kept]);
    expect(await old.evaluate((store) => app.outcomeOf(store.read()))).toBe('closed');
  });

  it('lets the database be deleted', async () => {
    const [old, other] = [await openStore(), await browser.openTab()];
    await old.evaluate((store) => store.append([app.event('a')]));
    await other.evaluate((name) => app.settled(indexedDB.deleteDatabase(name)), name);
    expect(await old.evaluate((store) => app.outcomeOf(store.read()))).toBe('closed');
    expect(await (await openStore()).evaluate((store) => app.idsIn(store))).toEqual([]);
  });

  it('is told newer-version once the database is changed', async () => {
    const store = await openStore();
    await store.evaluate(async (_, name) => (await app.settled(indexedDB.open(name, 99))).close(), name);
    expect(await store.evaluate((store) => app.outcomeOf(store.append([app.event('a')])))).toBe('newer-version');
  });
});

describe('a database', () => {
  it('made by version 1 opens with its events, and takes more', async () => {
    const tab = await browser.openTab();
    await tab.evaluate(([name, rows]) => app.makeVersion1(name, rows), [name, ROWS] as const);
    const store = await tab.evaluateHandle((name) => app.indexedDbStore({ name }), name);
    const { events, cursor } = await store.evaluate((store) => store.read());
    expect(events).toEqual(eventsOf('default'));
    expect(await tab.evaluate((name) => app.indexedDbStore({ name, log: 'guest' }).read(), name)).toMatchObject({
      events: eventsOf('guest'),
    });
    const [known] = events;
    await store.evaluate((store, known) => store.append(known ? [known, app.event('more')] : []), known);
    expect(await store.evaluate((store, cursor) => store.read(cursor), cursor)).toMatchObject({
      events: [{ id: 'more' }],
    });
  });

  it('climbs each step to the newest version once, in order', async () => {
    const tab = await browser.openTab();
    const climbed = await tab.evaluate(async (name) => {
      const done: string[] = [];
      const step = (table: string) => (database: IDBDatabase) => {
        database.createObjectStore(table);
        done.push(table);
      };
      const steps = [...app.MIGRATIONS, step('second'), step('third'), step('fourth')];
      const tables: string[][] = [];
      for (const version of [1, 2, 2, 4]) {
        const database = await app.openDatabase(indexedDB, name, app.IGNORE, steps.slice(0, version));
        tables.push(Array.from(database.objectStoreNames));
        database.close();
      }
      return { done, tables };
    }, name);
    expect(climbed).toEqual({
      done: ['second', 'third', 'fourth'],
      tables: [
        ['checkpoints', 'events'],
        ['checkpoints', 'events', 'second'],
        ['checkpoints', 'events', 'second'],
        ['checkpoints', 'events', 'fourth', 'second', 'third'],
      ],
    });
  });

  it('stays as it was if a step fails', async () => {
    const store = await openStore();
    await store.evaluate((store) => store.append([app.event('a')]));
    const outcome = await store.evaluate(async (store, name) => {
      await store.close();
      const fail = (database: IDBDatabase) => {
        database.deleteObjectStore('events');
        throw new Error('The step fails, as it should here');
      };
      return app.outcomeOf(app.openDatabase(indexedDB, name, app.IGNORE, [...app.MIGRATIONS, fail]));
    }, name);
    expect(outcome).not.toBe('kept');
    expect(await (await openStore()).evaluate((store) => app.idsIn(store))).toEqual(['a']);
  });

  it('that another tab is slow to let go of is waited for', async () => {
    const [slow, tab] = [await browser.openTab(), await browser.openTab()];
    await slow.evaluate(async (name) => {
      const database = await app.settled(indexedDB.open(name, 1));
      database.onversionchange = () => setTimeout(() => database.close(), 500);
    }, name);
    const opening = tab.evaluate(async (name) => {
      const addTable = (database: IDBDatabase) => void database.createObjectStore('late');
      const database = await app.openDatabase(indexedDB, name, app.IGNORE, [...app.MIGRATIONS, addTable]);
      return Array.from(database.objectStoreNames);
    }, name);
    expect(await opening).toEqual(['late']);
  });
});
