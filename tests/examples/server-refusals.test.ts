import { connect } from 'node:net';
import { gzipSync } from 'node:zlib';
import { httpStore } from 'ownwords/http';
import { describe, expect, it } from 'vitest';
import { tokenFor } from '../../examples/server/tokens.js';
import { event, events } from '../store/some-events.js';
import { ask, described, operations } from './server-description.js';
import { sharedServer, startServer } from './server-program.js';

const server = sharedServer();

const CARD = 'initiative-and-leadership/core-answer';

/** A token of the same length whose last letter is another; of all there are, the one that decodes to the same bytes. */
function withLastLetterChanged(token: string): string {
  const bytes = (text: string) => Buffer.from(text, 'base64url').toString('hex');
  const [name = '', signature = ''] = token.split('.');
  const letters = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_';
  const twins = [...letters].map((letter) => `${signature.slice(0, -1)}${letter}`);
  const twin = twins.find((text) => text !== signature && bytes(text) === bytes(signature));
  return `${name}.${twin}`;
}

describe('a token', () => {
  const forgeries = (): Readonly<Record<string, string>> => {
    const [mine, theirs] = [server().token, server().tokenOf('alice')];
    const [name, signature] = mine.split('.') as [string, string];
    return {
      'that is missing': '',
      'of a name alone': name,
      'without a signature': `${name}.`,
      'without a name': `.${signature}`,
      'that is cut short': mine.slice(0, -1),
      'that is longer': `${mine}A`,
      'that decodes to the same bytes': withLastLetterChanged(mine),
      'with the signature of another': `${name}.${theirs.split('.')[1]}`,
      'with the name of another': `alice.${signature}`,
      'in other letters': mine.toUpperCase(),
      'whose name is written in another way': `%6De.${signature}`,
      'signed with another secret': tokenFor('me', 'another secret that is as long as one should be'),
      'signed with no secret': tokenFor('me', ''),
      'that is no URL': '%.%',
      'that is all dots': '....',
    };
  };

  it('that is not of this server opens nothing', async () => {
    for (const [what, token] of Object.entries(forgeries())) {
      for (const { method, path, responses } of operations.filter(({ responses }) => 401 in responses)) {
        const answer = await ask(server(), method, path.replace('{deck}/{key}', CARD), { token });
        expect(answer.status, `${method} ${path} with a token ${what}`).toBe(401);
        expect(answer.body.code).toBe('not-allowed');
        expect(Object.keys(responses)).toContain('429');
      }
    }
    expect((await ask(server(), 'GET', '/log')).body.events).toEqual([]);
  });

  it('is taken from the header alone, in the scheme Bearer', async () => {
    for (const authorization of [
      `Basic ${server().token}`,
      server().token,
      `Bearer${server().token}`,
      `Bearer ${server().token} x`,
    ]) {
      expect((await ask(server(), 'GET', '/log', { token: '', headers: { authorization } })).status).toBe(401);
    }
    const { status } = await ask(server(), 'GET', `/log?access_token=${server().token}`, {
      token: '',
      headers: { cookie: `token=${server().token}` },
    });
    expect(status).toBe(401);
    expect(
      (await ask(server(), 'GET', '/log', { token: '', headers: { authorization: `bearer ${server().token}` } }))
        .status,
    ).toBe(200);
  });

  it('that is wrong is told to httpStore as such', async () => {
    const store = httpStore(`${server().url}/log`, { headers: { authorization: 'Bearer me.x' } });
    await expect(store.read()).rejects.toMatchObject({ code: 'not-allowed' });
  });
});

