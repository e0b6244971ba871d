import { gunzipSync, gzipSync } from 'node:zlib';
import { memoryStore, StudyError } from 'ownwords';
import { serveStore } from 'ownwords/http';
import { describe, expect, it } from 'vitest';
import { code, get, post, URL_OF_LOG } from './http-parts.js';
import { event, events, failing } from './some-events.js';

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
