import { connect } from 'node:net';
import { finished } from 'node:stream/promises';
import { createGzip, gzipSync } from 'node:zlib';
import fc from 'fast-check';
import { type Cursor, memoryStore, type Store, type StudyEvent } from 'ownwords';
import { httpStore, serveStore } from 'ownwords/http';
import { beforeAll, describe, expect, it } from 'vitest';
import { serve } from './serve.js';
import { event, events } from './some-events.js';

const URL_OF_LOG = 'https://example.com/log';
const MIB = 1024 * 1024;
/** All that a server may answer. Never 500. */
const STATUSES = [200, 204, 400, 405, 408, 413, 415, 422, 503, 507];

/** A body that comes in pieces, as long as there are any; and how many bytes of it were asked for. */
function streamed(pieces: Iterable<Uint8Array>, headers: Record<string, string> = {}) {
  const iterator = pieces[Symbol.iterator]();
  let pulled = 0;
  const body = new ReadableStream<Uint8Array>(
    {
      pull(controller) {
        const { value, done } = iterator.next();
        if (done) return controller.close();
        pulled += value.length;
        controller.enqueue(value);
      },
    },
    { highWaterMark: 0 },
  );
  const init = { method: 'POST', body, duplex: 'half', headers: { 'content-type': 'application/json', ...headers } };
  return { request: new Request(URL_OF_LOG, init as RequestInit), pulled: () => pulled };
}

function* repeated(piece: Uint8Array): Generator<Uint8Array> {
  for (;;) yield piece.slice();
}

function* pieces(bytes: Uint8Array, length: number): Generator<Uint8Array> {
  for (let from = 0; from < bytes.length; from += length) yield bytes.slice(from, from + length);
}

const zippedHeader = { 'content-encoding': 'gzip' };
const text = (text: string) => new TextEncoder().encode(text);

/** How many bytes of buffers there were more, at most, while it went on. */
async function growth(work: () => Promise<unknown>): Promise<number> {
  globalThis.gc?.();
  const before = process.memoryUsage().arrayBuffers;
  let most = 0;
  const look = () => {
    most = Math.max(most, process.memoryUsage().arrayBuffers - before);
  };
  const timer = setInterval(look, 1);
  await work();
  look();
  clearInterval(timer);
  return most;
}

describe('a body that is too long', () => {
  const store = memoryStore();
  const answer = serveStore(store, { maxBytes: MIB });

  it('and says so is not read at all', async () => {
    for (const length of [String(MIB + 1), '9'.repeat(30)]) {
      const { request, pulled } = streamed(repeated(text('[')), { 'content-length': length });
      expect((await answer(request)).status).toBe(413);
      expect(pulled()).toBe(0);
    }
  });

  it.each([
    ['says nothing', {}],
    ['lies', { 'content-length': '10' }],
    ['says nonsense', { 'content-length': 'x' }],
  ])('and %s is read as far as the limit', async (_, headers) => {
    const { request, pulled } = streamed(repeated(new Uint8Array(1_000).fill(32)), headers);
    const response = await answer(request);
    expect([response.status, (await response.json()).code]).toEqual([413, 'too-large']);
    expect(pulled()).toBeGreaterThan(MIB);
    expect(pulled()).toBeLessThan(MIB + 20_000);
  });

  it('is told from one that just fits', async () => {
    const body = JSON.stringify({ events: events(3) });
    const fits = serveStore(store, { maxBytes: body.length });
    const tight = serveStore(store, { maxBytes: body.length - 1 });
    for (const isZipped of [false, true]) {
      const bytes = new Uint8Array(isZipped ? gzipSync(body) : text(body));
      const request = () => streamed([bytes], isZipped ? zippedHeader : {}).request;
      expect((await tight(request())).status).toBe(413);
      expect((await fits(request())).status).toBe(204);
    }
  });
});

