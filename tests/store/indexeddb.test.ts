import { forceCloseDatabase, IDBDatabase, IDBFactory, IDBKeyRange, IDBObjectStore } from 'fake-indexeddb';
import type { Store, StudyEvent } from 'ownwords';
import { type IndexedDbStoreOptions, indexedDbStore } from 'ownwords/indexeddb';
import { afterEach, beforeEach, describe, expect, it, onTestFinished, vi } from 'vitest';
import { openDatabase } from '../../src/store/indexeddb-database.js';

const event = (id: string) =>
  ({ id, type: 'answered', at: 1, cardId: 'deck/card', answer: id }) as unknown as StudyEvent;
const idsIn = async (store: Store) => (await store.read()).events.map(({ id }) => id as string);
const code = (code: string) => expect.objectContaining({ name: 'StudyError', code });

let indexedDB: IDBFactory;
let opened: Store[];
beforeEach(() => {
  indexedDB = new IDBFactory();
  opened = [];
});
afterEach(async () => {
  vi.restoreAllMocks();
  vi.useRealTimers();
  for (const store of opened) await store.close();
});

function open(options: Partial<IndexedDbStoreOptions> = {}): Store {
  const store = indexedDbStore({ name: 'app', indexedDB, IDBKeyRange, ...options });
  opened.push(store);
  return store;
}

/** The numbers that events have in the log `default`, past the store. */
async function numbersNow(): Promise<(readonly [number, string])[]> {
  const raw = await openRaw(1);
  const request = raw.transaction('events').objectStore('events').getAll();
  await new Promise((resolve) => {
    request.onsuccess = resolve;
  });
  raw.close();
  return request.result.map(({ seq, id }: { seq: number; id: string }) => [seq, id]);
}

/** The database as it is, past the store. */
function openRaw(version: number): Promise<IDBDatabase> {
  return new Promise((resolve, reject) => {
    const request = indexedDB.open('app', version);
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error);
  });
}

describe('several logs in one database', () => {
  it('hold events of the same ids, and do not see each other', async () => {
    const [ada, bob, standard] = [open({ log: 'ada' }), open({ log: 'bob' }), open()];
    await ada.append([event('a'), event('shared')]);
    await bob.append([event('shared'), event('b')]);
    await ada.append([event('c')]);
    expect(await idsIn(ada)).toEqual(['a', 'shared', 'c']);
    expect(await idsIn(bob)).toEqual(['shared', 'b']);
    expect(await idsIn(standard)).toEqual([]);
    expect(await idsIn(open({ log: 'a' }))).toEqual([]);
  });

  it('have cursors of their own', async () => {
    const [ada, bob] = [open({ log: 'ada' }), open({ log: 'bob' })];
    await ada.append([event('a')]);
    await bob.append([event('b'), event('c')]);
    const { cursor } = await ada.read();
    await expect(bob.read(cursor)).rejects.toEqual(code('invalid-argument'));
  });

  it('have checkpoints of their own', async () => {
    const [ada, bob] = [open({ log: 'ada' }), open({ log: 'bob' })];
    await ada.checkpoint?.save(Uint8Array.of(1));
    expect(await bob.checkpoint?.load()).toBeUndefined();
    expect(await ada.checkpoint?.load()).toEqual(Uint8Array.of(1));
  });
});

describe('who listens', () => {
  it('is told when another store of the log has written events, until he no longer listens', async () => {
    const [here, there, elsewhere] = [open(), open(), open({ log: 'other' })];
    const [patient, short] = [vi.fn(), vi.fn()];
    here.subscribe?.(patient);
    const stop = here.subscribe?.(short);
    await elsewhere.append([event('elsewhere')]);
    await here.append([event('own')]);
    await there.checkpoint?.save(Uint8Array.of(1));
    await there.append([event('first')]);
    await expect.poll(() => patient.mock.calls.length, { timeout: 10_000 }).toBe(1);
    expect(short).toHaveBeenCalledTimes(1);
    stop?.();
    await there.append([event('second')]);
    await expect.poll(() => patient.mock.calls.length, { timeout: 10_000 }).toBe(2);
    expect(short).toHaveBeenCalledTimes(1);
  });

  it('twice is called twice, and may stop once', async () => {
    const [here, there] = [open(), open()];
    const listener = vi.fn();
    here.subscribe?.(listener);
    const stop = here.subscribe?.(listener);
    await there.append([event('first')]);
    await expect.poll(() => listener.mock.calls.length, { timeout: 10_000 }).toBe(2);
    stop?.();
    await there.append([event('second')]);
    await expect.poll(() => listener.mock.calls.length, { timeout: 10_000 }).toBe(3);
  });
});

