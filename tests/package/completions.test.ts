import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, inject, it } from 'vitest';
import { startShell, temporaryFolder } from '../cli/study-program.js';
import { run } from './run.js';

const bin = join(inject('consumer'), 'node_modules/.bin/ownwords');

/** The script for a shell, in a file. */
async function scriptFor(shell: string): Promise<string> {
  const path = join(temporaryFolder(), shell);
  writeFileSync(path, await run(bin, ['completions', shell]));
  return path;
}

it('bash completes commands, options and their values, and leaves files to itself', async () => {
  const script = await scriptFor('bash');
  const suggested = async (...words: string[]) => {
    const code = `source ${script}; COMP_WORDS=(ownwords "$@"); COMP_CWORD=$#; _ownwords; echo "\${COMPREPLY[*]}"`;
    return (await run('bash', ['-c', code, 'bash', ...words])).trim().split(' ');
  };
  expect(await suggested('c')).toEqual(expect.arrayContaining(['check', 'convert', 'completions']));
  expect(await suggested('c')).not.toContain('study');
  expect(await suggested('new', '--format', '')).toEqual(['json', 'markdown', 'csv']);
  expect(await suggested('study', '--de')).toEqual(['--deck', '--deck-file']);
  expect(await suggested('completions', 'z')).toEqual(['zsh']);
  expect(await suggested('check', 'de')).toEqual(['']);
  expect(await suggested('study', '--file', '')).toEqual(['']);
});

it('fish completes commands, options and their values, each with what it does', async () => {
  const script = await scriptFor('fish');
  const suggested = (line: string) => run('fish', ['--no-config', '-c', `source ${script}; complete -C '${line}'`]);
  expect(await suggested('ownwords ch')).toMatch(/^check\t\w[^\n]+\n$/);
  expect((await suggested('ownwords new --format ')).match(/^\w+/gm)?.sort()).toEqual(['csv', 'json', 'markdown']);
  expect(await suggested('ownwords study --deck-f')).toContain('--deck-file\t');
});

it('zsh completes commands and what stands behind them', async () => {
  const script = await scriptFor('zsh');
  const { type, see } = startShell('TERM=dumb exec zsh -f -i');
  type(`autoload -U compinit; compinit -u -D; source ${script}; echo rea''dy\n`);
  await see('ready');
  type('ownwords comp\t');
  await see('letions');
  type('f\t');
  await see('fish');
});
