import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import initSqlJs from 'sql.js';
import { afterEach, describe, expect, it } from 'vitest';
import { StudyError } from '../../../src/errors.js';
import type { Collection } from '../../../src/formats/anki/collection.js';
import { openCollection } from '../../../src/formats/anki/open-collection.js';
import { loadSql } from '../../../src/formats/anki/sqlite.js';
import { changed, NEW, OLD, opened, packageOf, sql } from './databases.js';

type Numbers<Member extends string, Value = number> = { readonly [Name in Member]: Value };

type ExpectedCard = Numbers<'id' | 'nid' | 'did' | 'ord' | 'type' | 'queue' | 'due' | 'ivl' | 'factor' | 'reps'> &
  Numbers<'lapses' | 'odid' | 'odue' | 'flags'> &
  Numbers<'s' | 'd' | 'lrt' | 'pos', number | null> & {
    readonly revlog: readonly Numbers<'button' | 'interval_secs' | 'kind' | 'taken' | 'time'>[];
  };

interface Expected {
  readonly notes: readonly { id: number; guid: string; mid: number; mod: number; fields: string[]; tags: string[] }[];
  readonly cards: readonly ExpectedCard[];
}

const expected: Expected = JSON.parse(readFileSync('tests/fixtures/anki-expected/fsrs-expected-dump.json', 'utf8'));
const code = (code: string) => expect.objectContaining({ name: 'StudyError', code });
const invalid = code('invalid-file');

const inOrderOfIds = <Row extends { readonly id: number }>(rows: readonly Row[]) =>
  [...rows].sort((one, other) => one.id - other.id);

let open: Collection[] = [];
afterEach(() => {
  for (const collection of open) collection.close();
  open = [];
});
const use = (collection: Collection) => {
  open.push(collection);
  return collection;
};
const read = (name: string, statements?: string) => use(opened(name, statements));
const refuse = (name: string, statements: string) => expect(() => read(name, statements));

