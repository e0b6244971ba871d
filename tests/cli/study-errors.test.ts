import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { run, temporaryFolder } from './study-program.js';

/** A log with one grade in it. */
async function studiedFile(): Promise<string> {
  const file = join(temporaryFolder(), 'progress.ndjson');
  await run(['--deck', 'initiative-and-leadership', '--file', file], '\n\n3\n');
  return file;
}

it('explains itself when asked for help', async () => {
  const { code, output, errors } = await run(['--help']);
  expect({ code, errors }).toEqual({ code: 0, errors: '' });
  for (const word of ['--deck ID', '--deck-file', '--file', '--export', '--import', '4 easy', 'Ctrl-C'])
    expect(output).toContain(word);
});

it.each([
  [['--bogus']],
  [['a-deck']],
  [['--file']],
  [['--file=']],
  [['--export', 'a', '--import', 'b']],
  [['--export', '-', '--deck', 'initiative-and-leadership']],
])('leaves with exit code 2 when called with %j', async (args) => {
  const { code, output, errors } = await run(args);
  expect({ code, output }).toEqual({ code: 2, output: '' });
  expect(errors).toMatch(/^ownwords: .+\n {2}See --help/);
});

it('does not export over the log itself', async () => {
  const file = await studiedFile();
  const before = readFileSync(file);
  expect((await run(['--file', file, '--export', file])).code).toBe(2);
  expect(readFileSync(file)).toEqual(before);
});

it('refuses a broken import with every fault in it, and changes nothing', async () => {
  const file = await studiedFile();
  const before = readFileSync(file);
  const { output: exported } = await run(['--file', file, '--export', '-']);
  const progress = JSON.parse(exported);
  const [event] = progress.events;
  progress.events.push({ ...event, id: 'other', grade: 'fine', nth: 0 }, { ...event, id: 'another' }, 'none');
  const { code, output, errors } = await run(['--file', file, '--import', '-'], JSON.stringify(progress));
  expect({ code, output }).toEqual({ code: 1, output: '' });
  expect(errors).toContain('standard input: invalid-progress, 3 faults:');
  for (const path of ['/events/1/grade', '/events/1/nth', '/events/3']) expect(errors).toContain(`\n  ${path}: `);
  expect(readFileSync(file)).toEqual(before);
});

it.each([
  ['no progress', '{"format":"something-else"}', 'invalid-progress'],
  ['no JSON', '{', 'invalid-progress'],
  ['of a newer version', '{"format":"ownwords-progress","version":99}', 'newer-version'],
])('refuses to import what is %s, and makes no file', async (_, input, reason) => {
  const file = join(temporaryFolder(), 'progress.ndjson');
  const { code, errors } = await run(['--file', file, '--import', '-'], input);
  expect(code).toBe(1);
  expect(errors).toContain(reason);
  expect(existsSync(file)).toBe(false);
});

it('refuses a damaged log and a file that is none, and leaves them as they are', async () => {
  const file = await studiedFile();
  for (const [content, reason] of [
    [`${readFileSync(file, 'utf8')}{"id":"broken"}\nmore\n`, 'corrupt-log'],
    ['my diary\n', 'not-a-log'],
  ] as const) {
    writeFileSync(file, content);
    const { code, output, errors } = await run(['--file', file], '1\n\n\n3\n');
    expect({ code, output }).toEqual({ code: 1, output: '' });
    expect(errors).toContain(reason);
    expect(errors).not.toContain(' at '); // no stack: this is for the learner
    expect(readFileSync(file, 'utf8')).toBe(content);
  }
});

it('refuses a deck with faults, one that is not there, and one it does not know', async () => {
  const folder = temporaryFolder();
  const [file, deck] = [join(folder, 'progress.ndjson'), join(folder, 'deck.json')];
  writeFileSync(deck, JSON.stringify({ id: 'mine', title: '', cards: { one: { prompt: 'Why?' } } }));
  const faulty = await run(['--file', file, '--deck-file', deck]);
  expect(faulty.code).toBe(1);
  expect(faulty.errors).toContain(`${deck}: invalid-deck, 2 faults:`);
  expect(faulty.errors).toContain('/cards/one/answer: ');
  const missing = await run(['--file', file, '--deck-file', join(folder, 'missing.json')]);
  expect(missing).toMatchObject({ code: 1, errors: expect.stringContaining('missing.json') });
  const unknown = await run(['--file', file, '--deck', 'nope']);
  expect(unknown).toMatchObject({ code: 1, errors: expect.stringContaining('unknown-deck') });
});