describe('a bomb', () => {
  let bomb: Uint8Array;

  beforeAll(async () => {
    const zip = createGzip({ level: 9 });
    const chunks: Buffer[] = [];
    zip.on('data', (chunk) => chunks.push(chunk));
    const zeros = Buffer.alloc(MIB);
    for (let n = 0; n < 512; n++) if (!zip.write(zeros)) await new Promise((resolve) => zip.once('drain', resolve));
    zip.end();
    await finished(zip);
    bomb = new Uint8Array(Buffer.concat(chunks));
  });

  it.each([100, 4_096, 65_536, 10 * MIB])('in pieces of %i bytes costs no memory to speak of', async (length) => {
    expect(bomb.length).toBeLessThan(MIB);
    const { request, pulled } = streamed(pieces(bomb, length), zippedHeader);
    const grown = await growth(async () => expect((await serveStore(memoryStore())(request)).status).toBe(413));
    expect(pulled()).toBeLessThanOrEqual(64 * 1024 + 2 * length);
    expect(grown).toBeLessThan(48 * MIB);
  });

  it('of blocks that hold nothing ends at the limit, too', async () => {
    const header = gzipSync('').slice(0, 10);
    const nothing = Uint8Array.from({ length: 5_000 }, (_, n) => [0, 0, 0, 255, 255][n % 5] as number);
    const endless = (function* () {
      yield new Uint8Array(header);
      yield* repeated(nothing);
    })();
    const { request, pulled } = streamed(endless, zippedHeader);
    expect((await serveStore(memoryStore(), { maxBytes: MIB })(request)).status).toBe(413);
    expect(pulled()).toBeLessThan(MIB + 20_000);
  });

  it('of JSON is refused in a few words', async () => {
    const answer = serveStore(memoryStore());
    const size = 2 * MIB;
    const name = 'n'.repeat(size / 4);
    const many = (piece: string) =>
      Array(Math.floor(size / (piece.length + 1)))
        .fill(piece)
        .join();
    for (const body of [
      `{"events":${'['.repeat(size)}`,
      `{"events":${'['.repeat(size)}${']'.repeat(size - 20)}}`,
      `{"events":[${many('1')}]}`,
      `{"events":[${many('{}')}]}`,
      `{"events":[{"id":"a","type":"x","at":1,"${name}":[${many('{"__proto__":1}')}]}]}`,
      `{"events":[{"id":"a","type":"${name}","at":1}]}`,
      `{"events":[{"id":"${name}","type":"x","at":${'9'.repeat(size / 4)}}]}`,
      `{"events":[{"id":"a","type":"x","at":1,"deep":${'{"a":'.repeat(10_000)}1${'}'.repeat(10_000)}}]}`,
    ]) {
      const response = await answer(streamed([text(body)]).request);
      expect([400, 413, 422]).toContain(response.status);
      expect((await response.text()).length).toBeLessThan(20_000);
    }
  });
});