describe('bad input is refused, with the reason, and changes nothing:', () => {
  const refusals: readonly (readonly [what: string, status: number, method: string, path: string, body?: unknown])[] = [
    ['a limit of none', 400, 'GET', '/due?limit=0'],
    ['a limit that is no number', 400, 'GET', '/due?limit=ten'],
    ['a limit below none', 400, 'GET', '/due?limit=-1'],
    ['an empty limit', 400, 'GET', '/due?limit='],
    ['a limit beyond reason', 400, 'GET', '/due?limit=99999999999999999999'],
    ['a deck that is not there', 404, 'GET', '/due?deck=nope'],
    ['a deck named as what objects have', 404, 'GET', '/due?deck=__proto__'],
    ['a time zone that is none', 400, 'GET', '/due?timeZone=Mars/Olympus'],
    ['an empty time zone', 400, 'GET', '/due?timeZone='],
    ['a time zone that is a path', 400, 'POST', '/undo?timeZone=../../etc/passwd'],
    ['a card that is not there', 404, 'GET', '/cards/initiative-and-leadership/nope'],
    ['a card with a name that cannot be decoded', 404, 'GET', '/cards/%E0%A4%A/%FF'],
    ['a path that is not there', 404, 'GET', '/nope'],
    ['a path above the root', 404, 'GET', '/..%2f..%2fetc/passwd'],
    ['a cursor that is none', 400, 'GET', '/log?after=nope'],
    ['a limit of the log that is none', 400, 'GET', '/log?limit=0'],
    ['another method for the log', 405, 'DELETE', '/log'],
    ['another method for a grade', 405, 'GET', '/grades'],
    ['another method for an undo', 405, 'GET', '/undo'],
    ['another method for what is due', 405, 'POST', '/due', {}],
    ['another method for a card', 405, 'PUT', `/cards/${CARD}`, {}],
    ['another method for the progress', 405, 'POST', '/progress', {}],
    ['another method for the health', 405, 'POST', '/health', {}],
    ['another method for the description', 405, 'DELETE', '/openapi.json'],
    ['a body that is not JSON', 400, 'POST', '/grades', '{"cardId":'],
    ['an empty body', 400, 'POST', '/grades', ''],
    ['a list for a body', 422, 'POST', '/grades', []],
    ['null for a body', 422, 'POST', '/grades', 'null'],
    ['a number for a body', 422, 'POST', '/grades', '1'],
    ['a body without members', 422, 'POST', '/grades', {}],
    ['no grade', 422, 'POST', '/grades', { cardId: CARD }],
    ['a grade that is none', 422, 'POST', '/grades', { cardId: CARD, grade: 'perfect' }],
    ['a grade named as what objects have', 422, 'POST', '/grades', { cardId: CARD, grade: 'constructor' }],
    ['a grade in numbers', 422, 'POST', '/grades', { cardId: CARD, grade: 3 }],
    ['a card in numbers', 422, 'POST', '/grades', { cardId: 7, grade: 'good' }],
    ['a grade for a card that is not there', 404, 'POST', '/grades', { cardId: 'a/b', grade: 'good' }],
    ['a grade for a card that can be none', 404, 'POST', '/grades', { cardId: '\0', grade: 'good' }],
    ['an empty id', 422, 'POST', '/grades', { cardId: CARD, grade: 'good', id: '' }],
    ['an id that is too long', 422, 'POST', '/grades', { cardId: CARD, grade: 'good', id: 'x'.repeat(201) }],
    ['an id that is null', 422, 'POST', '/grades', { cardId: CARD, grade: 'good', id: null }],
    ['a duration in words', 422, 'POST', '/grades', { cardId: CARD, grade: 'good', durationMs: 'long' }],
    ['a duration below none', 422, 'POST', '/grades', { cardId: CARD, grade: 'good', durationMs: -1 }],
    ['a duration beyond numbers', 422, 'POST', '/grades', `{"cardId":"${CARD}","grade":"good","durationMs":1e999}`],
    ['a key point that is not there', 422, 'POST', '/grades', { cardId: CARD, grade: 'good', recalled: ['nope'] }],
    ['key points that are no list', 422, 'POST', '/grades', { cardId: CARD, grade: 'good', recalled: 'all' }],
    ['a member that is not known', 422, 'POST', '/grades', { cardId: CARD, grade: 'good', at: 1 }],
    ['a member with the name __proto__', 422, 'POST', '/grades', `{"cardId":"${CARD}","grade":"good","__proto__":{}}`],
    ['a time zone that is none, for a grade', 400, 'POST', '/grades?timeZone=x', { cardId: CARD, grade: 'good' }],
    ['a grading longer than any is', 413, 'POST', '/grades', { cardId: CARD, grade: 'good', id: 'x'.repeat(20_000) }],
    ['an append that is not JSON', 400, 'POST', '/log', 'events'],
    ['an append without events', 400, 'POST', '/log', {}],
    ['an event that is none', 422, 'POST', '/log', { events: [event('fine'), { id: 'x' }] }],
    [
      'more than a log takes at once',
      413,
      'POST',
      '/log',
      { events: [{ ...event('x'), answer: 'x'.repeat(5_000_000) }] },
    ],
  ];

  for (const [what, status, method, path, body] of refusals) {
    it(what, async () => {
      const answer = await ask(server(), method, path, { body });
      expect([answer.status, answer.body.status]).toEqual([status, status]);
      expect(answer.body.detail).toMatch(/\S/);
      expect(answer.headers.has('allow')).toBe(status === 405);
      expect((await ask(server(), 'GET', '/progress')).body.events).toEqual([]);
    });
  }

  it('bodies of other types and encodings', async () => {
    const body = JSON.stringify({ cardId: CARD, grade: 'good' });
    for (const path of ['/grades', '/log']) {
      const type = await ask(server(), 'POST', path, { body, headers: { 'content-type': 'text/plain' } });
      expect(type.status).toBe(415);
    }
    const encoded = await ask(server(), 'POST', '/log', { body, headers: { 'content-encoding': 'br' } });
    expect(encoded.status).toBe(415);
    const response = await fetch(`${server().url}/grades`, {
      method: 'POST',
      headers: { authorization: `Bearer ${server().token}`, 'content-type': 'application/json' },
      body: Buffer.from('"\xff"', 'latin1'),
    });
    expect((await described('POST', `${server().url}/grades`, response)).status).toBe(400);
  });

  it('a body without a length that goes on and on', async () => {
    const endless = new ReadableStream({ pull: (controller) => controller.enqueue(new Uint8Array(4_096).fill(32)) });
    const response = await fetch(`${server().url}/grades`, {
      method: 'POST',
      headers: { authorization: `Bearer ${server().token}`, 'content-type': 'application/json' },
      body: endless,
      duplex: 'half',
    } as RequestInit);
    expect((await described('POST', `${server().url}/grades`, response)).status).toBe(413);
  });

  it('a small body that unzips to a large one', async () => {
    const response = await fetch(`${server().url}/log`, {
      method: 'POST',
      headers: {
        authorization: `Bearer ${server().token}`,
        'content-type': 'application/json',
        'content-encoding': 'gzip',
      },
      body: gzipSync(Buffer.alloc(50_000_000)),
    });
    expect((await described('POST', `${server().url}/log`, response)).status).toBe(413);
  });

  it('what is hardly HTTP', async () => {
    const said = (text: string) =>
      new Promise<string>((resolve, reject) => {
        const socket = connect(Number(new URL(server().url).port), '127.0.0.1', () => socket.end(text));
        let heard = '';
        socket.setEncoding('utf8').on('data', (chunk) => (heard += chunk));
        socket.on('close', () => resolve(heard)).on('error', reject);
      });
    expect(await said('GET /health HTTP/1.0\r\n\r\n')).toMatch(/^HTTP\/1.1 200 /);
    const lines = [
      'GET /log HTTP/1.1\r\nHost: <>\r\n\r\n',
      'GET http://[ HTTP/1.1\r\nHost: x\r\n\r\n',
      'BREW /log HTTP/1.1\r\n\r\n',
    ];
    for (const line of lines) expect(await said(line)).toMatch(/^HTTP\/1.1 40[0145] /);
    expect((await ask(server(), 'GET', '/health', { token: '' })).status).toBe(200);
  });
});