describe.each([
  ['in the older form', OLD],
  ['in the newer form', NEW],
])('a collection %s', (_, file) => {
  it('has the notes that Anki shows', () => {
    const notes = [...read(file).notes()];
    expect(notes).toEqual(
      inOrderOfIds(expected.notes).map(({ id, guid, mid, mod, fields, tags }) => ({
        id,
        guid,
        notetypeId: mid,
        modified: mod,
        fields,
        tags,
      })),
    );
  });

  it('has the cards that Anki shows, in order of their notes', () => {
    const cards = [...read(file).cards()];
    const theirs = [...expected.cards].sort((one, other) => one.nid - other.nid || one.ord - other.ord);
    expect(cards.map(({ id }) => id)).toEqual(theirs.map(({ id }) => id));
    cards.forEach((card, index) => {
      const their = theirs[index] as ExpectedCard;
      expect(card).toMatchObject({
        noteId: their.nid,
        deckId: their.did,
        ord: their.ord,
        type: their.type,
        queue: their.queue,
        due: their.due,
        interval: their.ivl,
        factor: their.factor,
        reps: their.reps,
        lapses: their.lapses,
        originalDue: their.odue,
        originalDeckId: their.odid,
        flags: their.flags,
      });
      expect(card.lastReviewed ?? null).toBe(their.lrt);
      expect(card.position ?? null).toBe(their.pos);
      expect(card.stability ?? 0).toBeCloseTo(their.s ?? 0, 3);
      expect(card.difficulty ?? 0).toBeCloseTo(their.d ?? 0, 3);
    });
  });

  it('has the reviews that Anki shows', () => {
    const reviews = [...read(file).reviews()];
    expect(reviews).toEqual(inOrderOfIds(reviews));
    const theirs = expected.cards.flatMap(({ id, revlog }) =>
      revlog.map((row) => [id, row.time, row.button, row.kind, row.interval_secs, row.taken.toFixed(3)]),
    );
    const found = reviews.map((row) => [
      row.cardId,
      Math.floor(row.id / 1000),
      row.button,
      row.kind,
      row.interval < 0 ? -row.interval : row.interval * 86_400,
      (row.durationMs / 1000).toFixed(3),
    ]);
    const inOrder = (rows: unknown[][]) => rows.map((row) => row.join()).sort();
    expect(inOrder(found)).toEqual(inOrder(theirs));
  });

  it('tells how many there are before they are read', () => {
    expect(read(file).counts).toEqual({ notes: 19, cards: 28, reviews: 197 });
  });

  it('tells of itself', () => {
    const collection = read(file);
    expect(collection).toMatchObject({ schedulerVersion: 2, rolloverHour: 4, creationOffset: 300 });
    expect(new Date(collection.created * 1000).toISOString()).toMatch(/^2025-01-10T/);
  });

  it('has decks with their levels, and tells those that only gather cards of others', () => {
    const decks = [...read(file).decks.values()];
    const named = (name: string) => decks.find((deck) => deck.name === name);
    expect(named('Geo::Europe')).toMatchObject({ id: 1736517601013, isFiltered: false, presetId: 1 });
    expect(named('Cram active')).toMatchObject({ isFiltered: true });
    expect(named('Cram active')).not.toHaveProperty('presetId');
  });

  it('has notetypes with their fields and templates in order', () => {
    const types = [...read(file).notetypes.values()];
    const named = (name: string) => types.find((type) => type.name === name);
    expect(types).toHaveLength(6);
    expect(named('Basic (and reversed card)')).toMatchObject({
      kind: 'normal',
      fields: ['Front', 'Back'],
      templates: [{ question: '{{Front}}' }, { name: 'Card 2', question: '{{Back}}' }],
    });
    expect(named('Cloze')).toMatchObject({ kind: 'cloze', fields: ['Text', 'Back Extra'] });
    expect(named('Cloze')?.css).toContain('.cloze');
  });

  it('has the options of its decks', () => {
    expect(read(file).presets.get(1)).toEqual({
      id: 1,
      learningSteps: [1, 10],
      relearningSteps: [10],
      newPerDay: 20,
      reviewsPerDay: 200,
      maximumIntervalDays: 36_500,
      leechThreshold: 8,
      desiredRetention: 0.85,
      historicalRetention: 0.9,
      parameters: [],
      ignoreReviewsBefore: '',
    });
  });

  it('leaves the bytes it is given as they were', () => {
    const bytes = packageOf(file).database;
    const before = bytes.slice();
    use(openCollection(bytes, sql));
    expect(Buffer.compare(bytes, before)).toBe(0);
  });

  it('can be read by several at once, and left before the end', () => {
    const collection = read(file);
    const [first] = collection.notes();
    const [one, other] = [collection.cards(), collection.cards()].map((cards) => cards[Symbol.iterator]());
    expect(one?.next().value).toEqual(other?.next().value);
    one?.return?.();
    expect(other?.next().done).toBe(false);
    expect([...collection.notes()][0]).toEqual(first);
  });

  it('says so when it was closed, and may be closed twice', () => {
    const collection = read(file);
    collection.close();
    collection.close();
    expect(() => collection.notes()).toThrow(code('closed'));
  });

  it('of a newer Anki is refused, and of one that was never in use', () => {
    refuse(file, 'UPDATE col SET ver = 19').toThrow(code('newer-version'));
    for (const version of [1, 10, 12, 13, -1]) refuse(file, `UPDATE col SET ver = ${version}`).toThrow(invalid);
    refuse(file, 'DELETE FROM col').toThrow(invalid);
  });

  it('without one of its tables is refused', () => {
    for (const table of ['col', 'notes', 'cards', 'revlog']) refuse(file, `DROP TABLE ${table}`).toThrow(invalid);
  });

  it('is not read where a view, a computed column or a virtual table stands in the place of a table', () => {
    const endless = 'WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n) SELECT i AS id FROM n';
    refuse(file, `DROP TABLE revlog; CREATE VIEW revlog AS ${endless}`).toThrow(invalid);
    refuse(file, 'DROP TABLE revlog; CREATE VIRTUAL TABLE revlog USING fts3(id)').toThrow(invalid);
    refuse(file, "ALTER TABLE notes ADD COLUMN more AS (printf('%.*c', 1000000, 'x'))").toThrow(invalid);
  });

  it('is read although there are views and triggers beside its tables', () => {
    const more = 'CREATE VIEW mine AS SELECT * FROM notes; CREATE TRIGGER t AFTER DELETE ON notes BEGIN SELECT 1; END';
    expect([...read(file, more).notes()]).toHaveLength(19);
  });
});

