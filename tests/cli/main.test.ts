import { readFileSync } from 'node:fs';
import { stripVTControlCharacters } from 'node:util';
import { expect, it } from 'vitest';
import { COMMANDS } from '../../src/cli/commands.js';
import { helpFor, overview } from '../../src/cli/help.js';
import { nearest } from '../../src/cli/nearest.js';
import { colorsFor } from '../../src/cli/terminal.js';
import { run } from './command.js';

const plain = colorsFor({});

it('tells which commands there are, to whoever asks in whatever way', async () => {
  const [asked, ...others] = await Promise.all([[], ['--help'], ['-h'], ['help']].map((args) => run(args)));
  expect(asked).toEqual({ code: 0, output: overview(plain), errors: '' });
  for (const other of others) expect(other).toEqual(asked);
  for (const { name } of COMMANDS) expect(asked?.output).toMatch(new RegExp(`^  ${name}\\b`, 'm'));
});

it('explains each command with all of its options, in lines that fit a terminal', () => {
  for (const command of COMMANDS) {
    const help = helpFor(command, plain);
    for (const option of [...Object.keys(command.options), 'help']) expect(help).toContain(`--${option}`);
    for (const line of help.split('\n')) expect(line.length, line).toBeLessThanOrEqual(100);
  }
});

it('explains the same for `help <command>` and `<command> --help`', async () => {
  const [one, other] = await Promise.all([run(['help', 'check']), run(['check', '--help', 'anything'])]);
  expect(one).toEqual(other);
  expect(one).toMatchObject({ code: 0, errors: '' });
});

it('says its version', async () => {
  const { version } = JSON.parse(readFileSync(new URL('../../package.json', import.meta.url), 'utf8'));
  expect(await run(['--version'])).toEqual({ code: 0, output: `${version}\n`, errors: '' });
});

it.each([
  [['chek'], 'did you mean check?'],
  [['xylophone'], 'there is no command xylophone'],
  [['help', 'xylophone'], 'there is no command xylophone'],
  [['check', '--fromat', 'json'], '--fromat'],
  [['check', '--rule', 'tag', '--rule', 'link', 'decks'], '--rule is there twice'],
  [['completions'], 'name your shell'],
  [['completions', 'powershell'], 'name your shell'],
  [['completions', 'bash', 'zsh'], 'name your shell'],
])('does not understand %j, says what instead, and ends with 2', async (args, words) => {
  const { code, output, errors } = await run(args);
  expect({ code, output }).toEqual({ code: 2, output: '' });
  expect(errors).toContain(words);
});

it('has colors only where they are wanted', async () => {
  const piped = await run(['--help']);
  const forced = await run(['--help'], '', { env: { FORCE_COLOR: '1' } });
  const unwanted = await run(['--help'], '', { env: { FORCE_COLOR: '1', NO_COLOR: '1' } });
  expect(stripVTControlCharacters(forced.output)).toBe(piped.output);
  expect(forced.output).not.toBe(piped.output);
  expect(unwanted.output).toBe(piped.output);
});

it('knows what is nearly a name, and what is not', () => {
  const names = ['check', 'convert', 'diff'];
  expect(['chekc', 'dif', 'convrt', 'CHECK', 'diffs', ''].map((word) => nearest(word, names))).toEqual([
    'check',
    'diff',
    'convert',
    undefined,
    'diff',
    undefined,
  ]);
});
