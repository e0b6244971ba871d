import { cpSync, mkdirSync, readdirSync, readFileSync, statSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { formatDeckCsv } from 'ownwords/csv';
import { formatMarkdown } from 'ownwords/markdown';
import { describe, expect, it } from 'vitest';
import { folderWith, PATIENCE_MS, run, temporaryFolder } from './command.js';
import { ROOT } from './program.js';

const SHORT = { id: 'seas', title: 'Seas', description: 'Two seas.', language: 'en' };
const GOOD = { ...SHORT, cards: { danube: { prompt: 'Where does the Danube end?', answer: 'In the Black Sea' } } };
/** Its follow-up is missing: an error. */
const BAD = { ...GOOD, id: 'bad', cards: { danube: { ...GOOD.cards.danube, prompt: 'Where?', followsUp: 'rhine' } } };
/** It does not say what it is about: advice. */
const TERSE = {
  id: 'terse',
  title: 'Terse',
  language: 'en',
  cards: { one: { prompt: 'Which metal melts?', answer: 'Tin' } },
};

/** A folder with these files: texts, bytes, or values to be written as JSON. */
function folderOf(files: { readonly [name: string]: unknown }): string {
  const folder = temporaryFolder();
  for (const [name, content] of Object.entries(files)) {
    mkdirSync(join(folder, name, '..'), { recursive: true });
    const isPlain = typeof content === 'string' || content instanceof Uint8Array;
    writeFileSync(join(folder, name), isPlain ? content : `${JSON.stringify(content, undefined, 2)}\n`);
  }
  return folder;
}

/** What is found, in short. */
function foundIn(output: string): string[] {
  const { findings } = JSON.parse(output) as { findings: { [member: string]: unknown }[] };
  return findings.map(({ file, line, column, rule }) => `${file}:${line}:${column} ${rule}`);
}

describe('ownwords check', () => {
  it('finds nothing wrong with the decks that come along, however a shell spells their folder out', async () => {
    const files = readdirSync(join(ROOT, 'decks')).map((file) => `decks/${file}`);
    const { code, output, errors } = await run(['check', ...files]);
    expect(output).toMatch(/^\d+ decks?, \d+ cards: all is well\n$/);
    expect(errors).toMatch(
      /^passed over, for there is no deck in it: (decks\/[\w.-]+, ){2}decks\/[\w.-]+ and \d+ more\n$/,
    );
    expect(code).toBe(0);
  });

  it('prints places as compilers do, so that terminals and editors lead there', async () => {
    const cwd = folderOf({ 'bad.json': BAD, 'terse.json': TERSE });
    const { code, output, errors } = await run(['check', 'terse.json', 'bad.json'], '', { cwd });
    expect(output.split('\n')).toEqual([
      expect.stringMatching(/^terse\.json:1:1 {2}advice {2}.+ {2}no-description$/),
      'bad.json:10:20  error  there is no card "rhine" in this deck  follow-up',
      '',
      '1 error and 1 piece of advice in 2 decks, 2 cards',
      '',
    ]);
    expect(errors).toBe('');
    expect(code).toBe(1);
  });

  it('is content with advice, unless it is asked to be strict, and leaves out rules that are ignored', async () => {
    const cwd = folderOf({ 'terse.json': TERSE });
    const usual = await run(['check', 'terse.json'], '', { cwd });
    const strict = await run(['check', 'terse.json', '--strict'], '', { cwd });
    const ignoring = await run(['check', 'terse.json', '--strict', '--ignore', 'tag,no-description'], '', { cwd });
    const others = await run(['check', 'terse.json', '--strict', '--rule', 'tag, syntax'], '', { cwd });
    expect([usual, strict, ignoring, others].map(({ code }) => code)).toEqual([0, 1, 0, 0]);
    expect(usual.output).toContain('1 piece of advice in 1 deck, 1 card\n');
  });

  it('prints one object for programs', async () => {
    const cwd = folderOf({ 'bad.json': BAD });
    const { code, output } = await run(['check', '--format', 'json', 'bad.json'], '', { cwd });
    expect(JSON.parse(output)).toEqual({
      findings: [
        {
          file: 'bad.json',
          line: 10,
          column: 20,
          rule: 'follow-up',
          severity: 'error',
          deckId: 'bad',
          path: '/cards/danube/followsUp',
          message: 'there is no card "rhine" in this deck',
        },
      ],
      decks: 1,
      cards: 1,
      errors: 1,
      advice: 0,
    });
    expect(code).toBe(1);
  });

  it('looks through folders for decks, and passes over what is none', async () => {
    const folder = folderOf({
      'b/bad.json': BAD,
      'a/terse.md': formatMarkdown(TERSE),
      'a/read me.md': 'Nothing to learn here.\n',
      'a/README.md': '# Decks\n\n## How are they made?\n\nBy hand.\n',
      'a/LICENSE.txt': 'Permission is granted, free of charge\nprovided, as is\n',
      'a/notes.txt': 'Buy milk\nCall home\n',
      'a/progress.json': { format: 'ownwords-progress', version: 1, exportedAt: 0, events: [] },
      'a/package.json': { name: 'decks', version: '1.0.0' },
      'node_modules/other/deck.json': BAD,
      'a/picture.png': Uint8Array.of(0x89, 0x50),
      'empty/picture.png': Uint8Array.of(0x89, 0x50),
    });
    const { output, errors } = await run(['check', '--format', 'json', 'a', 'b', 'empty', 'a/terse.md'], '', {
      cwd: folder,
    });
    expect(foundIn(output)).toEqual(['a/terse.md:1:3 no-description', 'b/bad.json:10:20 follow-up']);
    expect(errors.trim().split('\n')).toEqual([
      'empty: there is no file of decks in this folder',
      'passed over, for there is no deck in it: a/LICENSE.txt, a/README.md, a/notes.txt and 3 more',
    ]);
  });

  it('reads what comes in, in the format that is said', async () => {
    const json = await run(['check', '-', '--format', 'json'], JSON.stringify(BAD));
    const markdown = await run(['check', '--from', 'markdown', '-'], formatMarkdown(GOOD));
    const csv = await run(['check', '--from=csv', '-'], formatDeckCsv(GOOD, { forSpreadsheets: true }));
    expect(foundIn(json.output)).toEqual(['standard input:1:147 follow-up']);
    expect(markdown).toEqual({ code: 0, output: '1 deck, 1 card: all is well\n', errors: '' });
    expect(csv).toEqual(markdown);
  });

  it('says what it could not read, and checks the rest', async () => {
    const cwd = folderOf({ 'seas.json': GOOD });
    symlinkSync('loop.json', join(cwd, 'loop.json'));
    const { code, output, errors } = await run(['check', 'lost.json', 'loop.json', 'seas.json'], '', { cwd });
    expect(output).toBe('1 deck, 1 card: all is well\n');
    expect(errors).toMatch(/^ownwords: there is no file lost\.json\nownwords: ELOOP: .*loop\.json'\n$/);
    expect(code).toBe(1);
  });

  it('says that nothing was checked, where there was nothing', async () => {
    const cwd = folderOf({
      'index.ts': 'export {};',
      'schema.json': { $schema: 'https://json-schema.org/draft/2020-12/schema' },
    });
    const { code, output, errors } = await run(['check', 'index.ts', 'schema.json'], '', { cwd });
    expect(output).toBe('');
    expect(errors).toContain('ownwords: nothing was checked, for there was no deck in what was given\n');
    expect(code).toBe(1);
  });

  it('takes garbage and empty files for faults, whatever they call themselves', async () => {
    const garbage = Uint8Array.from({ length: 5_000 }, (_, at) => (at * 7919) % 256);
    const names = ['json', 'md', 'csv', 'apkg', 'mochi'].map((extension) => `garbage.${extension}`);
    const cwd = folderOf({
      ...Object.fromEntries(names.map((name) => [name, garbage])),
      ...{ 'empty.csv': '', 'empty.md': '\n\n', 'empty.json': '\uFEFF' },
    });
    const { code, output } = await run(['check', '.', '--format', 'json'], '', { cwd });
    expect(foundIn(output)).toEqual([
      ...['empty.csv', 'empty.json', 'empty.md'].map((name) => `${name}:1:1 syntax`),
      'garbage.apkg:null:null syntax',
      ...['garbage.csv', 'garbage.json', 'garbage.md'].map((name) => `${name}:1:1 syntax`),
      'garbage.mochi:null:null syntax',
    ]);
    expect(code).toBe(1);
  });

  it('finds the cards of archives by their ids', async () => {
    const file = 'tests/fixtures/anki/genanki-probe.apkg';
    const { code, output } = await run(['check', file]);
    expect(output).toContain(
      `${file}:probe.genanki/KbKzUW~26xpJ  advice  card 1700000000004: its back is empty  changed\n`,
    );
    expect(code).toBe(0);
  });

  it('does not understand a call without files, an unknown rule, or a format for nothing', async () => {
    const calls = [['check'], ['check', 'a.json', '--ignore', 'sintax'], ['check', 'a.json', '--from', 'csv']];
    const runs = await Promise.all(calls.map((call) => run(call)));
    expect(runs.map(({ code, output }) => [code, output])).toEqual(calls.map(() => [2, '']));
    expect(runs[1]?.errors).toContain('there is no rule sintax; did you mean syntax?');
  });

  it('writes to no file that it reads', async () => {
    const folder = temporaryFolder();
    cpSync(join(ROOT, 'tests/fixtures/faulty-decks/files'), folder, { recursive: true });
    const all = () =>
      readdirSync(folder).map((name) => [name, statSync(join(folder, name)).mtimeMs, readFileSync(join(folder, name))]);
    const before = all();
    expect((await run(['check', folder])).code).toBe(1);
    expect(all()).toEqual(before);
  });

  it('ends quietly when nobody reads on', async () => {
    const cards = Array.from({ length: 20_000 }, (_, index) => [`c${index}`, { prompt: '', answer: `${index}` }]);
    const cwd = folderOf({ 'many.json': { ...SHORT, cards: Object.fromEntries(cards) } });
    const { code, output, errors } = await run(['check', 'many.json'], '', { cwd, isCutOff: true });
    expect(output).toMatch(/^many\.json:8:17 {2}error/);
    expect(errors).toBe('');
    expect(code).toBe(1);
  });
});

describe('a deck of 100,000 cards', () => {
  const deckOf = (id: string) => ({
    ...SHORT,
    id,
    cards: Object.fromEntries(
      Array.from({ length: 100_000 }, (_, index) => [
        `c${index}`,
        { prompt: `What is the name of number ${index}?`, answer: `It is called number${index}.`, tags: ['numbers'] },
      ]),
    ),
  });

  it(
    'is checked whole',
    async () => {
      const cwd = folderOf({ 'huge.json': deckOf('huge') });
      const { code, output } = await run(['check', 'huge.json', '--ignore', 'similar-prompt'], '', { cwd });
      expect(output).toBe('1 deck, 100000 cards: all is well\n');
      expect(code).toBe(0);
    },
    PATIENCE_MS,
  );

  it(
    'has its fault found in the last card, in each format',
    async () => {
      const [json, markdown, csv] = [deckOf('a'), deckOf('b'), deckOf('c')];
      const last = { prompt: 'And the last one?', answer: 'It has no name.' };
      const cwd = folderOf({
        'a.json': { ...json, cards: { ...json.cards, last: { ...last, followsUp: 'nobody' } } },
        'b.md': formatMarkdown({ ...markdown, cards: { ...markdown.cards, last } }).replace(
          /name\.\n$/,
          'name.\n\nFollows: nobody\n',
        ),
        'c.csv': formatDeckCsv({ ...csv, cards: { ...csv.cards, last } }).replace(/no name\.,,,/, 'no name.,,,nobody'),
      });
      const { code, output } = await run(['check', '.', '--format', 'json'], '', { cwd });
      expect(foundIn(output)).toEqual([
        'a.json:700010:20 follow-up',
        'b.md:600011:10 follow-up',
        'c.csv:100002:42 follow-up',
      ]);
      expect(code).toBe(1);
    },
    PATIENCE_MS,
  );
});

it('does not say that all is well of a file it could not check', async () => {
  const { at } = folderWith({ 'cut.json': '{"id":"d",' });
  for (const wish of [
    ['--rule', 'tag'],
    ['--ignore', 'syntax'],
  ]) {
    const { code, errors } = await run(['check', at('cut.json'), ...wish]);
    expect(code).toBe(1);
    expect(errors).toContain('cut.json could not be checked');
  }
});

it('takes no word before a colon for a word of the form', async () => {
  const answer = `Berlin: ${'what else could anybody say to that, '.repeat(9)}`;
  const { at } = folderWith({ 'geo.md': `## Which city governs Germany? {#a}\n\n${answer}\n` });
  const { output } = await run(['check', at('geo.md'), '--rule', 'no-key-points']);
  expect(output).toContain('geo.md:3:1  advice');
});
