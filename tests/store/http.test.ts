import { gunzipSync, gzipSync } from 'node:zlib';
import {
  type Cursor,
  type MemoryLog,
  memoryStore,
  type Store,
  StudyError,
  type StudyErrorCode,
  syncLogs,
} from 'ownwords';
import { fileStore } from 'ownwords/file';
import { type HttpStoreOptions, httpStore, serveStore } from 'ownwords/http';
import { type StorePlace, storeLaws } from 'ownwords/testing';
import { describe, expect, it } from 'vitest';
import { event, events, failing } from './http-events.js';
import { freshFolder } from './processes.js';
import { serve } from './serve.js';

const URL_OF_LOG = 'https://example.com/log';
const code = (code: StudyErrorCode, more = {}) => expect.objectContaining({ code, ...more });
const direct = (store: Store, options?: HttpStoreOptions) =>
  httpStore(URL_OF_LOG, { fetch: serveStore(store), ...options });

/** A store whose server answers each request with the next of these answers, and the requests that it got. */
function scripted(...answers: (() => Response)[]) {
  const requests: Request[] = [];
  const store = httpStore(URL_OF_LOG, {
    fetch: async (request) => {
      requests.push(request.clone());
      const answer = answers[Math.min(requests.length, answers.length) - 1];
      if (!answer) throw new Error('No answer is left');
      return answer();
    },
    retries: 0,
  });
  return { store, requests };
}

const json = (value: unknown, init: ResponseInit = {}) =>
  new Response(JSON.stringify(value), { headers: { 'content-type': 'application/json' }, ...init });
const problem = (status: number, problem: unknown) =>
  json(problem, { status, headers: { 'content-type': 'application/problem+json' } });
const get = (query = '', headers: Record<string, string> = {}) => new Request(`${URL_OF_LOG}${query}`, { headers });
const post = (body: string | Uint8Array<ArrayBuffer>, headers: Record<string, string> = {}) =>
  new Request(URL_OF_LOG, { method: 'POST', body, headers: { 'content-type': 'application/json', ...headers } });

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

