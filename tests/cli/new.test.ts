import { existsSync, readdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseDeck } from 'ownwords';
import { parseDeckCsv } from 'ownwords/csv';
import { checkDecks } from 'ownwords/decks/tools';
import { parseMarkdown } from 'ownwords/markdown';
import { expect, it } from 'vitest';
import { run, temporaryFolder } from './command.js';

it('begins a deck in each format, the same in all of them, and nothing is wrong with it', async () => {
  const cwd = temporaryFolder();
  const about = ['--title', 'Capitals of the Andes', '--language', 'es-PE'];
  for (const format of ['json', 'markdown', 'csv']) {
    expect(await run(['new', 'deck', 'andes', '--format', format, ...about], '', { cwd })).toMatchObject({
      code: 0,
      errors: '',
    });
  }
  expect(readdirSync(cwd).sort()).toEqual(['andes.csv', 'andes.json', 'andes.md']);
  const read = (name: string) => readFileSync(join(cwd, name), 'utf8');
  const deck = parseDeck(read('andes.json'));
  expect(deck).toMatchObject({ id: 'andes', title: 'Capitals of the Andes', language: 'es-PE' });
  expect(checkDecks([deck])).toEqual([]);
  expect(parseMarkdown(read('andes.md'))).toMatchObject({ decks: [deck], remarks: [] });
  expect(parseDeckCsv(read('andes.csv'))).toMatchObject({ decks: [deck], remarks: [] });
});

it('makes a title of the id, puts the deck where it is told, and says what comes next', async () => {
  const cwd = temporaryFolder();
  const there = await run(['new', 'deck', 'small-talk', '--out', 'talk.json'], '', { cwd });
  expect(there.output).toContain('ownwords check talk.json');
  expect(JSON.parse(readFileSync(join(cwd, 'talk.json'), 'utf8'))).toMatchObject({
    id: 'small-talk',
    title: 'Small talk',
  });
  const here = await run(['new', 'deck', 'small-talk', '--out', '-'], '', { cwd });
  expect(here).toEqual({ code: 0, output: readFileSync(join(cwd, 'talk.json'), 'utf8'), errors: '' });
});

it.each([
  [['new'], 'ownwords new deck <id>'],
  [['new', 'card', 'andes'], 'ownwords new deck <id>'],
  [['new', 'deck', 'a', 'b'], 'ownwords new deck <id>'],
  [['new', 'deck', 'Los Andes'], 'Los Andes'],
  [['new', 'deck', '../andes'], '../andes'],
  [['new', 'deck', 'andes', '--language', 'spanish!'], 'BCP 47'],
  [['new', 'deck', 'andes', '--format', 'yaml'], 'json or markdown or csv'],
  [['new', 'deck', 'andes', '--title', ''], '--title'],
])('refuses %j with 2, and writes nothing', async (args, words) => {
  const cwd = temporaryFolder();
  writeFileSync(join(cwd, 'taken.json'), 'mine');
  const { code, output, errors } = await run(args, '', { cwd });
  expect({ code, output }).toEqual({ code: 2, output: '' });
  expect(errors).toContain(words);
  expect(readdirSync(cwd)).toEqual(['taken.json']);
  expect(readFileSync(join(cwd, 'taken.json'), 'utf8')).toBe('mine');
});

it('leaves alone what is there, be it a link that leads nowhere', async () => {
  const cwd = temporaryFolder();
  writeFileSync(join(cwd, 'taken.json'), 'mine');
  symlinkSync('nowhere.json', join(cwd, 'link.json'));
  for (const id of ['taken', 'link']) {
    const { code, output, errors } = await run(['new', 'deck', id], '', { cwd });
    expect({ code, output }).toEqual({ code: 1, output: '' });
    expect(errors).toContain(`${id}.json is there already`);
  }
  expect(readdirSync(cwd)).toEqual(['link.json', 'taken.json']);
  expect(readFileSync(join(cwd, 'taken.json'), 'utf8')).toBe('mine');
});

it('says what the system says where it may not write', async () => {
  const cwd = temporaryFolder();
  const { code, errors } = await run(['new', 'deck', 'andes', '--out', 'missing/andes.json'], '', { cwd });
  expect(code).toBe(1);
  expect(errors).toContain('missing');
  expect(existsSync(join(cwd, 'missing'))).toBe(false);
});
