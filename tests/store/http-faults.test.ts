import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { type Cursor, memoryStore, type Store, type StudyError, type StudyErrorCode } from 'ownwords';
import { fileStore } from 'ownwords/file';
import { httpStore, serveStore } from 'ownwords/http';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { freshFolder } from './processes.js';
import { type Answer, type Fault, proxy, serve } from './serve.js';
import { event, events } from './some-events.js';

const code = (code: StudyErrorCode, more = {}) => expect.objectContaining({ code, ...more });
const failure = (promise: Promise<unknown>) =>
  promise.then(
    () => undefined,
    (error: StudyError) => error,
  );
const ids = async (store: Store) => (await store.read()).events.map(({ id }) => id as string);

/** A log behind a way with one fault for each connection, in order; later ones are whole. */
async function behind(faults: readonly Fault[], answer?: (store: Store) => Answer) {
  const kept = memoryStore();
  let asked = 0;
  const serveKept: Answer = answer?.(kept) ?? serveStore(kept);
  const count: Answer = (request) => {
    asked++;
    return serveKept(request);
  };
  const left = [...faults];
  const way = await proxy(await serve(count, { requestsPerConnection: 1 }), () => left.shift());
  return { kept, asked: () => asked, faultsLeft: () => left.length, url: way.url };
}

describe('a way that is cut', () => {
  it('before the request arrives costs another try', async () => {
    const { url, kept, faultsLeft } = await behind([{ request: 0 }, { request: 30 }, { request: 200 }]);
    await httpStore(url).append(events(1));
    expect(faultsLeft()).toBe(0);
    expect(await ids(kept)).toEqual(['event 0']);
  });

  it('after the events were kept and before it was said keeps them once', async () => {
    const { url, kept, asked } = await behind([{ answer: 0 }, { answer: 10 }]);
    const client = httpStore(url);
    await client.append(events(3));
    expect(asked()).toBe(3);
    expect(await ids(kept)).toEqual(await ids(memoryWith(3)));
    expect(await ids(client)).toEqual(await ids(kept));
  });

  it('in the middle of a page brings the page whole at the next try', async () => {
    for (const zips of [true, false]) {
      const { url, kept, asked } = await behind([{ answer: 200 }, { answer: 400 }, { answer: 900 }]);
      await kept.append(events(500));
      const headers = zips ? {} : { 'accept-encoding': 'identity' };
      expect((await httpStore(url, { headers }).read()).events).toEqual(events(500));
      expect(asked()).toBe(4);
    }
  });

  it('again and again is given up in the end, and the log stays as it was', async () => {
    const { url, kept, asked } = await behind(Array(9).fill({ answer: 0 }));
    const client = httpStore(url, { retries: 1 });
    expect(await failure(client.read())).toEqual(code('unreachable', { cause: expect.any(Error) }));
    expect(asked()).toBe(2);
    expect(await failure(httpStore(url, { retries: 0 }).append(events(1)))).toEqual(code('unreachable'));
    expect(await ids(kept)).toEqual(['event 0']); // nobody was told, and asking again is safe
  });
});

const memoryWith = (count: number) => {
  const store = memoryStore();
  void store.append(events(count));
  return store;
};

/** An answer whose body stops in the middle and never ends, or ends too early. */
function half(response: Response, ends: boolean): Response {
  const { headers } = response;
  const body = new ReadableStream({
    async start(controller) {
      const bytes = new Uint8Array(await response.arrayBuffer());
      controller.enqueue(bytes.subarray(0, bytes.length >> 1));
      if (ends) controller.close();
    },
  });
  return new Response(body, { headers: { 'content-type': headers.get('content-type') ?? '' } });
}

