import { readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { parseProgress } from 'ownwords';
import { expect, it } from 'vitest';
import { createApp } from '../../examples/server/app.js';
import type { Database } from '../../examples/server/database.js';
import { description } from '../../examples/server/openapi.js';
import { ask, operations } from './server-description.js';
import { asSomebody, dataFolder, program, sharedServer, startServer } from './server-program.js';

const server = sharedServer();

const CARD = 'initiative-and-leadership/core-answer';
const FIRST = 'initiative-and-leadership/question-behind-the-question';

it('begins with nothing set, prints a token that works, and keeps its secret to itself', async () => {
  const folder = join(dataFolder(), 'not there yet');
  const server = await startServer({}, folder, 'from its source');
  const [, curlToken, curlUrl] = /curl -H 'Authorization: Bearer (\S+)' '(\S+)'/.exec(server.greeting) ?? [];
  const answer = await fetch(curlUrl as string, { headers: { authorization: `Bearer ${curlToken}` } });
  expect(await answer.json()).toMatchObject({ cards: [{ id: FIRST, phase: 'new' }], counts: { new: 20 } });
  expect(new URL(server.url).hostname).toBe('127.0.0.1');
  expect(statSync(join(folder, 'secret')).mode & 0o777).toBe(0o600);
  expect(statSync(folder).mode & 0o777).toBe(0o700);
  expect(readFileSync(join(folder, 'secret'), 'utf8').trim()).toMatch(/^[\w-]{43}$/);
});

it('prints the token of another learner, also while it runs', async () => {
  const folder = dataFolder();
  const server = await startServer({}, folder);
  const { output, errors, status } = await program(['token', 'Zoë Ångström'], { DATA_DIR: folder }).ended;
  expect({ errors, status }).toEqual({ errors: '', status: 0 });
  expect(output.trim()).toBe(server.tokenOf('Zoë Ångström'));
  expect((await ask(server, 'GET', '/due', { token: output.trim() })).status).toBe(200);
});

it('does not begin with settings that make no sense, and says which', async () => {
  const faults = [
    { PORT: 'eighty' },
    { PORT: '70000' },
    { SECRET: 'short' },
    { DATABASE_URL: 'mysql://me:hunter2@localhost/x' },
    { CORS_ORIGIN: 'https://example.com/path' },
    { RATE_BURST: '0' },
  ];
  const ends = await Promise.all(faults.map((fault) => program([], { DATA_DIR: dataFolder(), ...fault }).ended));
  for (const [nth, fault] of faults.entries()) {
    expect(ends[nth]).toMatchObject({ status: 2, output: '' });
    expect(ends[nth]?.errors).toMatch(new RegExp(`^${Object.keys(fault)[0]} [^\\n]+\\n$`));
    expect(ends[nth]?.errors).not.toContain('hunter2');
  }
  expect(await program(['tokne', 'me'], {}).ended).toMatchObject({ status: 2, output: '' });
});

it('tells what is due, records a grade, takes it back, and hands the progress out', async () => {
  const me = asSomebody(server());
  const [first] = (await ask(me, 'GET', '/due?limit=1&deck=initiative-and-leadership')).body.cards;
  expect(first).toMatchObject({ id: FIRST, phase: 'new', reps: 0 });

  const { preview } = (await ask(me, 'GET', `/cards/${first.id}`)).body;
  const grading = { cardId: first.id, grade: 'easy', durationMs: 1_234, recalled: [first.keyPoints[0].slug] };
  const graded = await ask(me, 'POST', '/grades', { body: grading });
  expect(graded.status).toBe(200);
  expect(graded.body.card).toMatchObject({ id: FIRST, phase: 'review', reps: 1, due: preview.easy });
  const { cards, counts } = (await ask(me, 'GET', '/due')).body;
  expect(counts).toMatchObject({ new: 19, doneToday: 1 });
  expect(cards.map(({ id }: { id: string }) => id)).not.toContain(FIRST);

  expect((await ask(me, 'POST', '/undo')).body.card).toMatchObject({ id: FIRST, phase: 'new', reps: 0 });
  expect((await ask(me, 'GET', '/due')).body.counts).toMatchObject({ new: 20, doneToday: 0 });
  expect((await ask(me, 'POST', '/undo')).body).toEqual({});

  const { events } = parseProgress((await ask(me, 'GET', '/progress')).body);
  expect(events).toMatchObject([
    { type: 'reviewed', cardId: FIRST, grade: 'easy', durationMs: 1_234, recalled: grading.recalled },
    { type: 'undone', target: events[0]?.id },
  ]);
});

it('counts a grade that is sent again under the same id once, and refuses the id for another', async () => {
  const me = asSomebody(server());
  const body = { cardId: CARD, grade: 'good', id: 'answer 1' };
  const answers = await Promise.all([1, 2, 3, 4].map(() => ask(me, 'POST', '/grades', { body })));
  for (const { status, body } of answers) expect([status, body.card.reps]).toEqual([200, 1]);
  for (const other of [{ grade: 'again' }, { cardId: FIRST }]) {
    const refused = await ask(me, 'POST', '/grades', { body: { ...body, ...other } });
    expect([refused.status, refused.body.code]).toEqual([409, 'conflicting-event']);
  }
  expect((await ask(me, 'GET', '/progress')).body.events).toHaveLength(1);
});

it('counts days in the time zone that the query or a header names', async () => {
  const me = asSomebody(server());
  const [west, east] = ['Etc/GMT%2B12', 'Etc/GMT-14']; // more than a day apart
  const body = (cardId: string) => ({ cardId, grade: 'good' });
  await ask(me, 'POST', `/grades?timeZone=${west}`, { body: body(CARD), headers: { 'time-zone': east } });
  await ask(me, 'POST', '/grades', { body: body(FIRST), headers: { 'time-zone': east } });
  const [one, two] = (await ask(me, 'GET', '/progress')).body.events;
  expect([one.cardId, two.cardId]).toEqual([CARD, FIRST]);
  expect(Date.parse(two.day) - Date.parse(one.day)).toBeGreaterThan(0);
});

it('lets the pages of one origin call, refusals included, and by default of none', async () => {
  const origin = 'https://cards.example.com';
  const [open, closed] = [await startServer({ CORS_ORIGIN: origin }), asSomebody(server())];
  const asked = {
    origin,
    'access-control-request-method': 'POST',
    'access-control-request-headers': 'authorization,content-encoding,content-type',
  };
  const preflight = await fetch(`${open.url}/log`, { method: 'OPTIONS', headers: asked });
  expect(preflight.status).toBe(204);
  expect(preflight.headers.get('access-control-allow-origin')).toBe(origin);
  for (const name of ['authorization', 'content-encoding', 'content-type']) {
    expect(preflight.headers.get('access-control-allow-headers')).toContain(name);
  }
  for (const [token, status] of [
    [open.token, 200],
    ['', 401],
  ] as const) {
    const answer = await ask(open, 'GET', '/log', { token, headers: { origin } });
    expect([answer.status, answer.headers.get('access-control-allow-origin')]).toEqual([status, origin]);
  }
  const other = await ask(open, 'GET', '/log', { headers: { origin: 'https://evil.example' } });
  expect(other.headers.get('access-control-allow-origin')).toBeNull();
  const none = await ask(closed, 'GET', '/log', { headers: { origin } });
  expect(none.headers.get('access-control-allow-origin')).toBeNull();
});

it('describes every route that it has, and none that it has not', async () => {
  expect((await ask(server(), 'GET', '/openapi.json', { token: '' })).body).toEqual(
    JSON.parse(JSON.stringify(description)),
  );

  const app = createApp({ database: {} as Database, secret: '', waitOf: () => 0 });
  const routes = app.routes.filter(({ method }) => method !== 'ALL').map(({ method, path }) => `${method} ${path}`);
  const listed = operations.map(({ method, path }) => `${method} ${path.replace(/\{(\w+)\}/g, ':$1')}`);
  expect([...routes, 'GET /log', 'POST /log'].sort()).toEqual(listed.sort());
});

it('is described in a form that programs understand', () => {
  const text = JSON.stringify(description);
  const known = Object.keys(description.components.schemas).map((name) => `#/components/schemas/${name}`);
  const referred = [...text.matchAll(/"\$ref":"([^"]+)"/g)].map(([, ref]) => ref);
  expect(known).toEqual(expect.arrayContaining(referred));
  expect(referred).toEqual(expect.arrayContaining(known));
  expect(new Set(operations.map(({ operationId }) => operationId)).size).toBe(operations.length);
  for (const { path, parameters = [], responses } of operations) {
    const inPath = parameters.filter((parameter) => parameter.in === 'path').map(({ name }) => name);
    expect(inPath).toEqual([...path.matchAll(/\{(\w+)\}/g)].map(([, name]) => name));
    for (const [status, { description }] of Object.entries(responses)) {
      expect(status).toMatch(/^[2-5]\d\d$/);
      expect(description).toMatch(/\.$/);
    }
  }
});
