import { type Cursor, type MemoryLog, memoryStore, type Store, syncLogs } from 'ownwords';
import { fileStore } from 'ownwords/file';
import { httpStore, serveStore } from 'ownwords/http';
import { type StorePlace, storeLaws } from 'ownwords/testing';
import { describe, expect, it } from 'vitest';
import { code, direct, URL_OF_LOG } from './http-parts.js';
import { freshFolder } from './processes.js';
import { serve } from './serve.js';
import { event, events } from './some-events.js';

const places: Record<string, () => StorePlace> = {
  'a real server': () => {
    const log: MemoryLog = new Map();
    const server = serve(serveStore(memoryStore(log)));
    return { open: async () => httpStore((await server).url) };
  },
  'no network': () => {
    const answer = serveStore(memoryStore());
    return { open: () => httpStore(URL_OF_LOG, { fetch: answer }) };
  },
  'a server whose pages are short and whose log is a file': () => {
    const answer = serveStore(fileStore(`${freshFolder()}/log.ndjson`), { maxEvents: 7 });
    return { open: () => httpStore(URL_OF_LOG, { fetch: answer }) };
  },
};

describe.each(Object.entries(places))('httpStore over %s', (_, place) => {
  for (const law of storeLaws) it(law.name, () => law.hold({ ...place(), openOther: place().open }));
});

it('two devices come to the same log by way of a server, whatever it takes at once', async () => {
  const server = memoryStore();
  const { url } = await serve(serveStore(server, { maxBytes: 20_000, maxEvents: 100 }));
  const [phone, laptop] = [memoryStore(), memoryStore()];
  await phone.append(events(1_500));
  await laptop.append([event('only here'), ...events(10)]);
  const bookmark = await syncLogs(phone, httpStore(url));
  await syncLogs(laptop, httpStore(url));
  await syncLogs(phone, httpStore(url), { since: bookmark });
  const ids = async (store: Store) => (await store.read()).events.map(({ id }) => id as string).sort();
  expect(await ids(phone)).toEqual(await ids(server));
  expect(await ids(laptop)).toEqual(await ids(server));
  expect(await ids(server)).toHaveLength(1_501);
});

it('a cursor of another log is refused over the network, too', async () => {
  const [mine, yours] = [memoryStore(), memoryStore()];
  await mine.append(events(3));
  await yours.append([event('x'), event('y'), event('z')]);
  const { cursor } = await direct(yours).read();
  await expect(direct(mine).read(cursor)).rejects.toThrow(code('invalid-argument'));
  await expect(direct(mine).read('"' as Cursor)).rejects.toThrow(code('invalid-argument'));
});
