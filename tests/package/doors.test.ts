import { cpSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, inject, it } from 'vitest';
import { DECKS } from './doors.js';
import { run } from './run.js';

const consumer = inject('consumer');
const progress = join(consumer, 'progress.ndjson');
const node = (...args: string[]) => run(process.execPath, args, consumer);
const printed = (code: string, type: 'module' | 'commonjs') =>
  node(`--input-type=${type}`, '--eval', `(async () => console.log(JSON.stringify(${code})))()`).then(JSON.parse);

/** What each door hands out. Adding a name is a promise for years; taking one away breaks programs. */
const DOORS = {
  ownwords: [
    'DEFAULT_SCHEDULING',
    'GRADES',
    'StudyError',
    'addDays',
    'copyLog',
    'createClock',
    'daysBetween',
    'defineDeck',
    'fsrsScheduler',
    'histories',
    'memoryStore',
    'openStudy',
    'parseDeck',
    'parseProgress',
    'parseStudyDay',
    'replay',
    'scheduleOf',
    'suggestGrade',
    'syncLogs',
  ],
  'ownwords/anki': ['readAnki', 'writeAnki'],
  'ownwords/csv': ['formatAnkiText', 'formatDeckCsv', 'formatReviewCsv', 'parseDeckCsv', 'parseReviewCsv'],
  'ownwords/file': ['fileStore'],
  'ownwords/http': ['httpStore', 'serveStore'],
  'ownwords/indexeddb': ['indexedDbStore'],
  'ownwords/markdown': ['assignKeys', 'formatMarkdown', 'parseMarkdown', 'readMochi'],
  'ownwords/postgres': ['migratePostgres', 'postgresStore'],
  'ownwords/render': ['renderMarkdown'],
  'ownwords/schedulers': ['fromSm2', 'fromTsFsrs'],
  'ownwords/sqlite': ['sqliteStore'],
  'ownwords/testing': ['stoppedClock', 'storeLaws'],
  'ownwords/decks': [...DECKS.map(camelCase), 'deckList'].sort(),
  'ownwords/decks/tools': ['RULES', 'checkDecks', 'diffDecks', 'secondsToSay', 'withFormerly', 'wordsOf'],
  ...Object.fromEntries(DECKS.map((id) => [`ownwords/decks/${id}`, [camelCase(id)]])),
};

function camelCase(id: string): string {
  return id.replace(/-(\w)/g, (_, letter: string) => letter.toUpperCase());
}

describe.each(Object.entries(DOORS))('%s', (door, names) => {
  it('hands out these names and no others to an import', async () => {
    expect(await printed(`Object.keys(await import('${door}'))`, 'module')).toEqual(names);
  });

  it('hands out the same names to a require', async () => {
    expect((await printed(`Object.keys(require('${door}'))`, 'commonjs')).sort()).toEqual(names);
  });
});

describe('the example of the guide', () => {
  beforeEach(() => rmSync(progress, { force: true }));

  it.each(['example.mjs', 'example.cjs'])('records a review (%s)', async (example) => {
    expect(await node(example)).toBe('');
    expect(readFileSync(progress, 'utf8').match(/"type":"reviewed"/g)).toHaveLength(1);
    await node(example);
    expect(readFileSync(progress, 'utf8').match(/"type":"reviewed"/g)).toHaveLength(2);
  });
});

describe.each(['import', 'require'] as const)('loaded by %s', (how) => {
  const load = how === 'import' ? 'await import' : 'require';
  const type = how === 'import' ? 'module' : 'commonjs';

  it('the package leaves Date.prototype as it was', async () => {
    await node('date-prototype.mjs', how);
  });

  it('the package leaves Date.prototype to an app that has loaded ts-fsrs before', async () => {
    await node('date-prototype.mjs', how, 'after ts-fsrs');
  });

  it('all doors throw the same class of error', async () => {
    const code = `[${load}('ownwords'), ${load}('ownwords/file')].map(async ({ StudyError }, _, [main, { fileStore }]) => {
      const store = fileStore('never-made.ndjson');
      await store.close();
      return store.read().catch((error) => error instanceof main.StudyError);
    })`;
    expect(await printed(`await Promise.all(${code})`, type)).toEqual([true, true]);
  });

  it('a typed deck is the deck of its JSON file', async () => {
    const decks = `${load}('ownwords/decks/initiative-and-leadership')`;
    const file = readFileSync(join(inject('installed'), 'decks/initiative-and-leadership.json'), 'utf8');
    const { $schema, ...deck } = JSON.parse(file);
    expect(await printed(`(${decks}).initiativeAndLeadership`, type)).toMatchObject(deck);
    expect($schema).toBe('./deck.schema.json');
  });

  it('the list of decks loads them, each when it is asked for', async () => {
    const list = `(${load}('ownwords/decks')).deckList`;
    expect(
      await printed(`await Promise.all(${list}.map(async ({ id, load }) => (await load()).id === id))`, type),
    ).toEqual(DECKS.map(() => true));
  });
});

describe.each(['module', 'commonjs'] as const)('ownwords/anki in a %s', (type) => {
  const anki = type === 'module' ? "await import('ownwords/anki')" : "require('ownwords/anki')";
  const library = join(consumer, 'node_modules/sql.js');
  const round = `(${anki}).writeAnki([{ id: 'd', title: 'D', cards: { a: { prompt: 'p', answer: 'q' } } }])
    .then(async ({ bytes }) => (await (${anki}).readAnki(bytes)).decks[0].id)`;
  afterEach(() => rmSync(library, { recursive: true, force: true }));

  it('says what to install where sql.js is missing', async () => {
    expect(await printed(`await ${round}.catch(({ code, message }) => [code, message])`, type)).toEqual([
      'missing-library',
      expect.stringContaining('npm install sql.js'),
    ]);
  });

  it('writes and reads packages where it is installed', async () => {
    cpSync('node_modules/sql.js', library, { recursive: true });
    expect(await printed(`await ${round}`, type)).toBe('d');
  });
});

it.each([
  ...DECKS.map((id) => `ownwords/decks/${id}.json`),
  'ownwords/decks/list.json',
  'ownwords/deck.schema.json',
  'ownwords/progress.schema.json',
  'ownwords/package.json',
])('%s is plain JSON', async (door) => {
  expect(await printed(`require('${door}')`, 'commonjs')).toBeTypeOf('object');
});

it.each(['ownwords/dist/index.js', 'ownwords/src/index.ts', 'ownwords/date-prototype', 'ownwords/decks/interview'])(
  '%s is no door',
  async (path) => {
    await expect(printed(`Object.keys(await import('${path}'))`, 'module')).rejects.toThrow(
      /ERR_PACKAGE_PATH_NOT_EXPORTED|ERR_MODULE_NOT_FOUND/,
    );
  },
);