describe('a server', () => {
  it('hands out pages of events, a cursor, and whether there may be more', async () => {
    const store = memoryStore();
    await store.append(events(5));
    const answer = serveStore(store, { maxEvents: 3 });
    const first = await answer(get());
    expect(first.status).toBe(200);
    expect(first.headers.get('content-type')).toBe('application/json');
    expect(first.headers.get('cache-control')).toBe('no-store');
    expect(first.headers.get('vary')).toBe('accept-encoding');
    const page = await first.json();
    expect(page).toEqual({ events: events(3), cursor: expect.any(String), more: true });
    const rest = await answer(get(`?${new URLSearchParams({ after: page.cursor })}`));
    expect(await rest.json()).toEqual({ events: events(5).slice(3), cursor: expect.any(String), more: false });
  });

  it('hands out fewer events where fewer are asked for, and never more than it likes', async () => {
    const store = memoryStore();
    await store.append(events(5));
    const answer = serveStore(store, { maxEvents: 3 });
    for (const [limit, count] of [
      [1, 1],
      [3, 3],
      [4, 3],
      [999_999_999, 3],
    ]) {
      expect((await (await answer(get(`?limit=${limit}`))).json()).events).toHaveLength(count as number);
    }
  });

  it.each(['0', '-1', '1.5', 'x', '', '1e3', '9'.repeat(400)])('refuses the limit %j', async (limit) => {
    const answer = await serveStore(memoryStore())(get(`?limit=${limit}`));
    expect(answer.status).toBe(400);
    expect((await answer.json()).code).toBe('invalid-argument');
  });

  it('keeps events, zipped or not, and says nothing more', async () => {
    const store = memoryStore();
    const answer = serveStore(store);
    const plain = await answer(
      post(JSON.stringify({ events: events(2) }), { 'content-type': 'Application/JSON; charset=utf-8' }),
    );
    expect([plain.status, await plain.text()]).toEqual([204, '']);
    const zipped = new Uint8Array(gzipSync(JSON.stringify({ events: events(4) })));
    expect((await answer(post(zipped, { 'content-encoding': 'GZIP' }))).status).toBe(204);
    expect((await store.read()).events).toEqual(events(4));
  });

  it.each([
    ['PUT', 405],
    ['DELETE', 405],
    ['HEAD', 405],
    ['OPTIONS', 405],
  ])('answers %s with %i', async (method, status) => {
    const answer = await serveStore(memoryStore())(new Request(URL_OF_LOG, { method }));
    expect([answer.status, answer.headers.get('allow')]).toEqual([status, 'GET, POST']);
  });

  it.each([
    ['text', 400],
    ['', 400],
    ['[]', 400],
    ['null', 400],
    ['{}', 400],
    ['{"events":{}}', 400],
    ['{"events":[{}]}', 422],
    ['{"events":[null]}', 422],
    [JSON.stringify({ events: [{ ...event('a'), at: 'x' }] }), 422],
  ])('refuses the body %j with %i', async (body, status) => {
    const store = memoryStore();
    const answer = await serveStore(store)(post(body));
    expect(answer.status).toBe(status);
    expect(answer.headers.get('content-type')).toBe('application/problem+json');
    expect(await answer.json()).toMatchObject({ status, title: expect.any(String), detail: expect.any(String) });
    expect((await store.read()).events).toEqual([]);
  });

  it('says which events are broken and how, for the first of them', async () => {
    const broken = Array.from({ length: 5_000 }, (_, n) => ({ ...event(`e${n}`), [`${'x'.repeat(300)}`]: 1, at: 'x' }));
    const answer = await serveStore(memoryStore())(post(JSON.stringify({ events: [event('ok'), ...broken] })));
    const { issues, ...rest } = await answer.json();
    expect(rest).toMatchObject({ status: 422, code: 'invalid-event', title: 'Unprocessable Content' });
    expect(issues).toHaveLength(20);
    expect(issues[0]).toEqual({ path: '/events/1/at', message: expect.stringContaining('"x"') });
  });

  it.each([
    [{ 'content-type': 'text/plain' }],
    [{ 'content-type': 'application/x-www-form-urlencoded' }],
    [{ 'content-type': 'application/jsonp' }],
    [{ 'content-encoding': 'br' }],
    [{ 'content-encoding': 'gzip, gzip' }],
  ])('refuses a body sent as %j with 415', async (headers) => {
    const answer = await serveStore(memoryStore())(post(JSON.stringify({ events: events(1) }), headers));
    expect([answer.status, (await answer.json()).code]).toEqual([415, 'invalid-argument']);
  });

  it.each([
    ['busy', 503, 'busy'],
    ['disk-full', 507, 'disk-full'],
    ['too-large', 413, 'too-large'],
    ['not-writable', 503, 'not-writable'],
    ['corrupt-log', 503, 'corrupt-log'],
    ['not-a-log', 503, 'not-a-log'],
    ['newer-version', 503, 'newer-version'],
    ['unreachable', 503, 'unreachable'],
    ['closed', 503, 'unreachable'],
    ['not-allowed', 503, 'store-failed'],
    ['store-failed', 503, 'store-failed'],
    ['unknown-card', 503, 'store-failed'],
  ] as const)(
    'tells of a store that fails with %s by %i and %s, and keeps its words to itself',
    async (code, status, told) => {
      const details = { issues: [{ path: '/var/secret', message: 'secret' }], cause: new Error('secret') };
      const answer = serveStore(failing(new StudyError(code, '/var/secret is secret', details)));
      for (const request of [get(), post(JSON.stringify({ events: events(1) }))]) {
        const response = await answer(request);
        const text = await response.text();
        expect([response.status, JSON.parse(text).code]).toEqual([status, told]);
        expect(text).not.toContain('secret');
        expect(response.headers.get('retry-after')).toBe(status === 503 ? '1' : null);
      }
    },
  );

  it.each([new Error('secret'), 'secret', undefined, null, Object.assign(new Error('secret'), { code: 'busy' })])(
    'answers 503 when the store throws %s',
    async (error) => {
      const response = await serveStore(failing(error))(get());
      const text = await response.text();
      expect([response.status, JSON.parse(text).code]).toEqual([503, 'store-failed']);
      expect(text).not.toContain('secret');
    },
  );

  it('zips long answers for those who unzip', async () => {
    const store = memoryStore();
    const answer = serveStore(store);
    const zipped = async (accepted: string) => {
      const response = await answer(get('', { 'accept-encoding': accepted }));
      const bytes = new Uint8Array(await response.arrayBuffer());
      const isZipped = response.headers.get('content-encoding') === 'gzip';
      expect(JSON.parse(String(isZipped ? gunzipSync(bytes) : Buffer.from(bytes))).more).toBe(false);
      return isZipped;
    };
    expect(await zipped('gzip')).toBe(false);
    await store.append(events(50));
    for (const accepted of ['gzip', 'br, GZIP', 'gzip;q=0.5, br', 'deflate,gzip ; q=1.0']) {
      expect(await zipped(accepted), accepted).toBe(true);
    }
    for (const accepted of ['', 'br', 'gzip;q=0', 'gzip; q=0.000, br', 'xgzip', 'gzipped']) {
      expect(await zipped(accepted), accepted).toBe(false);
    }
  });

  it.each([{ maxBytes: 0 }, { maxEvents: 0.5 }, { bodyTimeoutMs: 2 ** 31 }])('refuses the options %j', (options) => {
    expect(() => serveStore(memoryStore(), options)).toThrow(code('invalid-argument'));
  });
});

