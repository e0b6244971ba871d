import { chmodSync, lstatSync, mkdirSync, symlinkSync } from 'node:fs';
import type { CardContent, CardId, Deck } from 'ownwords';
import { describe, expect, it } from 'vitest';
import { folderWith, run, type Surroundings } from './command.js';

const diff = (args: readonly string[], ...rest: readonly [input?: string | Uint8Array, around?: Surroundings]) =>
  run(['diff', ...args], ...rest);

const PERU: CardContent = { prompt: 'What is the capital of Peru?', answer: 'Lima, on the Pacific coast.' };
const KENYA: CardContent = { prompt: 'What is the capital of Kenya?', answer: 'Nairobi, near a national park.' };
const BOILING: CardContent = { prompt: 'At how many degrees does water boil?', answer: 'At 100 °C at sea level.' };

const deckOf = (cards: Record<string, CardContent>, id = 'geo'): Deck => ({ id, title: id, cards });
const json = (cards: Record<string, CardContent>, id?: string) => JSON.stringify(deckOf(cards, id), undefined, 2);
const former = (...formerly: CardId[]) => ({ formerly });

const OLD = json({ peru: PERU, kenya: KENYA, boiling: BOILING });
const LOSING = json({ lima: PERU, kenya: KENYA, boiling: BOILING });

