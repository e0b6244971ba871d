import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import fc from 'fast-check';
import { strToU8, zipSync } from 'fflate';
import { type Deck, type Progress, parseDeck, parseProgress } from 'ownwords';
import { readAnki } from 'ownwords/anki';
import { initiativeAndLeadership } from 'ownwords/decks';
import { beforeEach, describe, expect, it } from 'vitest';
import { convert as description } from '../../src/cli/convert/command.js';
import { randomDeck } from '../formats/markdown/random-deck.js';
import { everythingIn, run, runHere, start, startInTerminal, temporaryFolder } from './command.js';

const ANKI = fileURLToPath(new URL('../fixtures/anki/fsrs-legacy2.colpkg', import.meta.url));

let folder: string;
beforeEach(() => {
  folder = temporaryFolder();
});

const at = (name: string) => join(folder, name);
const put = (name: string, content: string | Uint8Array) => writeFileSync(at(name), content);
const putDeck = (name: string, deck: Deck) => put(name, JSON.stringify(deck));
const json = (name: string) => JSON.parse(readFileSync(at(name), 'utf8'));
const convert = (args: readonly string[], input: string | Uint8Array = '') =>
  run(['convert', ...args], input, { cwd: folder });

const here = (args: readonly string[]) => runHere(description, args, folder);

const small: Deck = { id: 'small', title: 'Small', cards: { one: { prompt: 'p', answer: 'a' } } };
const other: Deck = { id: 'other', title: 'Other', cards: { one: { prompt: 'q', answer: 'b' } } };

const reviewsIn = ({ events }: Progress) => events.filter(({ type }) => type === 'reviewed');