describe('a store that is closed', () => {
  it('has finished what was under way', async () => {
    const store = open();
    const appending = store.append([event('a')]);
    await store.close();
    await expect(appending).resolves.toBeUndefined();
    await expect(store.read()).rejects.toEqual(code('closed'));
    expect(await idsIn(open())).toEqual(['a']);
  });

  it('lets go of the database', async () => {
    const close = vi.spyOn(IDBDatabase.prototype, 'close');
    const store = open();
    await store.append([event('a')]);
    expect(close).not.toHaveBeenCalled();
    await store.close();
    expect(close).toHaveBeenCalledTimes(1);
  });

  it('because a newer version of the app changed the database says so', async () => {
    const store = open();
    await store.append([event('a')]);
    (await openRaw(2)).close();
    await expect(store.read()).rejects.toEqual(code('closed'));
    await expect(store.append([event('b')])).rejects.toEqual(code('closed'));
    await expect(open().read()).rejects.toEqual(code('newer-version'));
  });
});

describe('a database that does not open', () => {
  it('because another program holds an older version of it is busy, and may be tried again', async () => {
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
    const older = await openRaw(1);
    const events = { onOutdated: vi.fn(), onGone: vi.fn() };
    const openNewer = () => openDatabase(indexedDB, 'app', events, [() => {}, () => {}]);
    const refused = [1, 2].map(() => expect(openNewer()).rejects.toEqual(code('busy')));
    await vi.advanceTimersByTimeAsync(10_000);
    await Promise.all(refused);
    older.close();
    const newer = await openNewer();
    expect(newer.version).toBe(2);
    newer.close();
    (await openRaw(3)).close();
    expect(events.onOutdated).not.toHaveBeenCalled(); // what opened too late was let go of
  });

  it('is tried again at the next call', async () => {
    const failure = vi.spyOn(indexedDB, 'open').mockImplementation(() => {
      throw new DOMException('The disk is away', 'UnknownError');
    });
    const store = open();
    await expect(store.append([event('a')])).rejects.toEqual(code('store-failed'));
    await expect(store.read()).rejects.toEqual(code('store-failed'));
    failure.mockRestore();
    await store.append([event('b')]);
    expect(await idsIn(store)).toEqual(['b']);
  });

  it.each([
    ['SecurityError', 'The operation is insecure', 'not-allowed'],
    ['UnknownError', 'The user denied permission to access the database.', 'not-allowed'],
    ['QuotaExceededError', 'Full', 'disk-full'],
    ['VersionError', 'Newer', 'newer-version'],
    ['InvalidStateError', 'Odd', 'store-failed'],
  ])('with the error %s (%s) is %s', async (name, message, expected) => {
    const cause = new DOMException(message, name);
    vi.spyOn(indexedDB, 'open').mockImplementation(() => {
      throw cause;
    });
    await expect(open().read()).rejects.toEqual(expect.objectContaining({ code: expected, cause }));
  });

  it('because there is no IndexedDB here fails when it is used, not before', async () => {
    const store = indexedDbStore({ name: 'app' });
    await expect(store.read()).rejects.toEqual(code('store-failed'));
    await store.close();
  });
});

describe('an event that is no longer one', () => {
  it('is told of, and left as it is', async () => {
    const store = open();
    await store.append([event('a')]);
    const raw = await openRaw(1);
    const row = { log: 'default', seq: 2, id: 'b', event: '{"id":' };
    const transaction = raw.transaction('events', 'readwrite');
    transaction.objectStore('events').add(row);
    await new Promise((resolve) => {
      transaction.oncomplete = resolve;
    });
    raw.close();
    await expect(store.read()).rejects.toEqual(code('corrupt-log'));
    expect((await store.read(undefined, 1)).events).toEqual([event('a')]);
  });
});