describe('a body', () => {
  it.each([
    ['never comes', () => new ReadableStream()],
    ['trickles', trickle],
  ])('that %s is waited for no longer than is said', async (_, body) => {
    for (const zipped of [{}, zippedHeader]) {
      const headers = { 'content-type': 'application/json', ...zipped };
      const init = { method: 'POST', body: body('content-encoding' in zipped), duplex: 'half', headers };
      const answer = serveStore(memoryStore(), { bodyTimeoutMs: 100 });
      expect((await answer(new Request(URL_OF_LOG, init as RequestInit))).status).toBe(408);
    }
  });

  it.each([{}, zippedHeader])('that breaks off is refused (%j)', async (headers) => {
    const store = memoryStore();
    const bytes = new Uint8Array(
      'content-encoding' in headers ? gzipSync(JSON.stringify({ events: events(50) })) : text('{"events":[]}'),
    );
    const breaking = (function* () {
      yield bytes.slice(0, bytes.length - 5);
      throw new Error('secret');
    })();
    const response = await serveStore(store)(streamed(breaking, headers).request);
    const told = await response.text();
    expect(response.status).toBe(400);
    expect(told).not.toContain('secret');
    expect((await store.read()).events).toEqual([]);
  });

  it('that is zipped badly is refused', async () => {
    const store = memoryStore();
    const good = new Uint8Array(gzipSync(JSON.stringify({ events: events(50) })));
    const bent = good.map((byte, n) => (n === 40 ? byte ^ 255 : byte));
    for (const bytes of [good.slice(0, -1), good.slice(0, 30), bent, text('{"events":[]}'), new Uint8Array()]) {
      const { request } = streamed([bytes], zippedHeader);
      expect((await serveStore(store)(request)).status).toBe(400);
    }
    expect((await store.read()).events).toEqual([]);
  });

  it('that is no UTF-8 is refused', async () => {
    const bytes = text(JSON.stringify({ events: [event('aéa')] })).map((byte) => (byte === 0xc3 ? 0xff : byte));
    expect((await serveStore(memoryStore())(streamed([bytes]).request)).status).toBe(400);
  });

  it('that was read before costs an answer, not the server', async () => {
    const { request } = streamed([text('{"events":[]}')]);
    await request.text();
    expect((await serveStore(memoryStore())(request)).status).toBe(400);
  });
});

/** A body of which a byte comes from time to time. */
function trickle(isZipped: boolean): ReadableStream<Uint8Array> {
  const body = JSON.stringify({ events: events(50) });
  const bytes = pieces(new Uint8Array(isZipped ? gzipSync(body) : text(body)), 1);
  return new ReadableStream({
    async pull(controller) {
      await new Promise((resolve) => setTimeout(resolve, 10));
      controller.enqueue(bytes.next().value as Uint8Array);
    },
  });
}