describe('a client', () => {
  it('asks for page after page, and for no more than it needs', async () => {
    const asked: string[] = [];
    const store = memoryStore();
    await store.append(events(10));
    const answer = serveStore(store, { maxEvents: 4 });
    const client = httpStore(`${URL_OF_LOG}?key=a%20b#part`, {
      fetch: (request) => {
        asked.push(new URL(request.url).search);
        return answer(request);
      },
    });
    expect((await client.read()).events).toEqual(events(10));
    expect(asked).toHaveLength(3);
    expect(asked[0]).toBe('?key=a%20b');
    expect(asked[1]).toMatch(/^\?after=4\+[^&]+&key=a%20b$/);
    asked.length = 0;
    const page = await client.read(undefined, 6);
    expect(page.events).toEqual(events(6));
    expect(asked[0]).toBe('?limit=6&key=a%20b');
    expect(asked[1]).toMatch(/^\?after=4\+[^&]+&limit=2&key=a%20b$/);
    expect((await client.read(page.cursor, 100)).events).toEqual(events(10).slice(6));
  });

  it('goes on from an event whose id is odd', async () => {
    for (const id of ['a "b" \\ c', '\ud800', 'ä&after=1#%20+', '\n\u0000']) {
      const client = direct(memoryStore());
      await client.append([event(id), event('last')]);
      const { cursor } = await client.read(undefined, 1);
      expect((await client.read(cursor)).events).toEqual([event('last')]);
    }
  });

  it('sends long bodies zipped, short ones as they are, and nothing for nothing', async () => {
    const { store, requests } = scripted(() => new Response(null, { status: 204 }));
    await store.append([]);
    await store.append(events(1));
    await store.append(events(100));
    const [short, long] = requests;
    expect(requests).toHaveLength(2);
    expect(short?.headers.get('content-encoding')).toBe(null);
    expect(await short?.json()).toEqual({ events: events(1) });
    expect(long?.headers.get('content-encoding')).toBe('gzip');
    expect(JSON.parse(String(gunzipSync(await (long as Request).arrayBuffer())))).toEqual({ events: events(100) });
  });

  it('sends nothing zipped to a server that cannot unzip', async () => {
    const kept = () => new Response(null, { status: 204 });
    const { store, requests } = scripted(() => problem(415, { code: 'invalid-argument' }), kept);
    await store.append(events(100));
    await store.append(events(100));
    expect(requests.map(({ headers }) => headers.get('content-encoding'))).toEqual(['gzip', null, null]);
  });

  it('asks for headers before each request, and sends them along', async () => {
    let count = 0;
    const seen: (string | null)[] = [];
    const answer = serveStore(memoryStore());
    const client = httpStore(URL_OF_LOG, {
      headers: async () => new Headers({ authorization: `token ${++count}`, 'content-type': 'text/html' }),
      fetch: (request) => {
        seen.push(request.headers.get('authorization'));
        return answer(request);
      },
    });
    await client.append(events(1));
    await client.read();
    expect(seen).toEqual(['token 1', 'token 2']);
    for (const headers of [{ 'x-key': '1' }, new Headers({ 'x-key': '1' })]) {
      const fetch = async ({ headers }: Request) => problem(headers.get('x-key') === '1' ? 413 : 500, {});
      await expect(httpStore(URL_OF_LOG, { headers, fetch }).read()).rejects.toThrow(code('too-large'));
    }
  });

  it('says so when the app cannot give its headers', async () => {
    const cause = new Error('no token');
    const headers = () => Promise.reject(cause);
    await expect(direct(memoryStore(), { headers }).read()).rejects.toThrow(code('store-failed', { cause }));
    const bent = { 'no header': 'line\nline' };
    await expect(direct(memoryStore(), { headers: bent }).read()).rejects.toThrow(code('store-failed'));
  });

  it.each<[number, unknown, StudyErrorCode]>([
    [400, { code: 'invalid-argument' }, 'invalid-argument'],
    [400, {}, 'store-failed'],
    [401, {}, 'not-allowed'],
    [403, { code: 'busy' }, 'not-allowed'],
    [404, {}, 'not-a-log'],
    [405, {}, 'store-failed'],
    [408, {}, 'unreachable'],
    [413, {}, 'too-large'],
    [418, {}, 'store-failed'],
    [425, {}, 'unreachable'],
    [422, { code: 'invalid-event' }, 'invalid-event'],
    [429, {}, 'unreachable'],
    [500, null, 'unreachable'],
    [502, 'x', 'unreachable'],
    [503, { code: 'busy' }, 'busy'],
    [503, { code: 'closed' }, 'unreachable'],
    [503, { code: 'toString' }, 'unreachable'],
    [503, { code: 'corrupt-log' }, 'corrupt-log'],
    [504, {}, 'unreachable'],
    [507, {}, 'disk-full'],
  ])('takes the answer %i %j for %s', async (status, body, told) => {
    const { store } = scripted(() => problem(status, body));
    await expect(store.read()).rejects.toThrow(code(told, { cause: expect.objectContaining({ status }) }));
    await expect(store.append(events(1))).rejects.toThrow(code(told));
    const { store: plain } = scripted(
      () => new Response('<html>', { status, headers: { 'content-type': 'text/html' } }),
    );
    await expect(plain.read()).rejects.toBeInstanceOf(StudyError);
  });

  it('passes on what the server says of broken events, and no more than is sensible', async () => {
    const issues = Array.from({ length: 50 }, () => ({ path: '/events/0/at', message: 'x'.repeat(1_000) }));
    const told = { code: 'invalid-event', detail: 'y'.repeat(1_000), issues: [{ path: 1 }, 'x', ...issues] };
    const { store } = scripted(() => problem(422, told));
    const error = await store.append(events(1)).catch((error: StudyError) => error as StudyError);
    expect(error?.issues).toHaveLength(20);
    expect(error?.issues[0]?.message).toHaveLength(201);
    expect(error?.message.length).toBeLessThan(300);
  });

  it.each<[string, () => Response]>([
    ['a page of HTML', () => new Response('<html>', { headers: { 'content-type': 'text/html' } })],
    ['no content', () => new Response(null, { status: 204 })],
    ['another list', () => json([])],
    ['another object', () => json({ ok: true })],
    ['events alone', () => json({ events: [] })],
    ['a cursor that is a number', () => json({ events: [], cursor: 1, more: false })],
    ['more of nothing', () => json({ events: [], cursor: '', more: true })],
    ['null', () => json(null)],
    ['a choice', () => json({ events: [], cursor: '', more: false }, { status: 300 })],
  ])('does not take %s for a log', async (_, answer) => {
    const { store } = scripted(answer);
    await expect(store.read()).rejects.toThrow(code('not-a-log'));
  });

  it('does not take another answer than 204 for a promise', async () => {
    for (const status of [200, 201, 202, 302]) {
      const { store } = scripted(() => new Response(null, { status }));
      await expect(store.append(events(1))).rejects.toThrow(code('not-a-log'));
    }
  });

  it('is not led by a redirect to take a read for an append', async () => {
    const answer = serveStore(memoryStore());
    const { url } = await serve((request) =>
      new URL(request.url).pathname === '/log' ? Response.redirect(`${request.url}-moved`, 302) : answer(request),
    );
    const client = httpStore(url);
    expect((await client.read()).events).toEqual([]);
    await expect(client.append(events(1))).rejects.toThrow(code('not-a-log'));
  });

  it('hands on no event that is none', async () => {
    const bent = JSON.stringify({ events: [event('a'), { ...event('b'), at: 'x' }], cursor: '', more: false });
    const evil = '{"events":[{"id":"a","type":"x","at":1,"__proto__":{"x":1}}],"cursor":"","more":false}';
    for (const body of [bent, evil]) {
      const { store } = scripted(() => new Response(body, { headers: { 'content-type': 'application/json' } }));
      const issues = expect.arrayContaining([expect.objectContaining({ path: expect.stringMatching(/^\/events\//) })]);
      await expect(store.read()).rejects.toThrow(code('corrupt-log', { issues }));
    }
  });

  it('checks events before it sends them', async () => {
    const { store, requests } = scripted(() => new Response(null, { status: 204 }));
    await expect(store.append([{ ...event('a'), at: Number.NaN }])).rejects.toThrow(code('invalid-event'));
    expect(requests).toEqual([]);
  });

  it('sends what it was given, whatever becomes of it meanwhile', async () => {
    const kept = memoryStore();
    const given = events(1);
    const appended = direct(kept).append(given);
    (given[0] as { at: number }).at = 77;
    given.length = 0;
    await appended;
    expect((await kept.read()).events).toEqual(events(1));
  });

  it('waits in close for what is under way, and starts nothing afterwards', async () => {
    const kept = memoryStore();
    const answer = serveStore(kept);
    const client = httpStore(URL_OF_LOG, {
      fetch: async (request) => {
        await new Promise((resolve) => setTimeout(resolve, 50));
        return answer(request);
      },
    });
    const appended = client.append(events(2));
    await client.close();
    expect((await kept.read()).events).toEqual(events(2));
    await appended;
    await expect(client.append([])).rejects.toThrow(code('closed'));
  });

  it.each(['log', '', 'ftp://example.com/log', 'https://me:secret@example.com/log', 'http://'])(
    'refuses the URL %j at once',
    (url) => {
      expect(() => httpStore(url)).toThrow(code('invalid-argument'));
    },
  );

  it.each([{ timeoutMs: 0 }, { timeoutMs: 2 ** 31 }, { retries: -1 }, { retries: 0.5 }])(
    'refuses the options %j at once',
    (options) => {
      expect(() => httpStore(new URL(URL_OF_LOG), options)).toThrow(code('invalid-argument'));
    },
  );

  it('tells no secret of its URL in an error', async () => {
    const client = httpStore(`${URL_OF_LOG}?key=secret`, { fetch: () => Promise.reject(new Error('x')), retries: 0 });
    const error: unknown = await client.read().catch((error: unknown) => error);
    expect(error).toEqual(code('unreachable', { cause: new Error('x') }));
    expect(String(error)).not.toContain('secret');
  });
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