describe('rows that are not as they should be', () => {
  it('keep what can be understood: fractions, texts, nothing, numbers too large', () => {
    const [card] = read(
      OLD,
      "UPDATE cards SET ivl = 3.6, due = 1e300, reps = '12', lapses = 'x', flags = NULL, factor = x'00' WHERE ord = 0",
    ).cards();
    expect(card).toMatchObject({ interval: 4, due: 2_147_483_647, reps: 12, lapses: 0, factor: 0 });
  });

  it('have no negative interval, and no type or queue that does not exist', () => {
    const [card] = read(OLD, 'UPDATE cards SET ivl = -600, type = 9, queue = -7').cards();
    expect(card).toMatchObject({ interval: 0, type: 0, queue: 0 });
    const [other] = read(OLD, 'UPDATE cards SET type = 2, queue = 12').cards();
    expect(other).toMatchObject({ type: 2, queue: 2 });
  });

  it('have as many fields as their notetype', () => {
    const fields = (values: string) =>
      [...read(OLD, `UPDATE notes SET flds = ${values} WHERE mid = 1736517600033`).notes()][0]?.fields;
    expect(fields("'one'")).toEqual(['one', '']);
    expect(fields("'1' || char(31) || '2' || char(31) || '3' || char(31) || '4'")).toEqual(['1', '2; 3; 4']);
    expect(fields('NULL')).toEqual(['', '']);
  });

  it('of a notetype that is not there keep their fields', () => {
    const [note] = read(OLD, "UPDATE notes SET mid = 5, flds = 'a' || char(31) || 'b' || char(31) || 'c'").notes();
    expect(note).toMatchObject({ notetypeId: 5, fields: ['a', 'b', 'c'] });
  });

  it('have tags between any blanks', () => {
    const [note] = read(OLD, "UPDATE notes SET tags = '  b  a' || char(12288) || 'c::d '").notes();
    expect(note?.tags).toEqual(['b', 'a', 'c::d']);
    const [blank] = read(
      OLD,
      "UPDATE notes SET tags = 'x ' || char(9) || ' ' || char(10, 160) || ' ' || char(65279)",
    ).notes();
    expect(blank?.tags).toEqual(['x']);
  });

  it('have texts in their usual form, with no signs that stand for nothing', () => {
    const fields = (flds: string) =>
      [...read(OLD, `UPDATE notes SET flds = CAST(${flds} AS TEXT)`).notes()][0]?.fields[0];
    expect(fields("x'6162071b63'")).toBe('abc');
    expect(fields("x'610a0962'")).toBe('a\n\tb');
    expect(fields("x'65cc81'")).toBe('é');
    expect(fields("x'61ff62'")).toBe('a\ufffdb');
    expect(fields("x'f09f9880'")).toBe('😀');
    expect(fields("x'61eda08062'")).toMatch(/^a\ufffd+b$/);
  });

  it('may hold something else than an object beside a card, and each member of it counts by itself', () => {
    const withData = (data: string) => [...read(OLD, `UPDATE cards SET data = '${data}'`).cards()][0];
    const nothing = withData('');
    for (const data of ['{', '[]', 'null', '7', '{"s":"x","d":5}', '{"s":1}', '{"s":-1,"d":5}', '{"s":1,"d":11}']) {
      expect(withData(data)).toEqual(nothing);
    }
    expect(withData('{"s":2.5,"d":5,"lrt":"x","pos":3}')).toEqual({
      ...nothing,
      stability: 2.5,
      difficulty: 5,
      position: 3,
    });
    expect(withData('{"lrt":1742565060}')).toEqual({ ...nothing, lastReviewed: 1742565060 });
  });

  it('of reviews are read as what they were meant to be', () => {
    const first = (values: string) => [...read(OLD, `UPDATE revlog SET ${values}`).reviews()][0];
    expect(first('type = 0, ease = 0, time = 0')).toMatchObject({ kind: 5, button: 0 });
    expect(first('type = 9, ease = 7')).toMatchObject({ kind: 0, button: 0 });
    expect(first('ivl = -599.7, time = 1500.4')).toMatchObject({ interval: -600, durationMs: 1500 });
  });
});