describe('two learners', () => {
  const mine = events(30);
  const yours = Array.from({ length: 30 }, (_, n) => event(`secret ${n}`));
  let [mineKept, yoursKept]: [Store, Store] = [memoryStore(), memoryStore()];

  beforeAll(async () => {
    [mineKept, yoursKept] = [memoryStore(), memoryStore()];
    await mineKept.append(mine);
    await yoursKept.append(yours);
  });

  it('never see one another, whichever cursor they try', async () => {
    const answer = serveStore(mineKept);
    for (let count = 1; count <= 30; count++) {
      const { cursor } = await yoursKept.read(undefined, count);
      const response = await answer(new Request(`${URL_OF_LOG}?${new URLSearchParams({ after: cursor })}`));
      expect(response.status).toBe(400);
      expect(await response.text()).not.toContain('secret');
    }
    for (const path of [
      '/log/secret',
      '/../../etc/passwd',
      '//secret',
      '/log?log=secret',
      '/%2e%2e/%00',
      '/log;secret',
    ]) {
      const response = await answer(new Request(`https://example.com${path}`));
      expect((await response.json()).events).toEqual(mine);
    }
  });

  const names = fc.constantFrom('after', 'limit', 'log', 'cursor', '__proto__', '');
  const cursors = fc.oneof(
    fc.integer({ min: 0, max: 40 }).map((n) => `${n} secret ${n - 1}`),
    fc.integer({ min: 0, max: 40 }).map((n) => `${n} event ${n - 1}`),
    fc.string({ unit: 'binary' }),
    fc.constantFrom('"', '\\', '","', '0', '-1 x', `${'9'.repeat(15)} x`, '1', '1 ', 'null', '{}', '\\u0000'),
  );
  const query = fc.array(fc.tuple(names, fc.oneof(cursors, fc.integer().map(String))), { maxLength: 4 });
  const header = fc.oneof(
    fc.tuple(
      fc.constant('content-type'),
      fc.constantFrom(
        'application/json',
        'application/json;charset=utf-8',
        'text/plain',
        '',
        ';',
        'multipart/form-data',
      ),
    ),
    fc.tuple(fc.constant('content-encoding'), fc.constantFrom('gzip', 'identity', 'br', 'GZIP', '', 'gzip,gzip', 'x')),
    fc.tuple(fc.constant('accept-encoding'), fc.constantFrom('gzip', '*', 'gzip;q=0', ',;q=', 'br')),
    fc.tuple(fc.constant('content-length'), fc.constantFrom('0', '-1', '5', '1e9', '9999999', 'x')),
    fc.tuple(fc.constant('range'), fc.constant('bytes=0-1')),
  );
  const right = fc.constantFrom<[string, string][]>(
    [['content-type', 'application/json']],
    [
      ['content-type', 'application/json'],
      ['content-encoding', 'gzip'],
    ],
  );
  const json = fc.oneof(
    fc.json(),
    fc
      .array(fc.oneof({ weight: 9, arbitrary: fc.constantFrom(...events(3)) }, fc.jsonValue()), { maxLength: 5 })
      .map((events) => JSON.stringify({ events })),
    fc
      .record({
        id: fc.jsonValue(),
        type: fc.constantFrom('reset', 'reviewed', 'x', 1),
        at: fc.jsonValue(),
        cardId: fc.string(),
      })
      .map((event) => JSON.stringify({ events: [event] })),
  );
  const spoilt = fc
    .tuple(
      fc.oneof(
        json.map(text),
        json.map((body) => new Uint8Array(gzipSync(body))),
      ),
      fc.oneof(fc.constant([]), fc.array(fc.nat(), { maxLength: 3 })),
    )
    .map(([bytes, places]) => {
      const copy = bytes.slice();
      for (const place of places) copy[place % copy.length] = place & 255;
      return copy;
    });
  const body = fc.oneof(spoilt, fc.uint8Array({ maxLength: 200 }));
  const method = fc.constantFrom('GET', 'POST', 'POST', 'POST', 'PUT', 'PATCH', 'DELETE', 'HEAD', 'OPTIONS');
  const requests = fc.record({
    method,
    query,
    headers: fc.oneof(right, fc.array(header, { maxLength: 4 })),
    body,
    pieces: fc.integer({ min: 1, max: 100 }),
  });

  it('are safe from ten thousand requests of any kind', async () => {
    const store = memoryStore();
    await store.append(mine);
    const answer = serveStore(store, { maxBytes: 500, bodyTimeoutMs: 2_000 });
    const counts = new Map<number, number>();
    await fc.assert(
      fc.asyncProperty(requests, async ({ method, query, headers, body, pieces: length }) => {
        const init = {
          method,
          headers: new Headers(headers),
          ...(method !== 'GET' && method !== 'HEAD' && { body: streamed(pieces(body, length)).request.body }),
          duplex: 'half',
        };
        const response = await answer(new Request(`${URL_OF_LOG}?${new URLSearchParams(query)}`, init as RequestInit));
        counts.set(response.status, (counts.get(response.status) ?? 0) + 1);
        expect(STATUSES).toContain(response.status);
        const told = Buffer.from(await response.arrayBuffer());
        if (response.status === 200 && !response.headers.has('content-encoding')) {
          for (const { id } of JSON.parse(String(told)).events as StudyEvent[])
            expect(String(id)).not.toContain('secret');
        }
      }),
      { numRuns: 10_000, seed: 1, endOnFailure: true },
    );
    for (const status of [200, 204, 400, 405, 413, 415, 422])
      expect(counts.get(status) ?? 0, `${status}`).toBeGreaterThan(20);
    expect(counts.get(503)).toBe(undefined);
    // What got in is a log that everybody can read.
    const copy = memoryStore();
    const { events: kept } = await store.read();
    await copy.append(kept);
    expect((await httpStore(URL_OF_LOG, { fetch: serveStore(store) }).read()).events).toEqual(kept);
  });
});

