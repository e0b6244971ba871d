import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { type MemoryLog, memoryStore } from 'ownwords';
import { serveStore } from 'ownwords/http';
import { expect, it } from 'vitest';
import { serve } from '../store/serve.js';
import { run, temporaryFolder } from './study-program.js';

const OWNWORDS_TOKEN = 'me.secret';

/** A server that keeps the log of whoever has the token. */
async function server() {
  const log: MemoryLog = new Map();
  const handle = serveStore(memoryStore(log));
  const { url } = await serve(async (request) => {
    const isKnown = request.headers.get('authorization') === `Bearer ${OWNWORDS_TOKEN}`;
    return isKnown ? handle(request) : new Response('Who are you?', { status: 401 });
  });
  return { log, url };
}

/** One sitting on a device: the first card due is graded. */
function sitting(file: string, url: string, grade: string, environment = { OWNWORDS_TOKEN }) {
  const args = ['--deck', 'initiative-and-leadership', '--file', file, '--sync', url];
  return run(args, `\n\n${grade}\nq\n`, environment);
}

it('keeps two devices in step through a server, one of them offline for a while', async () => {
  const { log, url } = await server();
  const folder = temporaryFolder();
  const [laptop, phone] = [join(folder, 'laptop', 'progress.ndjson'), join(folder, 'phone', 'progress.ndjson')];

  const first = await sitting(laptop, url, '4');
  expect(first).toMatchObject({ code: 0, errors: '' });
  expect(first.output.match(/In step with/g)).toHaveLength(2);
  expect(log.size).toBe(1);

  const offline = await sitting(phone, 'http://127.0.0.1:9/log', '3');
  expect(offline).toMatchObject({ code: 0, errors: '' });
  expect(offline.output.replace(/\s+/g, ' ')).toContain(
    'Offline: http://127.0.0.1:9/log cannot be reached; try again later. Your progress is kept here.',
  );
  expect(log.size).toBe(1);

  const online = await sitting(phone, url, '4');
  expect(online.output).toContain('done today 2');
  expect(log.size).toBe(3);
  expect(
    (await run(['--file', laptop, '--sync', url, '--deck', 'initiative-and-leadership'], 'q\n', { OWNWORDS_TOKEN }))
      .output,
  ).toContain('done today 3');

  const events = (file: string) =>
    readFileSync(file, 'utf8')
      .trimEnd()
      .split('\n')
      .slice(1)
      .flatMap((line) => JSON.parse(line));
  const ids = (file: string) =>
    events(file)
      .map(({ id }: { readonly id: string }) => id)
      .sort();
  expect(ids(laptop)).toEqual([...log.keys()].sort());
  expect(ids(phone)).toEqual(ids(laptop));
});

it('says who is not let in, and keeps what was done', async () => {
  const { log, url } = await server();
  const file = join(temporaryFolder(), 'progress.ndjson');
  const { code, errors } = await sitting(file, url, '4', { OWNWORDS_TOKEN: 'somebody else' });
  expect(code).toBe(1);
  expect(errors).toContain('not-allowed');
  expect(log.size).toBe(0);
  expect(existsSync(`${file}.sync`)).toBe(false);
});

it('refuses an address that is none', async () => {
  const file = join(temporaryFolder(), 'progress.ndjson');
  expect(await sitting(file, 'nonsense', '4')).toMatchObject({
    code: 2,
    errors: expect.stringContaining('--sync needs'),
  });
});