describe('a server', () => {
  it('that is down for a moment is waited for', async () => {
    const kept = memoryStore();
    const { port, url, stop } = await serve(serveStore(kept));
    const client = httpStore(url);
    await client.append([event('before')]);
    await stop();
    const appended = client.append([event('after')]);
    await new Promise((resolve) => setTimeout(resolve, 300));
    expect(await ids(kept)).toEqual(['before']);
    await serve(serveStore(kept), { port });
    await appended;
    expect(await ids(kept)).toEqual(['before', 'after']);
  });

  it('that answers late is asked again', async () => {
    const { url, kept, asked } = await behind([], (store) => {
      const answer = serveStore(store);
      let count = 0;
      return async (request) => {
        const response = await answer(request);
        return ++count === 1 ? new Promise(() => {}) : response;
      };
    });
    await httpStore(url, { timeoutMs: 1_000 }).append(events(2));
    expect(asked()).toBe(2);
    expect(await ids(kept)).toEqual(['event 0', 'event 1']);
  });

  it('that never answers is given up, also if the fetch of the app does not listen', async () => {
    const { url } = await behind(Array(9).fill({ request: 0, stalls: true }));
    const stalled = httpStore(url, { timeoutMs: 50, retries: 1 });
    expect(await failure(stalled.append(events(1)))).toEqual(code('unreachable'));
    const deaf = httpStore(url, { timeoutMs: 50, retries: 1, fetch: () => new Promise(() => {}) });
    expect(await failure(deaf.read())).toEqual(code('unreachable'));
    const mute = httpStore(url, { timeoutMs: 50, retries: 1, headers: () => new Promise(() => {}) });
    expect(await failure(mute.read())).toEqual(code('unreachable'));
  });

  it.each([true, false])('that stops in the middle of a page is asked again (the answer ends: %s)', async (ends) => {
    const { url, kept, asked } = await behind([], (store) => {
      const answer = serveStore(store);
      let count = 0;
      return async (request) => (++count === 1 ? half(await answer(request), ends) : answer(request));
    });
    await kept.append(events(5));
    const client = httpStore(url, { timeoutMs: 1_000, headers: { 'accept-encoding': 'identity' } });
    expect((await client.read()).events).toEqual(events(5));
    expect(asked()).toBe(2);
  });

  it.each([408, 425, 429, 500, 502, 503, 504])('that answers %i is asked again', async (status) => {
    const { url, kept, asked } = await behind([], (store) => {
      const answer = serveStore(store);
      let count = 0;
      return (request) =>
        ++count < 3 ? new Response('<html>', { status, headers: { 'retry-after': '0' } }) : answer(request);
    });
    await httpStore(url).append(events(1));
    expect(asked()).toBe(3);
    expect(await ids(kept)).toEqual(['event 0']);
  });

  it.each([400, 401, 403, 404, 405, 413, 501, 507])('that answers %i is not asked again', async (status) => {
    const { url, asked } = await behind([], () => () => new Response('no', { status }));
    expect(await failure(httpStore(url).read())).toBeInstanceOf(Error);
    expect(asked()).toBe(1);
  });

  it('whose store is busy for a while is asked until it is free', async () => {
    let calls = 0;
    const { url, asked } = await behind([], (store) => {
      const { read } = store;
      const busy: Store = {
        ...store,
        read: (...args) => (++calls < 2 ? Promise.reject(Object.assign(new Error('x'))) : read(...args)),
      };
      return serveStore(busy);
    });
    expect((await httpStore(url).read()).events).toEqual([]);
    expect(asked()).toBe(2);
  });

  it('whose refusal of a long body comes early is heard', async () => {
    const { url, kept } = await behind([], (store) => serveStore(store, { maxBytes: 10_000 }));
    const client = httpStore(url, { retries: 0 });
    const long = { ...event('long'), answer: noise(3_000_000) };
    expect(await failure(client.append([long]))).toEqual(code('too-large'));
    expect(await failure(client.append(events(1_000)))).toEqual(code('too-large')); // zipped, it seems short
    await client.append(events(1));
    expect(await ids(kept)).toEqual(['event 0']);
  });
});

