import { gunzipSync } from 'node:zlib';
import { memoryStore, StudyError, type StudyErrorCode } from 'ownwords';
import { httpStore, serveStore } from 'ownwords/http';
import { describe, expect, it } from 'vitest';
import { code, direct, json, problem, scripted, URL_OF_LOG } from './http-parts.js';
import { serve } from './serve.js';
import { event, events } from './some-events.js';

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