describe('a real server', () => {
  /** Sends bytes as they are; what comes back until the connection ends, or until nothing comes any more. */
  function raw(port: number, bytes: string | Uint8Array, ends = true): Promise<string> {
    return new Promise((resolve) => {
      const socket = connect(port, '127.0.0.1');
      let answer = '';
      socket.setTimeout(300, () => socket.destroy());
      socket.on('data', (bytes) => (answer += bytes));
      socket.on('error', () => {});
      socket.on('close', () => resolve(answer));
      socket.write(bytes);
      if (!ends) setTimeout(() => socket.resetAndDestroy(), 20);
    });
  }

  const head = (more = '', path = '/log', method = 'POST') =>
    `${method} ${path} HTTP/1.1\r\nHost: example.com\r\nConnection: close\r\nContent-Type: application/json\r\n${more}\r\n`;
  const body = JSON.stringify({ events: [event('new')] });

  it('survives requests that lie, break off, crawl, or never end', async () => {
    const kept = memoryStore();
    await kept.append(events(3));
    const { port, url } = await serve(serveStore(kept, { maxBytes: 10_000, bodyTimeoutMs: 100 }));
    const chunked = 'Transfer-Encoding: chunked\r\n';
    const status = async (bytes: string | Uint8Array) => Number((await raw(port, bytes)).split(' ')[1]);
    expect(await status(`${head(`Content-Length: ${10 ** 12}\r\n`)}[`)).toBe(413);
    expect(await status(`${head('Content-Length: 100\r\n')}[`)).toBe(408);
    expect(await status(`${head(chunked)}5\r\n{"eve`)).toBe(408);
    expect(await status(head(chunked) + `1000\r\n${' '.repeat(4_096)}\r\n`.repeat(5))).toBe(413);
    expect(await status(`${head(`Content-Length: ${body.length}\r\n`)}${body}`)).toBe(204);
    expect(await raw(port, `${head('Content-Length: 100\r\n')}{"events":[`, false)).not.toContain(' 500 ');
    expect(await raw(port, `${head(chunked)}5\r\n{"eve\r\nzz\r\n`, false)).not.toContain(' 500 ');
    for (const path of [
      '/log/../../etc/passwd',
      '//log',
      '/%00',
      '/log?after=%',
      '/log?limit=%ff',
      'http://[',
      '*',
      '/log#x',
    ]) {
      expect(await raw(port, head('', path, 'GET'))).not.toMatch(/^HTTP\/1.1 5/);
    }
    expect((await httpStore(url).read()).events).toEqual([...events(3), event('new')]);
  });

  it('keeps on serving others while bytes of any kind come in', async () => {
    const kept = memoryStore();
    const { port, url } = await serve(serveStore(kept, { maxBytes: 10_000, bodyTimeoutMs: 100 }));
    const good = new Uint8Array(Buffer.from(`${head(`Content-Length: ${body.length}\r\n`)}${body}`));
    const spoil = fc.array(fc.tuple(fc.nat(good.length - 1), fc.nat(255)), { minLength: 1, maxLength: 4 });
    const client = httpStore(url);
    const others = (async () => {
      for (const each of events(30)) await client.append([each]);
    })();
    for (const batch of fc.sample(fc.array(spoil, { minLength: 20, maxLength: 20 }), { numRuns: 15, seed: 2 })) {
      const answers = batch.map((places) => {
        const bytes = good.slice();
        for (const [place, byte] of places) bytes[place] = byte;
        return raw(port, bytes);
      });
      for (const answer of await Promise.all(answers)) expect(answer).not.toMatch(/^HTTP\/1.1 5/);
    }
    await others;
    const ids = (await client.read()).events.map(({ id }) => id as string);
    expect(ids).toEqual(expect.arrayContaining(events(30).map(({ id }) => id as string)));
    const after = (await client.read(undefined, 1)).cursor as Cursor;
    expect((await client.read(after)).events).toHaveLength(ids.length - 1);
  });
});