describe('a collection of the first scheduler', () => {
  const FIRST = "UPDATE col SET conf = json_remove(conf, '$.schedVer');";
  const cardWith = (values: string) => [...read(OLD, `${FIRST} UPDATE cards SET ${values}`).cards()][0];

  it('has its cards that are learned again told from those that are learned', () => {
    expect(cardWith('type = 2, queue = 1')).toMatchObject({ type: 3, queue: 1 });
    expect(cardWith('type = 2, queue = 3')).toMatchObject({ type: 3, queue: 3 });
    expect(cardWith('type = 2, queue = 2')).toMatchObject({ type: 2, queue: 2 });
  });

  it('has its cards in filtered decks in the queue that they wait in', () => {
    const active = 'did = 1742565300013, odid = 1';
    expect(cardWith(`${active}, type = 2, queue = 0`)).toMatchObject({ type: 2, queue: 2 });
    expect(cardWith(`${active}, type = 1, queue = 0, odue = 5`)).toMatchObject({ type: 1, queue: 3 });
    expect(cardWith(`${active}, type = 1, queue = 0, odue = 1742565300`)).toMatchObject({ type: 1, queue: 1 });
    const preview = 'did = 1739118600036, odid = 1';
    expect(cardWith(`${preview}, type = 2, queue = 0`)).toMatchObject({ type: 2, queue: 2 });
    expect(cardWith(`${preview}, type = 1, queue = 1`)).toMatchObject({ type: 0, queue: 4 });
  });

  it('has the third of three buttons where there are four now', () => {
    const buttons = (collection: Collection) => [...collection.reviews()].map(({ button }) => button);
    const rows = 'UPDATE revlog SET type = 0, ease = 1 + (id % 3), time = 1000;';
    const before = buttons(read(OLD, rows));
    expect(new Set(before)).toEqual(new Set([1, 2, 3]));
    expect(buttons(read(OLD, FIRST + rows))).toEqual(before.map((button) => (button > 1 ? button + 1 : button)));
    expect(buttons(read(OLD, `${FIRST} ${rows} UPDATE cards SET queue = 0`))).toEqual(before);
    expect(buttons(read(OLD, `${FIRST} ${rows} UPDATE revlog SET type = 1`))).toEqual(before);
  });
});

describe('the JSON of the older form', () => {
  const withJson = (column: string, value: unknown) =>
    `UPDATE col SET ${column} = '${JSON.stringify(value).replaceAll("'", "''")}'`;

  it('may have numbers as texts, truth values as numbers, and members that are missing', () => {
    const decks = { 7: { id: '7', name: 'A', dyn: true }, 8: { name: 'B', conf: '3', dyn: '0' }, 9: 'none' };
    const collection = read(OLD, withJson('decks', decks));
    expect([...collection.decks.values()]).toMatchObject([
      { id: 7, name: 'A', isFiltered: true, description: '' },
      { id: 8, name: 'B', isFiltered: false, presetId: 3 },
    ]);
  });

  it('may have notetypes in disorder, or bare', () => {
    const types = {
      1: { type: '1', name: 'C', flds: [{ name: 'b', ord: 1 }, { name: 'a', ord: 0 }, 3], tmpls: [{ qfmt: 'q' }] },
      2: {},
    };
    expect([...read(OLD, withJson('models', types)).notetypes.values()]).toEqual([
      {
        id: 1,
        name: 'C',
        kind: 'cloze',
        css: '',
        fields: ['a', 'b'],
        templates: [{ name: '', question: 'q', answer: '' }],
      },
      { id: 2, name: '', kind: 'normal', css: '', fields: [], templates: [] },
    ]);
  });

  it('has no notetype with fields without end, as every note would have them', () => {
    const withFields = (count: number) =>
      withJson('models', { 1: { flds: Array.from({ length: count }, () => ({ name: 'x' })) } });
    expect(read(OLD, withFields(1_000)).notetypes.get(1)?.fields).toHaveLength(1_000);
    refuse(OLD, withFields(1_001)).toThrow(code('too-large'));
  });

  it('gives the newest parameters that are not empty', () => {
    const numbers = (length: number) => Array.from({ length }, (_, index) => index + 0.5);
    const parametersOf = (preset: object) => read(OLD, withJson('dconf', { 1: preset })).presets.get(1)?.parameters;
    const [four, five, six] = [numbers(17), numbers(19), numbers(21)];
    expect(parametersOf({ fsrsWeights: four, fsrsParams5: five, fsrsParams6: six })).toEqual(six);
    expect(parametersOf({ fsrsWeights: four, fsrsParams5: five, fsrsParams6: [] })).toEqual(five);
    expect(parametersOf({ fsrsWeights: four })).toEqual(four);
    expect(parametersOf({ fsrsParams6: numbers(20), fsrsWeights: four })).toEqual(four);
    expect(parametersOf({})).toEqual([]);
  });

  it('gives usual options where those written make no sense', () => {
    const preset = read(
      OLD,
      withJson('dconf', {
        1: {
          new: { delays: ['5', -1, 'x'], perDay: -3 },
          rev: { maxIvl: 0 },
          desiredRetention: 9,
          ignoreRevlogsBeforeDate: 'x',
        },
      }),
    ).presets.get(1);
    expect(preset).toMatchObject({
      learningSteps: [5],
      newPerDay: 20,
      maximumIntervalDays: 36_500,
      desiredRetention: 0.9,
    });
    expect(preset?.ignoreReviewsBefore).toBe('');
  });

  it('that is none is refused', () => {
    for (const column of ['models', 'decks', 'dconf']) refuse(OLD, `UPDATE col SET ${column} = '{'`).toThrow(invalid);
  });

  it('without settings means the usual ones', () => {
    const collection = read(OLD, "UPDATE col SET conf = ''");
    expect(collection).toMatchObject({ rolloverHour: 4, schedulerVersion: 1 });
    expect(collection).not.toHaveProperty('creationOffset');
  });
});