describe('an append', () => {
  it('leaves out no number, whatever is known and whoever appends meanwhile', async () => {
    vi.stubGlobal('BroadcastChannel', undefined); // nobody tells the other
    onTestFinished(() => void vi.unstubAllGlobals());
    const [here, there] = [open(), open()];
    await here.append(['a', 'b', 'a'].map(event));
    await there.append(['b', 'c'].map(event));
    await here.append(['c', 'd', 'b', 'e', 'd'].map(event));
    await Promise.all([here.append([event('f')]), here.append([event('f'), event('g')]), there.append([event('h')])]);
    await there.append([event('a')]);
    await here.append([event('i')]);
    const numbers = await numbersNow();
    expect(numbers.map(([, id]) => id).sort()).toEqual([...'abcdefghi']);
    expect(numbers.map(([seq]) => seq)).toEqual([1, 2, 3, 4, 5, 6, 7, 8, 9]);
  });

  it('goes on after one that failed, with the number that this had', async () => {
    const store = open();
    await store.append([event('a')]);
    const failing = store.append([event('b')]);
    const add = vi.spyOn(IDBObjectStore.prototype, 'add').mockImplementation(() => {
      throw new DOMException('The disk is away', 'UnknownError');
    });
    await expect(failing).rejects.toEqual(code('store-failed'));
    add.mockRestore();
    await store.append([event('c')]);
    expect(await numbersNow()).toEqual([
      [1, 'a'],
      [2, 'c'],
    ]);
  });

  it('that was begun before the store is closed is finished, also where it has to be done again', async () => {
    const store = open();
    await store.append([event('a')]);
    const appending = store.append([event('a'), event('b')]);
    await store.close();
    await appending;
    expect(await idsIn(open())).toEqual(['a', 'b']);
  });

  it('that the database breaks off leaves nothing, and may be repeated', async () => {
    const store = open();
    await store.append([event('a')]);
    const add = IDBObjectStore.prototype.add;
    vi.spyOn(IDBObjectStore.prototype, 'add').mockImplementation(function (this: IDBObjectStore, row) {
      const request = add.call(this, row);
      if ((row as { id: string }).id === 'c') this.transaction.abort();
      return request;
    });
    const batch = ['b', 'c'].map(event);
    await expect(store.append(batch)).rejects.toEqual(code('store-failed'));
    vi.restoreAllMocks();
    expect(await idsIn(store)).toEqual(['a']);
    await store.append(batch);
    expect(await idsIn(store)).toEqual(['a', 'b', 'c']);
  });

  it('keeps the events as they were when it was called', async () => {
    const store = open();
    const events = [{ ...event('a') }] as { id: string }[];
    const appending = store.append(events as never);
    (events[0] as { id: string }).id = 'changed';
    await appending;
    expect(await idsIn(store)).toEqual(['a']);
    expect((await store.read()).events).toEqual([event('a')]);
  });

  it('is durable when it resolves, as far as the browser can tell', async () => {
    const transaction = vi.spyOn(IDBDatabase.prototype, 'transaction');
    await open().append([event('a')]);
    expect(transaction).toHaveBeenLastCalledWith('events', 'readwrite', { durability: 'strict' });
  });
});

it('a database that the browser has closed is opened again', async () => {
  const store = open();
  const databases: IDBDatabase[] = [];
  const transaction = IDBDatabase.prototype.transaction;
  vi.spyOn(IDBDatabase.prototype, 'transaction').mockImplementation(function (this: IDBDatabase, ...args) {
    databases.push(this);
    return transaction.apply(this, args);
  });
  await store.append([event('a')]);
  forceCloseDatabase(databases[0] as never);
  await new Promise((resolve) => setTimeout(resolve, 10));
  await store.append([event('b')]);
  expect(await idsIn(store)).toEqual(['a', 'b']);
  expect(new Set(databases).size).toBe(2);
});