describe('ownwords diff', () => {
  it('tells what changed, and ends with 0 where nothing is lost', async () => {
    const { at } = folderWith({
      'old.json': OLD,
      'new.json': json({
        lima: { ...PERU, ...former('geo/peru') },
        boiling: { ...BOILING, answer: 'At 100 °C.' },
        tea: { prompt: 'Tea?', answer: 'Yes.' },
      }),
    });
    expect(await diff([at('old.json'), at('new.json')])).toEqual({
      code: 0,
      output: `Added
  + geo/tea  Tea?

Reworded; progress stays
  ~ geo/boiling  At how many degrees does water boil? (answer)

Renamed or moved; progress goes along
  → geo/peru → geo/lima

Retired; progress is kept, and not shown
  - geo/kenya  What is the capital of Kenya?
`,
      errors: '',
    });
  });

  it('asks about keys that were given to other questions, changes nothing about them, and ends with 0', async () => {
    const spider = { prompt: 'How many legs has a spider?', answer: 'Eight' };
    const planet = { prompt: 'Which planet is the largest?', answer: 'Jupiter' };
    const { at, read } = folderWith({ 'old.json': json({ a: spider }), 'new.json': json({ a: planet }) });
    expect(await diff([at('old.json'), at('new.json'), '--write'])).toEqual({
      code: 0,
      output: `Hardly alike; is this still the same card? If not, give it a new key
  ? geo/a  How many legs has a spider?
    is now  Which planet is the largest?
`,
      errors: 'There was nothing to write.\n',
    });
    expect(read('new.json')).toBe(json({ a: planet }));
    const { code, output } = await diff([at('old.json'), at('new.json'), '--format', 'json']);
    expect([code, JSON.parse(output).changes]).toEqual([0, [{ kind: 'replaced', cardId: 'geo/a', likeness: 0 }]]);
  });

  it('asks once about a deck that is another almost everywhere, as when it was translated', async () => {
    const words = (language: string) => {
      const cards = Array.from({ length: 8 }, (_, n) => [
        `card-${n}`,
        { prompt: `${language}one${n} ${language}two${n}?`, answer: `${language}three${n}` },
      ]);
      return json({ ...Object.fromEntries(cards), peru: PERU });
    };
    const { at } = folderWith({ 'old.json': words('en'), 'new.json': words('ar') });
    const { output } = await diff([at('old.json'), at('new.json')]);
    expect(output).toBe(`Hardly alike; is this still the same card? If not, give it a new key
  ? geo  8 of 9 cards; a translation is a deck of its own, with an id of its own
`);
  });

  it('says so where nothing differs', async () => {
    const { at } = folderWith({ 'old.json': OLD });
    expect(await diff([at('old.json'), at('old.json')])).toEqual({ code: 0, output: 'No card differs.\n', errors: '' });
  });

  it('shows the line that saves what would be lost, and ends with 1 and untouched files', async () => {
    const { at, read } = folderWith({ 'old.json': OLD, 'new.json': LOSING });
    expect(await diff([at('old.json'), at('new.json')])).toEqual({
      code: 1,
      output: `Progress would be lost in 1 card
  ! geo/peru  What is the capital of Peru?
    lives on in geo/lima (with the same content), which does not say so
    so let geo/lima in ${at('new.json')} say:
      "formerly": ["geo/peru"]
`,
      errors: '',
    });
    expect(read('new.json')).toBe(LOSING);
  });

  it('reads one of the two from a pipe, and tells programs the same as JSON', async () => {
    const { at } = folderWith({ 'old.json': OLD });
    const { code, output } = await diff([at('old.json'), '-', '--format', 'json'], LOSING);
    expect(code).toBe(1);
    expect(JSON.parse(output)).toEqual({
      changes: [],
      losses: [
        { kind: 'undeclared-heir', cardId: 'geo/peru', heir: 'geo/lima', missing: ['geo/peru'], certainty: 'certain' },
      ],
      proposals: [{ cardId: 'geo/lima', add: ['geo/peru'], formerly: ['geo/peru'], file: '-' }],
      written: [],
    });
    expect((await diff(['-', at('old.json')], OLD)).code).toBe(0);
  });

  it('compares folders, of whatever formats, and passes over what is no deck', async () => {
    const old = folderWith({
      'a.json': OLD,
      'schema.json': '{"type":"object"}',
      'README.md': '## What is this?\n\nDecks\n',
    });
    const now = folderWith({
      'a.json': json({ boiling: BOILING, kenya: KENYA }),
      'b.md': `# Andes {#andes}\n\n## ${PERU.prompt} {#peru}\n\n${PERU.answer}\n`,
    });
    const { code, output, errors } = await diff([old.folder, now.folder]);
    expect(code).toBe(1);
    expect(output).toContain('geo/peru');
    expect(output).toContain(`let andes/peru in ${now.at('b.md')} say:\n      Formerly: geo/peru\n`);
    expect(errors).toBe(`${old.at('schema.json')} holds no deck and is left out\n`);
  });

  it('passes over no deck for its name, nor for a fault', async () => {
    const old = folderWith({ 'license.json': OLD });
    const now = folderWith({ 'license.json': LOSING });
    expect((await diff([old.folder, now.folder])).output).toContain('so let geo/lima');
    for (const damaged of ['{"id":"geo","title":"geo","cards":[]}', '{"id":"geo","title":"geo","card":{}}']) {
      const faulty = folderWith({ 'a.json': damaged, 'b.json': json({ boiling: BOILING }, 'other') });
      const { code, errors } = await diff([old.folder, faulty.folder]);
      expect(code).toBe(1);
      expect(errors).toContain('invalid-deck');
    }
  });

  it('says what it could not read of a file, for that is not retired', async () => {
    const head = 'key,prompt,answer,keyPoints,hint,followsUp,tags,formerly,fields,deck\n';
    const rows = 'a,p one,a one,,,,,,,\nb,p two,a two,,,,,,,\n';
    const { at } = folderWith({ 'old.csv': head + rows, 'new.csv': head + rows.replace('a one', '"a one') });
    const { errors } = await diff([at('old.csv'), at('new.csv')]);
    expect(errors).toContain(`${at('new.csv')}, line 2: a quote opens here that nobody closes`);
  });

  it('writes to the file that a link leads to, and opens it to nobody else', async () => {
    const { at, read } = folderWith({ 'old.json': OLD, 'new.json': LOSING });
    chmodSync(at('new.json'), 0o600);
    symlinkSync('new.json', at('link.json'));
    expect((await diff([at('old.json'), at('link.json'), '--write'])).code).toBe(0);
    expect(lstatSync(at('link.json')).isSymbolicLink()).toBe(true);
    expect(read('new.json')).toContain('"formerly"');
    expect(lstatSync(at('new.json')).mode & 0o777).toBe(0o600);
  });

  it('says so where a deck is known by the name of its file, and that is another one', async () => {
    const deck = (key: string) => `## ${PERU.prompt} {#${key}}\n\n${PERU.answer}\n`;
    const { at } = folderWith({
      'old.md': deck('peru'),
      'geo.md': deck('lima'),
      'named.md': `# Geo {#geo}\n\n${deck('peru')}`,
    });
    expect((await diff([at('old.md'), at('geo.md')])).errors).toContain('old.md states no id for its deck');
    expect((await diff([at('named.md'), at('geo.md')])).errors).toBe('');
  });

  it('writes all files or none', async () => {
    const long = `${'z'.repeat(245)}.json`; // no name is left for its draft
    const old = folderWith({ 'a.json': OLD, 'b.json': json({ tea: BOILING }, 'b') });
    const now = folderWith({ 'a.json': LOSING, [long]: json({ coffee: BOILING }, 'b') });
    expect((await diff([old.folder, now.folder, '--write'])).code).toBe(1);
    expect(now.read('a.json')).toBe(LOSING);
  });

  it('is colored like git where colors are wanted', async () => {
    const { at } = folderWith({ 'old.json': OLD, 'new.json': LOSING });
    const { output } = await diff([at('old.json'), at('new.json')], '', { env: { FORCE_COLOR: '1' } });
    expect(output).toContain('\u001b[31m! geo/peru');
    expect(output).toContain('\u001b[32m"formerly"');
  });

  it('lets no control character of a deck through to the terminal', async () => {
    const evil = json({ ...JSON.parse(OLD).cards, evil: { prompt: 'a\u001b[2Jb', answer: 'x' } });
    const { at } = folderWith({ 'old.json': OLD, 'new.json': evil });
    expect((await diff([at('old.json'), at('new.json')])).output).toBe('Added\n  + geo/evil  a[2Jb\n');
  });
});

