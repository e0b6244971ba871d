import { readFileSync } from 'node:fs';
import { type Deck, openStudy } from 'ownwords';
import { readAnki } from 'ownwords/anki';
import { parseDeckCsv } from 'ownwords/csv';
import { stoppedClock } from 'ownwords/testing';
import { describe, expect, it } from 'vitest';
import { type AnkiDump, expectAsAnkiRead } from './as-anki-read.js';
import { changedPackage } from './databases.js';

const bytesOf = (file: string) => new Uint8Array(readFileSync(`tests/fixtures/anki/${file}`));
const dumpOf = (file: string) => JSON.parse(readFileSync(`tests/fixtures/anki-expected/${file}.json`, 'utf8'));

describe('a package is read as a real Anki read it', () => {
  it.each([
    [
      'fsrs-legacy2.colpkg',
      'America/New_York',
      { cards: 28, empty: 0, words: 28, reviews: 170, memories: 27, dues: 27, suspended: 1 },
    ],
    [
      'fsrs-modern-sched.apkg',
      'America/New_York',
      { cards: 28, empty: 0, words: 28, reviews: 170, memories: 27, dues: 27, suspended: 1 },
    ],
    [
      'fsrs-modern-nosched.apkg',
      'UTC',
      { cards: 28, empty: 0, words: 28, reviews: 0, memories: 0, dues: 0, suspended: 0 },
    ],
    ['genanki-probe.apkg', 'UTC', { cards: 7, empty: 0, words: 7, reviews: 0, memories: 0, dues: 0, suspended: 0 }],
    [
      'out-npm-anki-apkg-export.apkg',
      'UTC',
      { cards: 3, empty: 0, words: 3, reviews: 0, memories: 0, dues: 0, suspended: 0 },
    ],
  ])('%s', async (file, timeZone, counts) => {
    const dump = dumpOf(/^fsrs-.*sched.apkg|legacy2/.test(file) && !/nosched/.test(file) ? 'fsrs-expected-dump' : file);
    const imported = await readAnki(bytesOf(file), { timeZone });
    expect(expectAsAnkiRead(imported, dump, timeZone)).toEqual(counts);
  });
});

it('what was due in Anki on a day is due here on that day', async () => {
  const dump: AnkiDump = dumpOf('fsrs-expected-dump');
  const timeZone = 'America/New_York';
  const { decks, progress } = await readAnki(bytesOf('fsrs-modern-sched.apkg'), { timeZone });
  const exported = dump.next_day_at - 86_400 + 6 * 3_600; // at ten, as the collection was exported
  const clock = stoppedClock(exported * 1_000, { timeZone });
  const study = await openStudy({ decks, clock, scheduling: { learnAheadMinutes: 0 } });
  await study.importProgress(progress);

  const homeDue = ({ odid, odue, due }: AnkiDump['cards'][number]) => (odid ? odue : due);
  const isDueInAnki = (card: AnkiDump['cards'][number]) =>
    card.queue >= 0 &&
    card.type !== 0 &&
    (homeDue(card) > 1_000_000_000 ? homeDue(card) <= exported : homeDue(card) <= dump.days_elapsed);
  const inAnki = dump.cards.filter(isDueInAnki).map(({ id }) => id);
  const here = study.due().filter(({ phase }) => phase !== 'new');
  expect(here.map(({ fields }) => fields?.cardId).sort()).toEqual(inAnki.sort());
  expect(inAnki.length).toBeGreaterThan(0);
  for (let day = 1; day <= 120; day++) {
    clock.advance({ days: 1 });
    const until = dump.days_elapsed + day;
    const overdue = dump.cards.filter(
      (card) => card.queue >= 0 && card.type !== 0 && (homeDue(card) > 1_000_000_000 || homeDue(card) <= until),
    );
    expect(study.due().filter(({ phase }) => phase !== 'new').length, `${day} days later`).toBe(overdue.length);
  }
});