describe('the messages of the newer form', () => {
  it('that are damaged are refused', () => {
    refuse(NEW, "UPDATE notetypes SET config = x'0aff'").toThrow(invalid);
    refuse(NEW, "UPDATE decks SET kind = x'07'").toThrow(invalid);
  });

  it('may be empty, or as texts', () => {
    const collection = read(NEW, "UPDATE deck_config SET config = ''; UPDATE config SET val = CAST(val AS TEXT)");
    expect(collection.presets.get(1)).toMatchObject({ newPerDay: 0, learningSteps: [], desiredRetention: 0.9 });
    expect(collection.creationOffset).toBe(300);
  });

  it('of schema 14 stand beside notetypes and decks as they were before', () => {
    const old = new sql.Database(packageOf(OLD).database);
    const statement = old.prepare('SELECT models, decks FROM col');
    statement.step();
    const [models, decks] = statement.get() as string[];
    old.close();
    const quoted = (text = '') => `'${text.replaceAll("'", "''")}'`;
    const collection = read(
      NEW,
      `DROP TABLE notetypes; DROP TABLE decks;
      UPDATE col SET ver = 14, models = ${quoted(models)}, decks = ${quoted(decks)}`,
    );
    expect(collection.notetypes.size).toBe(6);
    expect([...collection.decks.values()].map(({ name }) => name)).toContain('Geo::Europe');
    expect(collection.presets.size).toBe(1);
  });
});

describe('bytes that are no collection', () => {
  it('are refused', () => {
    const bytes = packageOf(OLD).database;
    for (const wrong of [new Uint8Array(0), new Uint8Array(5_000), bytes.subarray(0, 600), bytes.subarray(0, 40_000)]) {
      expect(() => openCollection(wrong, sql)).toThrow(invalid);
    }
    const empty = new sql.Database();
    empty.run('CREATE TABLE a (b)');
    const other = empty.export();
    empty.close();
    expect(() => openCollection(other, sql)).toThrow(invalid);
  });

  it('in which pages are used again and again are refused at once', () => {
    const bytes = changed(OLD, 'PRAGMA page_size = 512; VACUUM');
    const view = new DataView(bytes.buffer);
    const pages = bytes.length / 512;
    let bombs = 0;
    for (let page = 1; page < pages; page++) {
      const start = page * 512;
      if (view.getUint8(start) !== 5) continue;
      view.setUint32(start + view.getUint16(start + 12), view.getUint32(start + 8));
      bombs++;
    }
    expect(bombs).toBeGreaterThan(0);
    expect(() => openCollection(bytes, sql)).toThrow(invalid);
  });

  it('give rows or a StudyError, however they are damaged', () => {
    const sound = packageOf(NEW).database;
    const change = fc.tuple(fc.nat(sound.length - 1), fc.nat(255));
    fc.assert(
      fc.property(fc.array(change, { minLength: 1, maxLength: 200 }), (changes) => {
        const bytes = sound.slice();
        for (const [at, byte] of changes) bytes[at] = byte;
        try {
          const collection = openCollection(bytes, sql);
          try {
            for (const rows of [collection.notes(), collection.cards(), collection.reviews()]) for (const _ of rows);
          } finally {
            collection.close();
          }
        } catch (error) {
          expect(error).toBeInstanceOf(StudyError);
        }
      }),
      { numRuns: 200 },
    );
  });
});

it('SQLite is the one given, or the one installed', async () => {
  const given = await initSqlJs();
  expect(await loadSql(given)).toBe(given);
  expect(new (await loadSql()).Database()).toHaveProperty('prepare');
});