describe('a call or a file that is wrong', () => {
  it.each([
    ['no file', [], 'ownwords: diff compares two things: ownwords diff <old> <new>'],
    ['one file', ['a.json'], 'ownwords: diff compares two things'],
    ['three files', ['a.json', 'b.json', 'c.json'], 'ownwords: diff compares two things'],
    ['two pipes', ['-', '-'], 'ownwords: only one of the two can be standard input'],
    [
      'writing to a pipe',
      ['package.json', '-', '--write'],
      'ownwords: --write needs a file or folder to write to, not -',
    ],
    ['another format', ['a', 'b', '--format', 'xml'], 'ownwords: --format is text or json, not xml'],
  ])('%s is not understood', async (_, args, message) => {
    const { code, output, errors } = await diff(args);
    expect([code, output]).toEqual([2, '']);
    expect(errors).toContain(message);
  });

  it('says which file is missing, damaged or no deck, and ends with 1', async () => {
    const { at, folder } = folderWith({
      'old.json': OLD,
      'bad.json': '{"id":"x","cards":{"a":{}}}',
      'cut.json': OLD.slice(0, 99),
    });
    mkdirSync(at('empty'));
    for (const [path, message] of [
      [at('gone.json'), 'no such file'],
      [at('bad.json'), `${at('bad.json')}: invalid-deck, 3 faults`],
      [at('cut.json'), `${at('cut.json')}: invalid-deck`],
      [at('empty'), `${at('empty')}: invalid-file: there is no deck in this folder`],
      [folder, `${at('bad.json')}: invalid-deck`],
    ] as const) {
      const { code, output, errors } = await diff([at('old.json'), path]);
      expect([code, output]).toEqual([1, '']);
      expect(errors).toContain(message);
    }
  });

  it('refuses decks that nobody can open together', async () => {
    const { at, folder } = folderWith({ 'a.json': OLD, 'b.json': LOSING });
    const { code, errors } = await diff([at('a.json'), folder]);
    expect(code).toBe(1);
    expect(errors).toContain('invalid-deck: Two of the decks have the id geo');
  });
});