describe('what is no package', () => {
  it.each([
    ['a path', 'collection.apkg', 'invalid-argument'],
    ['nothing', undefined, 'invalid-argument'],
    ['an empty file', new Uint8Array(), 'invalid-file'],
    ['an empty buffer', new ArrayBuffer(0), 'invalid-file'],
    ['a text', new TextEncoder().encode('front,back'), 'invalid-file'],
    ['half a package', bytesOf('genanki-probe.apkg').subarray(0, 30_000), 'invalid-file'],
  ])('is refused with a code: %s', async (_, input, code) => {
    await expect(readAnki(input as Uint8Array)).rejects.toMatchObject({ name: 'StudyError', code });
  });

  it('is told from one in an ArrayBuffer, as browsers have files', async () => {
    const { buffer } = bytesOf('genanki-probe.apkg');
    expect((await readAnki(buffer as ArrayBuffer)).decks).toHaveLength(2);
    expect((await readAnki(new DataView(buffer) as unknown as Uint8Array)).decks).toHaveLength(2);
  });
});

describe('long reading', () => {
  it('tells how far it is, and can be cancelled', async () => {
    const steps: string[] = [];
    const ends: boolean[] = [];
    await readAnki(bytesOf('fsrs-modern-sched.apkg'), {
      onProgress: ({ step, done, total }) => {
        steps.push(step);
        ends.push(done === total);
      },
    });
    expect([...new Set(steps)]).toEqual(['unpacking', 'cards', 'reviews', 'notes']);
    expect(ends.filter((isEnd) => isEnd)).toHaveLength(4);
    expect(ends.at(-1)).toBe(true);
    const cancelled = AbortSignal.abort(new Error('enough'));
    await expect(readAnki(bytesOf('fsrs-modern-sched.apkg'), { signal: cancelled })).rejects.toThrow('enough');
    const controller = new AbortController();
    const onProgress = () => controller.abort(new Error('enough'));
    await expect(readAnki(bytesOf('genanki-probe.apkg'), { signal: controller.signal, onProgress })).rejects.toThrow(
      'enough',
    );
  });
});

it('a package whose cards show more than may be read is refused', async () => {
  const template = `replace(printf('%.*c', 500, '-'), '-', '{{Front}}')`;
  const file = changedPackage(
    bytesOf('out-npm-anki-apkg-export.apkg'),
    `UPDATE col SET models = (SELECT json_group_object(key, json_set(value, '$.tmpls[0].qfmt', ${template})) FROM json_each(models));
     UPDATE notes SET flds = printf('%.*c', 10000, 'x') || substr(flds, instr(flds, char(31)))`,
  );
  const { decks } = await readAnki(file);
  const [deck] = decks;
  const lengths = Object.values(deck?.cards ?? {}).map(({ prompt }) => prompt.length);
  expect(lengths).toEqual([5_000_000, 5_000_000, 5_000_000]);
  const refusal = expect.objectContaining({ code: 'too-large' });
  await expect(readAnki(file, { limits: { bytesOfEntry: 12_000_000 } })).rejects.toThrow(refusal);
});

it('a text file of Anki holds the same cards as a package, under the same ids', async () => {
  const idsOf = (decks: readonly Deck[]) =>
    decks.flatMap(({ id, cards }) => Object.keys(cards).map((key) => `${id}/${key}`));
  const { decks } = await readAnki(bytesOf('fsrs-modern-nosched.apkg'));
  const text = readFileSync('tests/fixtures/text/fsrs-notes-html-all-columns.txt');
  const others = ['cram-active', 'words', 'io']; // the text was written while cards sat in a filtered deck; shapes are in packages only
  const inText = idsOf(parseDeckCsv(text).decks.filter(({ id }) => !others.includes(id)));
  const inPackage = idsOf(decks.filter(({ id }) => !others.includes(id)));
  expect(inText.sort()).toEqual(inPackage.sort());
});

it('new cards are introduced in the order in which Anki would introduce them', async () => {
  const bytes = bytesOf('fsrs-modern-nosched.apkg');
  const promptsOf = async (query: string) => {
    const { decks } = await readAnki(changedPackage(bytes, query));
    return Object.values(decks.find(({ id }) => id === 'geo.asia')?.cards ?? {}).map(({ prompt }) => prompt);
  };
  const rank = '(SELECT count(*) FROM cards AS other WHERE other.id < cards.id)';
  const forward = await promptsOf(`UPDATE cards SET due = ${rank}`);
  const backward = await promptsOf(`UPDATE cards SET due = 1000 - ${rank}`);
  expect(forward).toHaveLength(5);
  expect(backward).toEqual([...forward].reverse());
});
