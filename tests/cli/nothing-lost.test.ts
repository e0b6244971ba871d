import { spawnSync } from 'node:child_process';
import { chmodSync, lstatSync, mkdirSync, readFileSync, statSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileStore } from 'ownwords/file';
import { beforeEach, expect, it } from 'vitest';
import { everythingIn, run as start, temporaryFolder } from './command.js';
import { PROGRAM } from './program.js';

let folder: string;
beforeEach(() => {
  folder = temporaryFolder();
});
const at = (name: string) => join(folder, name);
const put = (name: string, content: string | Uint8Array) => writeFileSync(at(name), content);
const read = (name: string) => readFileSync(at(name), 'utf8');
const run = (...args: readonly string[]) => start(args, '', { cwd: folder, env: { NO_COLOR: '1' } });

const deck = (id: string, prompt = 'p') => JSON.stringify({ id, title: id, cards: { one: { prompt, answer: 'a' } } });

async function log(name: string): Promise<void> {
  const store = fileStore(at(name));
  await store.append([{ id: `of-${name}`, type: 'suspended', at: 1_700_000_000_000, cardId: 'a/b' } as never]);
  await store.close();
}

it('exports progress over an earlier export, and over nothing else', async () => {
  await log('mine.ndjson');
  await log('other.ndjson');
  await log('other.log');
  put('deck.json', deck('d'));
  symlinkSync('mine.ndjson', at('link.ndjson'));
  const before = everythingIn(folder);
  for (const path of ['other.ndjson', 'other.log', 'deck.json', 'link.ndjson']) {
    expect((await run('study', '--file', 'mine.ndjson', '--export', path)).code, path).toBe(1);
  }
  expect((await run('study', '--file', 'link.ndjson', '--export', 'mine.ndjson')).code).toBe(1);
  expect(everythingIn(folder)).toEqual(before);
  for (let times = 0; times < 2; times++) {
    expect((await run('study', '--file', 'mine.ndjson', '--export', 'all.json')).code).toBe(0);
  }
});

it('does not write two things to one place', async () => {
  put('d.json', deck('d', 'new'));
  mkdirSync(at('out'));
  put('out/d.json', deck('d', 'old'));
  const before = everythingIn(folder);
  const { code, errors } = await run('convert', 'd.json', 'out', '--to', 'json', '--remarks', 'out/D.json', '--force');
  expect(code).toBe(1);
  expect(errors).toContain('would be one file');
  expect(everythingIn(folder)).toEqual(before);
});

it('does not write over what it reads, by whatever name', async () => {
  mkdirSync(at('decks'));
  put('decks/d.json', deck('d'));
  symlinkSync('decks/d.json', at('link.json'));
  const before = everythingIn(folder);
  for (const args of [
    ['decks/d.json', 'decks', '--to', 'json'],
    ['decks/d.json', 'link.json'],
    ['decks', 'link.json'],
  ]) {
    const { code, errors } = await run('convert', ...args, '--force');
    expect({ code, errors }).toMatchObject({ code: 1, errors: expect.stringContaining('is read; write to another') });
  }
  expect(everythingIn(folder)).toEqual(before);
});

it('does not let the picture of one package stand for that of another', async () => {
  for (const name of ['a', 'b']) {
    put(`${name}.json`, deck(name, '![](cat.png)'));
    mkdirSync(at(`media-${name}`));
    put(`media-${name}/cat.png`, name);
    mkdirSync(at('in'), { recursive: true });
    await run('convert', `${name}.json`, `in/${name}.apkg`, '--media', `media-${name}`);
  }
  expect(await run('convert', 'in', 'all.apkg')).toMatchObject({ code: 1, errors: expect.stringContaining('cat.png') });
  expect(await run('convert', 'in/a.apkg', 'x.apkg', '--media', 'media-b')).toMatchObject({ code: 1 });
  expect(await run('convert', 'in/a.apkg', 'x.apkg', '--media', 'media-a')).toMatchObject({ code: 0 });
});

it('writes through a link, and leaves to a file who may read it', async () => {
  put('old.json', deck('d'));
  put('real.json', deck('d').replace('"one"', '"two"'));
  chmodSync(at('real.json'), 0o600);
  symlinkSync('real.json', at('draft.json'));
  expect((await run('diff', 'old.json', 'draft.json', '--write')).code).toBe(0);
  expect(read('real.json')).toContain('formerly');
  expect((await run('convert', 'old.json', 'draft.json', '--force')).code).toBe(0);
  expect(read('real.json')).toContain('"one"');
  expect(lstatSync(at('draft.json')).isSymbolicLink()).toBe(true);
  expect(statSync(at('real.json')).mode & 0o777).toBe(0o600);
});

it('refuses JSON that is not in UTF-8 instead of losing letters', async () => {
  put('l1.json', Buffer.from(deck('d', 'Perú?'), 'latin1'));
  expect(await run('convert', 'l1.json', 'l1.md')).toMatchObject({ code: 1, errors: expect.stringContaining('UTF-8') });
  const answered = { id: 'x', type: 'answered', at: 1_700_000_000_000, cardId: 'a/b', answer: 'Ça va' };
  const exportedAt = '2026-01-01T00:00:00.000Z';
  const progress = { format: 'ownwords-progress', version: 1, exportedAt, events: [answered] };
  put('p.json', Buffer.from(JSON.stringify(progress), 'latin1'));
  expect(await run('progress', 'export', 'p.json')).toMatchObject({ code: 1, output: '' });
  expect(await run('study', '--file', 'log.ndjson', '--import', 'p.json')).toMatchObject({ code: 1, output: '' });
});

it('says that a log was cut short', async () => {
  await log('whole.ndjson');
  put('cut.ndjson', readFileSync(at('whole.ndjson')).subarray(0, -10));
  for (const input of ['cut.ndjson', '-']) {
    const { code, errors } = await start(['progress', 'export', input], read('cut.ndjson'), { cwd: folder });
    expect({ code, errors }).toMatchObject({ code: 0, errors: expect.stringContaining('is not whole') });
  }
  expect((await run('progress', 'export', 'whole.ndjson')).errors).not.toContain('is not whole');
});

it('tells colors and full disks apart from faults of its own', async () => {
  const { output } = await start(['--help'], '', { env: { FORCE_COLOR: '0' } });
  expect(output).not.toContain('\u001b');
  const words = [process.execPath, ...PROGRAM].join(' ');
  const { status, stderr } = spawnSync('sh', ['-c', `${words} --help > /dev/full`], { encoding: 'utf8' });
  expect({ status, stderr }).toEqual({ status: 1, stderr: expect.stringMatching(/^ownwords: ENOSPC.*\n$/) });
});