describe('a deck that goes', () => {
  it('through Markdown and CSV comes back the same, by files and by pipes', async () => {
    // A text that is no Unicode cannot be in a file.
    const odd = fc.sample(randomDeck, { numRuns: 200, seed: 6 }).filter((deck) => {
      return Object.keys(deck.cards).length > 1 && !/\\ud[89a-f]|\p{Surrogate}/iu.test(JSON.stringify(deck));
    });
    const cards = Object.assign({}, initiativeAndLeadership.cards, ...odd.map((deck) => alone(deck)));
    const deck = parseDeck({ ...initiativeAndLeadership, cards });
    putDeck('deck.json', deck);
    expect(await convert(['deck.json', 'deck.md'])).toMatchObject({ code: 0, output: '' });
    const piped = await convert(['-', '-', '--from', 'markdown', '--to', 'csv'], readFileSync(at('deck.md')));
    expect(piped.code).toBe(0);
    expect(await convert(['-', 'back.json', '--from', 'csv'], piped.output)).toMatchObject({ code: 0 });
    expect(json('back.json')).toEqual(JSON.parse(JSON.stringify(deck)));
  });

  it('into a spreadsheet, as notes of Anki or with both ways to ask is as the option says', async () => {
    putDeck('deck.json', { ...small, cards: { one: { prompt: '=1+1', answer: 'two', hint: 'h' } } });
    put('list.csv', 'chat,cat\n');
    await convert(['deck.json', 'deck.csv', '--for-spreadsheets']);
    expect(readFileSync(at('deck.csv'), 'utf8')).toMatch(/^\uFEFF(.|\r\n)*'=1\+1/);
    const text = await convert(['deck.json', 'deck.txt']);
    expect(text.errors).toContain('only prompt, answer and tags of 1 card are in it');
    expect(readFileSync(at('deck.txt'), 'utf8')).toMatch(/^#separator:tab/);
    const named = ['--reversed', '--deck-id', 'words', '--title', 'My words'];
    await convert(['list.csv', 'list.json', ...named]);
    expect(json('list.json')).toMatchObject({ id: 'words', title: 'My words' });
    expect(Object.values(json('list.json').cards)).toMatchObject([{ prompt: 'chat' }, { prompt: 'cat' }]);
  });
});

/** The cards of a deck that hang together with no other. */
function alone({ cards }: Deck) {
  return Object.fromEntries(
    Object.entries(cards).map(([key, { followsUp: _, formerly: __, ...card }]) => [`x-${key}`.slice(0, 128), card]),
  );
}

describe('an Anki package', () => {
  it('becomes decks, progress and media in a folder, and of these a package with the same reviews', async () => {
    const { code, errors } = await convert([ANKI, 'out/', '--to', 'json', '--progress', 'progress.json']);
    expect(code).toBe(0);
    expect(errors).toContain('7 decks with 28 cards: out/');
    const { decks, progress, media } = await readAnki(readFileSync(ANKI), { timeZone: 'UTC' });
    expect(readdirSync(at('out')).sort()).toEqual([...decks.map(({ id }) => `${id}.json`), 'media'].sort());
    for (const deck of decks) expect(json(`out/${deck.id}.json`)).toEqual(JSON.parse(JSON.stringify(deck)));
    expect(json('progress.json')).toEqual(progress);
    for (const [name, bytes] of media) expect(readFileSync(at(`out/media/${name}`))).toEqual(Buffer.from(bytes));

    const along = ['--progress', 'progress.json', '--media', 'out/media'];
    expect(await convert(['out', 'back.apkg', ...along])).toMatchObject({ code: 0 });
    const back = await readAnki(readFileSync(at('back.apkg')), { timeZone: 'UTC' });
    const sorted = (all: readonly Deck[]) => [...all].sort((a, b) => (a.id < b.id ? -1 : 1));
    expect(sorted(back.decks)).toEqual(sorted(decks));
    expect(reviewsIn(progress)).not.toEqual([]);
    expect(reviewsIn(back.progress)).toEqual(reviewsIn(progress));
    expect(new Map(back.media)).toEqual(new Map(media));
  });

  it('becomes a package of its own with what it holds, and with what the learner did since', async () => {
    const since = { id: 'since', type: 'suspended', at: Date.UTC(2025, 4, 1), cardId: 'words/none' };
    const exportedAt = '2025-05-02T00:00:00.000Z';
    put('since.json', JSON.stringify({ format: 'ownwords-progress', version: 1, exportedAt, events: [since] }));
    const { code, errors } = await convert([ANKI, 'new.apkg', '--progress', 'since.json']);
    expect(code).toBe(0);
    expect(errors).toContain('No deck given holds this card; 1 of its events stay behind');
    const [before, after] = [await readAnki(readFileSync(ANKI)), await readAnki(readFileSync(at('new.apkg')))];
    expect(reviewsIn(after.progress)).toEqual(reviewsIn(before.progress));
    expect(new Map(after.media)).toEqual(new Map(before.media));
  });

  it('tells what stays behind where there is no place for it', async () => {
    const { code, output, errors } = await convert([ANKI, '-', '--to', 'markdown']);
    expect(code).toBe(0);
    expect(output).toMatch(/^# /);
    expect(errors).toMatch(/Left out: \d+ events of progress; --progress FILE writes them/);
    expect(errors).toMatch(/Left out: 4 files of media; --media DIR says where to put them/);
    expect(readdirSync(folder)).toEqual([]);
  });
});

it('an archive of Mochi becomes a deck, with its files beside it', async () => {
  const cards = { '~#list': [{ '~:id': '~:c1', '~:content': 'cat ![](@media/cat.png)\n---\nchat', '~:reviews': [] }] };
  const data = { '~:version': 2, '~:decks': [{ '~:id': '~:french', '~:name': 'French', '~:cards': cards }] };
  put('a.mochi', zipSync({ 'data.json': strToU8(JSON.stringify(data)), 'cat.png': Uint8Array.of(1, 2, 3) }));
  expect(await here(['a.mochi', 'a.json', '--media', 'files'])).toEqual({ code: 0, errors: '' });
  expect(json('a.json')).toMatchObject({ id: 'french', title: 'French', cards: { c1: { answer: 'chat' } } });
  expect([...readFileSync(at('files/cat.png'))]).toEqual([1, 2, 3]);
});

describe('what did not come over as it was', () => {
  it('is told as far as anybody reads, and written whole where that is wished', async () => {
    put('list.csv', `prompt,answer\n${'lonely,\n'.repeat(30)}cat,chat\n`);
    const { code, errors } = await convert(['list.csv', 'list.json', '--remarks', 'remarks.json']);
    expect(code).toBe(0);
    expect(errors).toMatch(/^changed: file: .*no key/m);
    expect(errors.match(/^dropped: line \d+: /gm)).toHaveLength(9);
    expect(errors).toContain('and 21 more; all in remarks.json');
    expect(json('remarks.json')).toHaveLength(31);
    expect(json('remarks.json').at(-1)).toMatchObject({ kind: 'dropped', place: 'line 31' });
  });

  it('is told without what would drive a terminal', async () => {
    put('a.md', '# An odd\u001b[2J one {#odd}\n\n# Words {#words}\n\n## cat {#cat}\n\nchat\n');
    const { errors } = await convert(['a.md', '-', '--to', 'json']);
    expect(errors).toContain('An odd[2J one');
    expect(errors).not.toContain('\u001b');
  });
});

describe('a call that cannot be meant is refused with 2, and nothing is written:', () => {
  it.each([
    [['small.json'], 'name what to convert, and what to write'],
    [['small.json', 'a.md', 'b.md'], 'b.md is too much'],
    [['small.json', 'a.xyz'], 'say with --to what to write as a.xyz'],
    [['small.json', '-'], 'say with --to'],
    [['-', 'a.md'], 'say with --from what - is'],
    [['small.xyz', 'a.md'], 'say with --from'],
    [['small.json', 'a.md', '--to', 'mochi'], '--to is json or markdown'],
    [['small.json', 'out/'], 'say with --to what to write into out/'],
    [['small.json', 'out/', '--to', 'anki'], 'holds all decks; name a file'],
    [['small.json', 'a.colpkg', '--to', 'anki'], 'write an .apkg'],
    [['small.json', 'small.json', '--force'], 'named twice'],
    [['small.json', 'a.md', '--remarks', './a.md'], 'named twice'],
    [['small.json', 'a.md', '--progress', 'p.json'], '--progress is for'],
    [['small.json', 'a.md', '--title', 'T'], '--title is for Markdown and CSV'],
    [['small.json', 'a.md', '--reversed'], '--reversed is for CSV'],
    [['small.json', 'a.md', '--for-spreadsheets'], '--for-spreadsheets is for CSV'],
    [['small.json', 'a.apkg', '--time-zone', 'Europe/Nowhere'], '--time-zone'],
    [['small.json', '-', '--to', 'csv', '--remarks', '-'], '- stands for one thing'],
  ])('%j', async (args, message) => {
    putDeck('small.json', small);
    put('small.xyz', '');
    const before = everythingIn(folder);
    const { code, errors } = await here(args);
    expect(code).toBe(2);
    expect(errors).toContain(message);
    expect(everythingIn(folder)).toEqual(before);
  });
});

describe('what cannot be done is refused with 1, and nothing is written:', () => {
  it.each<[string, readonly string[], string]>([
    ['a missing file', ['missing.json', 'a.md'], 'missing.json'],
    ['a missing folder', ['missing/', 'a.json'], 'no such file or directory'],
    ['a folder without decks', ['empty', 'a.md'], 'no file with decks in empty'],
    ['a folder where a file is meant', ['folder.json', 'a.md', '--from', 'json'], 'no file with decks'],
    ['two decks of one id', ['twins', 'a.md'], 'both hold a deck with the id small'],
    ['damaged JSON', ['damaged.json', 'a.md'], 'invalid-deck'],
    ['a package that is none', ['damaged.apkg', 'a.json', '--progress', 'p.json'], 'damaged.apkg: invalid-file'],
    ['a package that is cut', ['cut.apkg', 'out/', '--to', 'json'], 'cut.apkg: invalid-file'],
    ['an archive of Mochi that is none', ['damaged.mochi', 'a.json'], 'damaged.mochi: invalid-file'],
    ['Markdown without a card', ['plain.md', 'a.json'], 'plain.md: invalid-file'],
    ['progress that is damaged', ['small.json', 'a.apkg', '--progress', 'damaged.json'], 'invalid-progress'],
    ['several decks for one file', ['two', 'a.json'], 'two holds 2 decks, and JSON only one; name a folder'],
    ['an output that is there', ['small.json', 'there.md'], 'there.md is there already'],
    ['remarks that are there', ['small.json', 'a.md', '--remarks', 'there.md'], 'there.md is there already'],
    ['a file of a folder that is there', ['two', 'taken/', '--to', 'json'], 'taken/other.json is there already'],
    [
      'a log that is there',
      [ANKI, 'o/', '--to', 'json', '--progress', 'my.ndjson', '--force'],
      'my.ndjson is there already',
    ],
    ['an output below a file', ['small.json', 'there.md/a.md'], 'there.md/a.md'],
    ['an output in no folder', ['small.json', 'nowhere/a.md'], 'ownwords: nowhere/a.md: ENOENT'],
    ['an output folder below a file', ['two', 'there.md/out/', '--to', 'json'], 'ownwords: there.md/out/: '],
    ['a second file that cannot be written', ['small.json', 'a.md', '--remarks', 'nowhere/r.json'], 'nowhere/r.json'],
  ])('%s', async (_, args, message) => {
    for (const name of ['empty', 'folder.json', 'twins', 'two', 'taken']) mkdirSync(at(name));
    for (const name of ['small.json', 'twins/a.json', 'twins/b.json', 'two/a.json']) putDeck(name, small);
    for (const name of ['two/b.json', 'taken/other.json']) putDeck(name, other);
    put('damaged.json', '{"id":"d","title":"D","cards":{"one":{"prompt":"p"}}}');
    for (const name of ['damaged.apkg', 'damaged.mochi', 'plain.md']) put(name, 'no card here\n');
    put('cut.apkg', readFileSync(ANKI).subarray(0, 40_000));
    for (const name of ['there.md', 'my.ndjson']) put(name, 'there');
    const before = everythingIn(folder);
    const { code, errors } = await here(args);
    expect(errors).toContain(message);
    expect(errors).not.toMatch(/\n {4}at /); // no stack: the fault is known
    expect(code).toBe(1);
    expect(everythingIn(folder)).toEqual(before);
  });
});

it('the program ends with these codes, and says what is wrong beside its output', async () => {
  putDeck('small.json', small);
  put('there.md', 'there');
  const before = everythingIn(folder);
  const there = 'ownwords: there.md is there already; name another file, or overwrite it with --force\n';
  expect(await convert(['small.json', 'there.md'])).toEqual({ code: 1, output: '', errors: there });
  expect(await convert(['small.json'])).toMatchObject({ code: 2, output: '' });
  expect(everythingIn(folder)).toEqual(before);
});

it('what is there is overwritten by force', async () => {
  putDeck('small.json', small);
  put('there.md', 'there');
  expect(await convert(['small.json', 'there.md', '--force'])).toMatchObject({ code: 0 });
  expect(readFileSync(at('there.md'), 'utf8')).toContain('# Small {#small}');
});

describe('Ctrl-C cancels, and nothing is written', () => {
  it('while it waits for its input', async () => {
    const { child, ended } = start(['convert', '-', 'a.json', '--from', 'csv'], { cwd: folder });
    // More than a pipe holds: once it is taken, somebody reads.
    await new Promise((resolve) => child.stdin.write('cat,chat\n'.repeat(100_000), resolve));
    child.kill('SIGINT');
    expect(await ended).toEqual({ code: 130, output: '', errors: 'Cancelled; nothing was written.\n' });
    expect(readdirSync(folder)).toEqual([]);
  });

  it.skipIf(spawnSync('script', ['--version']).status !== 0)(
    'in the midst of work, of which a terminal tells',
    async () => {
      putDeck('huge.json', hugeDeck());
      const before = everythingIn(folder);
      const { child, ended } = startInTerminal(['convert', 'huge.json', 'huge.apkg'], { cwd: folder });
      await new Promise<void>((resolve) => {
        child.stdout.on('data', (shown: Buffer) => {
          if (/\w+: \d+ of \d+/.test(shown.toString())) resolve();
        });
      });
      child.stdin.write('\u0003');
      const { code, output } = await ended;
      expect(output).toContain('Cancelled; nothing was written.');
      expect(code).toBe(130);
      expect(everythingIn(folder)).toEqual(before);
    },
  );
});

/** 100,000 cards. */
function hugeDeck(): Deck {
  const cards: { [key: string]: Deck['cards'][string] } = {};
  for (let n = 0; n < 100_000; n++) cards[`card-${n}`] = { prompt: `What is ${n}?`, answer: `It is ${n}.` };
  return { id: 'huge', title: 'Huge', cards };
}

it('a deck of 100,000 cards is converted to Markdown, CSV and back', async () => {
  const huge = hugeDeck();
  putDeck('huge.json', huge);
  for (const [from, to] of [
    ['huge.json', 'huge.md'],
    ['huge.md', 'huge.csv'],
    ['huge.csv', 'back.json'],
  ] as const) {
    expect(await convert([from, to])).toMatchObject({ code: 0, errors: `1 deck with 100000 cards: ${to}\n` });
  }
  expect(json('back.json')).toEqual(huge);
});

it.skipIf(process.platform === 'win32')(
  'a pipe of the shell goes in, and a reader that leaves early ends nothing',
  () => {
    putDeck('huge.json', hugeDeck());
    const program = `'${process.execPath}' --import '${import.meta.resolve('tsx')}' '${fileURLToPath(new URL('../../src/cli/main.ts', import.meta.url))}'`;
    const script = `cat huge.json | ${program} convert - - --from json --to markdown | head -n 1`;
    const env = { ...process.env, TSX_TSCONFIG_PATH: fileURLToPath(new URL('../../tsconfig.json', import.meta.url)) };
    const { stdout, stderr } = spawnSync('sh', ['-c', script], { cwd: folder, env, encoding: 'utf8' });
    expect({ stdout, stderr }).toEqual({
      stdout: '# Huge {#huge}\n',
      stderr: '1 deck with 100000 cards: standard output\n',
    });
  },
);

it('progress that is written for a study is a log if its name says so', async () => {
  await convert([ANKI, 'out/', '--to', 'markdown', '--progress', 'my.ndjson']);
  const exported = await run(['progress', 'export', 'my.ndjson'], '', { cwd: folder });
  const { progress } = await readAnki(readFileSync(ANKI), { timeZone: 'UTC' });
  expect(parseProgress(exported.output).events).toEqual(progress.events);
  expect(existsSync(at('my.ndjson.lock'))).toBe(false);
});
