import { memoryStore, syncLogs } from 'ownwords';
import { expect, it, onTestFinished } from 'vitest';
import { ask } from '../examples/server-description.js';
import { appendForEver, startServer } from '../examples/server-program.js';
import { events } from '../store/some-events.js';
import { createCluster } from './cluster.js';
import { freshDatabase, onServer } from './database.js';

const SECRET = 'a secret that all servers of one database share';
const CARD = 'initiative-and-leadership/core-answer';

const startOn = (url: string) => startServer({ DATABASE_URL: url, SECRET, RATE_BURST: '100000' });

it('several servers on one database are as one', async () => {
  const url = await freshDatabase();
  const [one, two] = await Promise.all([startOn(url), startOn(url)]);
  expect(one.greeting).toContain('PostgreSQL');
  expect(one.greeting).not.toContain(url);
  const body = { cardId: CARD, grade: 'good', id: 'answer 1' };
  const answers = await Promise.all([one, two, one, two].map((server) => ask(server, 'POST', '/grades', { body })));
  for (const { status, body } of answers) expect([status, body.card.reps]).toEqual([200, 1]);
  const undone = await ask(two, 'POST', '/undo');
  expect(undone.body.card.reps).toBe(0);

  const log = memoryStore();
  await syncLogs(log, one.logOf('me'));
  expect((await log.read()).events.map(({ type }) => type)).toEqual(['reviewed', 'undone']);
  await log.append(events(2_500));
  await syncLogs(log, two.logOf('me'));
  expect((await one.logOf('me').read()).events).toHaveLength(2_502);
  expect((await one.logOf('alice').read()).events).toEqual([]);
});

it('grades and undos of one learner that come at once wait for each other', async () => {
  const server = await startOn(await freshDatabase());
  const grade = () => ask(server, 'POST', '/grades', { body: { cardId: CARD, grade: 'good' } });
  const graded = await Promise.all([grade(), grade(), grade(), grade()]);
  expect(graded.map(({ body }) => body.card.reps).sort()).toEqual([1, 2, 3, 4]);
  const undone = await Promise.all([1, 2, 3].map(() => ask(server, 'POST', '/undo')));
  expect(undone.map(({ body }) => body.card.reps).sort()).toEqual([1, 2, 3]);
});

it('a server that is asked to end loses nothing that was acknowledged, and ends with 0', async () => {
  const url = await freshDatabase();
  const server = await startOn(url);
  const writers = Array.from({ length: 8 }, (_, nth) => appendForEver(server, `writer ${nth}`));
  await new Promise((resolve) => setTimeout(resolve, 500));
  const { status, errors } = await server.stop();
  expect({ status, errors }).toEqual({ status: 0, errors: '' });
  const acknowledged = (await Promise.all(writers)).flat();
  const rows = await onServer(url, "select id from ownwords_events where log = 'me'");
  const kept = new Set(rows.map(({ id }) => id));
  expect(acknowledged.length).toBeGreaterThan(0);
  expect(acknowledged.filter((id) => !kept.has(id))).toEqual([]);
});

it('is not healthy while PostgreSQL is down, stays up, and goes on when it is back', async () => {
  const cluster = await createCluster();
  onTestFinished(() => cluster.remove());
  const server = await startOn(cluster.url);
  await server.logOf('me').append(events(1));
  const health = async () => (await ask(server, 'GET', '/health', { token: '' })).status;
  expect(await health()).toBe(200);

  cluster.stop();
  expect(await health()).toBe(503);
  const grading = ask(server, 'POST', '/grades', { body: { cardId: CARD, grade: 'good' } });
  const appending = server.logOf('me').append(events(2));
  cluster.start();
  expect((await grading).status).toBe(200);
  await appending;
  expect(await health()).toBe(200);
  const { events: kept } = await server.logOf('me').read();
  expect(kept.map(({ id }) => id)).toEqual(expect.arrayContaining(['event 0', 'event 1']));
  expect(kept).toHaveLength(3);
});

it('a server whose database cannot be reached at the start says so, without the password', async () => {
  const url = 'postgres://me:hunter2@127.0.0.1:1/nowhere';
  const error = await startOn(url).catch((error: Error) => error);
  expect(error).toBeInstanceOf(Error);
  expect((error as Error).message).toMatch(/"status":1/);
  expect((error as Error).message).toMatch(/database/);
  expect((error as Error).message).not.toContain('hunter2');
});