describe('ownwords diff --write', () => {
  it('adds what is missing to the new files, and tells what it did', async () => {
    const old = folderWith({ 'geo.json': OLD });
    const now = folderWith({
      'geo.json': json({ kenya: KENYA, boil: { ...BOILING, answer: 'At 100 degrees at sea level.' } }),
      'andes.md': `# Andes {#andes}\r\n\r\n## ${PERU.prompt} {#lima}\r\n\r\n${PERU.answer}\r\n`,
    });
    const { code, errors } = await diff([old.folder, now.folder, '--write']);
    expect(code).toBe(0);
    expect(errors.split('\n').sort()).toEqual([
      '',
      'Look at what is only likely (1 pair), and take back what is wrong.',
      `Wrote former ids of 1 card to ${now.at('andes.md')}.`,
      `Wrote former ids of 1 card to ${now.at('geo.json')}.`,
    ]);
    expect(now.read('andes.md')).toBe(
      `# Andes {#andes}\r\n\r\n## ${PERU.prompt} {#lima}\r\n\r\n${PERU.answer}\r\n\r\nFormerly: geo/peru\r\n`,
    );
    expect(now.read('geo.json')).toContain(
      '"answer": "At 100 degrees at sea level.",\n      "formerly": ["geo/boiling"]\n',
    );
    expect(await diff([old.folder, now.folder])).toMatchObject({ code: 0 });
    expect(await diff([old.folder, now.folder, '--write'])).toMatchObject({
      code: 0,
      errors: 'There was nothing to write.\n',
    });
  });

  it('writes nothing anywhere if one of the files has no place for former ids', async () => {
    const old = folderWith({ 'geo.json': OLD, 'tea.csv': 'key,prompt,answer\nt,Tea or coffee?,Tea in the morning\n' });
    const geo = LOSING;
    const tea = 'key,prompt,answer\nu,Tea or coffee?,Tea in the morning\n';
    const now = folderWith({ 'geo.json': geo, 'tea.csv': tea });
    const { code, output, errors } = await diff([old.folder, now.folder, '--write']);
    expect(code).toBe(1);
    expect(output).toContain('! tea/t');
    expect(errors).toBe(
      `ownwords: ${now.at('tea.csv')} has no place for former ids; convert it to JSON, Markdown or CSV of ownwords first ` +
        '(ownwords convert)\nNothing was written.\n',
    );
    expect([now.read('geo.json'), now.read('tea.csv')]).toEqual([geo, tea]);
  });

  it('ends with 1 where no line can help', async () => {
    const { at, read } = folderWith({
      'old.json': OLD,
      'new.json': json({ peru: { prompt: 'Who?', answer: 'Me.' }, lima: PERU }),
    });
    const { code, output } = await diff([at('old.json'), at('new.json'), '--write']);
    expect(code).toBe(1);
    expect(output).toContain(
      '! geo/peru  is another card now, and what it was is geo/lima; give the new card another key',
    );
    expect(read('new.json')).not.toContain('formerly');
  });
});

it('compares 100,000 cards in seconds', async () => {
  const cards = Array.from({ length: 100_000 }, (_, n): CardContent => {
    return { prompt: `Question ${n * 7919} of ${n % 97}?`, answer: `It is ${n * 104_729}, as ${n % 89} says.` };
  });
  const keyed = (prefix: string) => json(Object.fromEntries(cards.map((card, n) => [`${prefix}${n}`, card])));
  const { at, read } = folderWith({ 'old.json': keyed('a'), 'new.json': keyed('b') });
  const { code, errors } = await diff([at('old.json'), at('new.json'), '--write']);
  expect([code, errors]).toEqual([0, `Wrote former ids of 100000 cards to ${at('new.json')}.\n`]);
  expect(
    Object.entries(JSON.parse(read('new.json')).cards).every(
      ([key, card]) => (card as CardContent).formerly?.[0] === `geo/a${key.slice(1)}`,
    ),
  ).toBe(true);
});
