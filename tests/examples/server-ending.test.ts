import { renameSync, rmSync } from 'node:fs';
import { Agent, request } from 'node:http';
import { setTimeout as pause } from 'node:timers/promises';
import { expect, it } from 'vitest';
import { event, events } from '../store/some-events.js';
import { ask } from './server-description.js';
import { appendForEver, dataFolder, type Running, startServer } from './server-program.js';

/** A request whose body is sent in two halves, over a connection that stays open. */
function halfRequest({ url, token }: Running, body: string) {
  const agent = new Agent({ keepAlive: true });
  const headers = {
    authorization: `Bearer ${token}`,
    'content-type': 'application/json',
    'content-length': body.length,
  };
  const sent = request(`${url}/log`, { method: 'POST', agent, headers });
  sent.write(body.slice(0, 10));
  const status = new Promise<number | undefined>((resolve, reject) => {
    sent.on('error', reject).on('response', (response) => {
      response.resume().on('end', () => resolve(response.statusCode));
    });
  });
  const asksAgain = () =>
    new Promise<boolean>((resolve) => {
      const again = request(`${url}/health`, { agent }, (response) => response.resume().on('end', () => resolve(true)));
      again.on('error', () => resolve(false)).end();
    });
  return { finish: () => void sent.end(body.slice(10)), status, asksAgain };
}

for (const signal of ['SIGTERM', 'SIGINT'] as const) {
  it(`${signal} in the middle of requests loses nothing that was acknowledged, and ends with 0`, async () => {
    const folder = dataFolder();
    const server = await startServer({ RATE_BURST: '100000' }, folder);
    const writers = Array.from({ length: 8 }, (_, nth) => appendForEver(server, `writer ${nth}`));
    const half = halfRequest(server, JSON.stringify({ events: [event('sent in halves')] }));
    await pause(300);
    const ended = server.stop(signal);
    const acknowledged = (await Promise.all(writers)).flat();
    await expect(fetch(`${server.url}/health`)).rejects.toThrow();
    half.finish();
    expect(await half.status).toBe(204);
    let served = 0; // what came before the connection was let go
    while (await half.asksAgain()) served++;
    expect(served).toBeLessThanOrEqual(1);
    const { status, errors, output } = await ended;
    expect({ status, errors }).toEqual({ status: 0, errors: '' });
    expect(output).toMatch(/Stopping\n$/);

    const again = await startServer({}, folder);
    const kept = (await again.logOf('me').read()).events.map(({ id }) => id as string);
    expect(acknowledged.length).toBeGreaterThan(0);
    expect(new Set(kept).size).toBe(kept.length);
    expect(kept).toEqual(expect.arrayContaining(['sent in halves']));
    const known = new Set(kept);
    expect(acknowledged.filter((id) => !known.has(id))).toEqual([]);
    expect(kept.length - acknowledged.length).toBeLessThanOrEqual(8 + 1); // and those whose answer was lost
  });
}

it('finds everything again after a restart, tokens and being killed included', async () => {
  const folder = dataFolder();
  const first = await startServer({}, folder);
  await first.logOf('me').append(events(3));
  const { cursor } = await first.logOf('me').read();
  first.kill();

  const second = await startServer({}, folder);
  expect(second.token).toBe(first.token);
  expect((await second.logOf('me').read(cursor)).events).toEqual([]);
  expect((await second.logOf('me').read()).events).toEqual(events(3));
});

it('with a secret from the environment writes none, and another secret ends all tokens', async () => {
  const folder = dataFolder();
  const [one, two] = ['a secret that is long enough to be one', 'another secret that is long enough, too'];
  const first = await startServer({ SECRET: one }, folder);
  await first.logOf('me').append(events(1));
  await first.stop();
  const second = await startServer({ SECRET: two }, folder);
  expect((await ask(second, 'GET', '/log', { token: first.token })).status).toBe(401);
  expect((await ask(second, 'GET', '/log')).body.events).toHaveLength(1);
});

it('is not healthy while its database is gone, and says so without a token', async () => {
  const folder = dataFolder();
  const server = await startServer({}, folder);
  expect(await ask(server, 'GET', '/health', { token: '' })).toMatchObject({ status: 200, body: { status: 'ok' } });
  renameSync(`${folder}/ownwords.db`, `${folder}/elsewhere.db`);
  const answer = await ask(server, 'GET', '/health', { token: '' });
  expect([answer.status, answer.body.code]).toEqual([503, 'unreachable']);
  expect(answer.body.detail).not.toContain(folder);
  renameSync(`${folder}/elsewhere.db`, `${folder}/ownwords.db`);
  expect((await ask(server, 'GET', '/health', { token: '' })).status).toBe(200);
  rmSync(`${folder}/ownwords.db`);
  expect((await ask(server, 'GET', '/health', { token: '' })).status).toBe(503);
});

it('says so if its port is taken', async () => {
  const server = await startServer();
  const { port } = new URL(server.url);
  await expect(startServer({ PORT: port })).rejects.toThrow(/EADDRINUSE.*"status":1/s);
});
