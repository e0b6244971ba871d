import { copyFileSync, unlinkSync } from 'node:fs';
import { join } from 'node:path';
import { type Cursor, memoryStore, type Store, type StudyEvent, syncLogs } from 'ownwords';
import { fileStore } from 'ownwords/file';
import { httpStore, serveStore } from 'ownwords/http';
import { describe, expect, it } from 'vitest';
import { freshFolder } from './processes.js';
import { event, idsIn } from './some-events.js';

const named = (name: string, count: number) => Array.from({ length: count }, (_, n) => event(`${name} ${n}`));

/** A store that counts what passes through it. */
function watched(store: Store = memoryStore()) {
  let passed = { read: 0, appended: 0 };
  return {
    ...store,
    async read(after?: Cursor, limit?: number) {
      const page = await store.read(after, limit);
      passed.read += page.events.length;
      return page;
    },
    async append(events: readonly StudyEvent[]) {
      passed.appended += events.length;
      await store.append(events);
    },
    /** Since the last question. */
    takePassed() {
      const taken = passed;
      passed = { read: 0, appended: 0 };
      return taken;
    },
  };
}

async function storeOf(...ids: string[]): Promise<Store> {
  const store = memoryStore();
  for (const id of ids) await store.append([event(id)]);
  return store;
}

const sorted = async (store: Store) => (await idsIn(store)).sort();

describe('syncLogs', () => {
  it('carries only what is new, and sends nothing back that it has received', async () => {
    const [here, there] = [watched(), watched()];
    await here.append(named('here', 3));
    await there.append(named('there', 4));
    there.takePassed();
    const since = await syncLogs(here, there);
    expect(there.takePassed()).toEqual({ read: 4 + 3, appended: 3 });
    expect(await sorted(here)).toEqual(await sorted(there));

    here.takePassed();
    there.takePassed();
    const later = await syncLogs(here, there, { since });
    expect(later).toEqual(since);
    expect(there.takePassed()).toEqual({ read: 0, appended: 0 });

    await here.append([event('new')]);
    await syncLogs(here, there, { since });
    expect(there.takePassed()).toEqual({ read: 1, appended: 1 });
  });

  it('tells of each page on either side, in bookmarks to go on from', async () => {
    const [here, there] = [memoryStore(), memoryStore()];
    await here.append(named('here', 1_500));
    await there.append(named('there', 1_500));
    const seen: string[] = [];
    const end = await syncLogs(here, there, {
      async onPage(bookmark) {
        await new Promise((resolve) => setTimeout(resolve, 2)); // it is waited for
        seen.push(Object.keys(bookmark).join());
      },
    });
    const both = 'received,sent';
    // Two pages received, three looked through and sent, and two of these that come by once more.
    expect(seen).toEqual(['received', 'received', both, both, both, both, both]);
    expect(end).toEqual({ received: expect.any(String), sent: expect.any(String) });
  });

  it('goes on from any bookmark on the way', async () => {
    const [here, there] = [memoryStore(), memoryStore()];
    await here.append(named('here', 2_500));
    await there.append(named('there', 2_500));
    const interruption = new Error('The line is dead');
    for (let since = {}, isDone = false; !isDone; ) {
      const onPage = (bookmark: object) => {
        since = bookmark;
        throw interruption;
      };
      const end = await syncLogs(here, there, { since, onPage }).catch((error: unknown) => {
        if (error !== interruption) throw error;
        return undefined;
      });
      isDone = end !== undefined;
    }
    expect(await sorted(here)).toEqual(await sorted(there));
    expect(await idsIn(here)).toHaveLength(5_000);
  });

  it('begins anew without a bookmark, or with what was kept in its place', async () => {
    for (const since of [undefined, null, {}]) {
      const [here, there] = [await storeOf('h'), await storeOf('t')];
      await syncLogs(here, there, { since });
      expect(await sorted(here)).toEqual(['h', 't']);
      expect(await sorted(there)).toEqual(['h', 't']);
    }
  });
});

describe('a bookmark that fits one log and not the other', () => {
  it('gives everything to another server', async () => {
    const [phone, one, other] = [await storeOf('p'), await storeOf('s'), memoryStore()];
    await syncLogs(phone, other, { since: await syncLogs(phone, one) });
    expect(await sorted(other)).toEqual(['p', 's']);
  });

  it('gives back to a server what it was sent since its backup', async () => {
    const [phone, server] = [await storeOf('p'), await storeOf('s')];
    const restored = await storeOf('s');
    await syncLogs(phone, restored, { since: await syncLogs(phone, server) });
    expect(await sorted(restored)).toEqual(['p', 's']);
  });

  it('gives back to a device the log that it has lost', async () => {
    const [phone, server] = [await storeOf('p'), await storeOf('s')];
    const since = await syncLogs(phone, server);
    const blank = memoryStore();
    await syncLogs(blank, server, { since });
    expect(await sorted(blank)).toEqual(['p', 's']);
  });

  it.each(['restored from a backup', 'removed'])('is no trouble where the file of a device was %s', async (what) => {
    const path = join(freshFolder(), 'log.ndjson');
    const server = memoryStore();
    await fileStore(path).append([event('a')]);
    copyFileSync(path, `${path}.bak`);
    await fileStore(path).append([event('b')]);
    const since = await syncLogs(fileStore(path), server);
    if (what === 'removed') unlinkSync(path);
    else copyFileSync(`${path}.bak`, path);
    await syncLogs(fileStore(path), server, { since });
    expect(await sorted(fileStore(path))).toEqual(['a', 'b']);
  });

  it('is no trouble where the file behind a server was restored from a backup', async () => {
    const path = join(freshFolder(), 'log.ndjson');
    await fileStore(path).append([event('a')]);
    copyFileSync(path, `${path}.bak`);
    await fileStore(path).append([event('b')]);
    const server = () => httpStore('https://example.com/log', { fetch: serveStore(fileStore(path)), retries: 0 });
    const phone = memoryStore();
    const since = await syncLogs(phone, server());
    copyFileSync(`${path}.bak`, path);
    await syncLogs(phone, server(), { since });
    expect(await sorted(fileStore(path))).toEqual(['a', 'b']);
  });
});