describe('too many requests', () => {
  it('are answered with 429 and when to come back, for one learner and not for others', async () => {
    const limited = await startServer({ RATE_PER_SECOND: '1', RATE_BURST: '3' });
    const paths = ['/log', '/due', '/progress', `/cards/${CARD}`, '/log', '/due', '/log', '/log'];
    const answers = await Promise.all(paths.map((path) => ask(limited, 'GET', path)));
    const refused = answers.filter(({ status }) => status === 429);
    expect(refused.length).toBeGreaterThanOrEqual(paths.length - 3 - 2); // two more, if this took two seconds
    expect(refused[0]?.headers.get('retry-after')).toBe('1');
    expect(refused[0]?.body.code).toBe('rate-limited');
    expect((await ask(limited, 'GET', '/due', { token: limited.tokenOf('alice') })).status).toBe(200);
    expect((await ask(limited, 'GET', '/health', { token: '' })).status).toBe(200);
  });

  it('do not stop httpStore, which waits and goes on', async () => {
    const limited = await startServer({ RATE_PER_SECOND: '2', RATE_BURST: '2' });
    let refusals = 0;
    const store = httpStore(`${limited.url}/log`, {
      headers: { authorization: `Bearer ${limited.token}` },
      fetch: async (request) => {
        const response = await fetch(request);
        if (response.status === 429) refusals++;
        return response;
      },
    });
    const all = events(4);
    for (const each of all) await store.append([each]);
    expect((await store.read()).events).toEqual(all);
    expect(refusals).toBeGreaterThan(0);
  });
});