describe('between tries', () => {
  afterEach(() => void vi.useRealTimers());

  const fakeTime = () => vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'Date'], now: 0 });

  /** How long a client waits, in ms, after it was answered so once. */
  async function patience(headers: Record<string, string>, status = 503): Promise<number> {
    fakeTime();
    const answer = serveStore(memoryStore());
    const asked: number[] = [];
    const client = httpStore('http://example.com/', {
      fetch: async (request) => {
        asked.push(Date.now());
        return asked.length === 1 ? new Response(null, { status, headers }) : answer(request);
      },
    });
    const read = client.read();
    await vi.advanceTimersByTimeAsync(100_000);
    await read;
    return (asked[1] as number) - (asked[0] as number);
  }

  it('a client is as patient as the server asks it to be, within reason', async () => {
    const date = 'Sun, 29 Mar 2026 08:00:00 GMT';
    expect(await patience({ 'retry-after': '7' })).toBe(7_000);
    expect(await patience({ 'retry-after': '7' }, 429)).toBe(7_000);
    expect(await patience({ 'retry-after': 'Sun, 29 Mar 2026 08:00:09 GMT', date })).toBe(9_000);
    expect(await patience({ 'retry-after': 'Sun, 29 Mar 2026 07:00:00 GMT', date })).toBe(0);
    expect(await patience({ 'retry-after': '86400' })).toBe(30_000);
    for (const odd of ['-1', 'soon', '', 'Sun, 29 Mar 2026 08:00:09 GMT']) {
      expect(await patience({ 'retry-after': odd })).toBe(200);
    }
  });

  it('a client waits twice as long each time', async () => {
    fakeTime();
    const asked: number[] = [];
    const fetch = async () => {
      asked.push(Date.now());
      throw new TypeError('no network');
    };
    const failed = failure(httpStore('http://example.com/', { fetch, retries: 8 }).read());
    await vi.advanceTimersByTimeAsync(100_000);
    expect(await failed).toEqual(code('unreachable'));
    const waits = asked.slice(1).map((time, n) => time - (asked[n] as number));
    expect(waits).toEqual([200, 400, 800, 1_600, 3_200, 6_400, 10_000, 10_000]);
  });

  it('a client that is closed does not try again, and close does not wait for the next try', async () => {
    let asked = 0;
    const headers = { 'retry-after': '30' };
    const { url } = await serve(() => {
      asked++;
      return new Response(null, { status: 503, headers });
    });
    const client = httpStore(url);
    const appended = failure(client.append(events(1)));
    await vi.waitFor(() => expect(asked).toBe(1));
    await new Promise((resolve) => setTimeout(resolve, 50));
    await client.close();
    expect(await appended).toEqual(code('unreachable'));
    expect(asked).toBe(1);
    expect(await failure(client.append(events(1)))).toEqual(code('closed'));
  });
});

/** Numbers from 0 to 1, the same for the same seed. */
function chances(seed: number): () => number {
  let state = seed;
  return () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return state / 2 ** 32;
  };
}

/** Text that cannot be zipped well. */
function noise(length: number): string {
  const chance = chances(1);
  return Array.from({ length }, () => String.fromCharCode(33 + Math.floor(chance() * 90))).join('');
}

it.each([1, 2, 3])('a load over a bad line loses nothing, doubles nothing, and ends well (seed %i)', async (seed) => {
  const chance = chances(seed);
  const path = join(freshFolder(), 'log.ndjson');
  const kept = fileStore(path);
  let faults = 0;
  let asked = 0;
  const answer = serveStore(kept, { maxEvents: 5 });
  const server = await serve(
    async (request) => {
      asked++;
      if (chance() < 0.05) return new Response(null, { status: 503, headers: { 'retry-after': '0' } });
      const response = await answer(request);
      return chance() < 0.02 ? new Promise(() => {}) : response;
    },
    { requestsPerConnection: 1 },
  );
  const way = await proxy(server, () => {
    if (chance() > 0.25) return undefined;
    faults++;
    const where = Math.floor(chance() * 800);
    return chance() < 0.5 ? { request: where } : { answer: chance() < 0.5 ? 0 : where };
  });
  const options = { timeoutMs: 500, retries: 12 };

  const seen: string[] = [];
  let isWriting = true;
  const following = (async () => {
    const reader = httpStore(way.url, options);
    let cursor: Cursor | undefined;
    for (let isLast = false; !isLast; ) {
      isLast = !isWriting;
      for (;;) {
        const page = await reader.read(cursor, 7);
        seen.push(...page.events.map(({ id }) => id as string));
        cursor = page.cursor;
        if (page.events.length < 7) break;
      }
      await new Promise((resolve) => setTimeout(resolve, 20));
    }
  })();
  const acknowledged: string[] = [];
  await Promise.all(
    Array.from({ length: 6 }, async (_, writer) => {
      const store = httpStore(way.url, options);
      for (let n = 0; n < 25; n++) {
        const batch = Array.from({ length: 1 + Math.floor(chance() * 3) }, (_, k) => event(`${writer}-${n}-${k}`));
        await store.append(batch);
        acknowledged.push(...batch.map(({ id }) => id as string));
      }
      await store.close();
    }),
  );
  isWriting = false;
  await following;

  const inFile = readFileSync(path, 'utf8').match(/(?<="id":")[^"]+/g) ?? [];
  expect([...inFile].sort()).toEqual(acknowledged.sort());
  expect(seen).toEqual(inFile);
  expect(faults).toBeGreaterThan(20);
  expect(asked).toBeGreaterThan(150);
});
