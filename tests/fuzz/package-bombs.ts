import { deflateRawSync } from 'node:zlib';
import { readAnki } from 'ownwords/anki';
import { loadSql } from '../../src/formats/anki/sqlite.js';
import { zstdOf } from '../../src/formats/archive/zstd.js';
import { bytesOf, type Packing, zipOf } from '../formats/archive/archives.js';
import { LIMITS } from './anki-readers.js';
import type { Bomb } from './bombs.js';
import { type PackageSeed, packageSeeds } from './package-seeds.js';

const sql = await loadSql();
const [legacy] = (await packageSeeds('legacy1')) as [PackageSeed];
const read = (bytes: Uint8Array) => () => readAnki(bytes, { timeZone: 'UTC', limits: LIMITS });
const COLLECTION = 'collection.anki2';
const stored = (name: string, bytes: Uint8Array): Packing => ({ name, bytes });

/** A package of the newest kind with this in the place of its compressed collection. */
const modern = (packed: Uint8Array) =>
  zipOf(
    stored('meta', Uint8Array.of(8, 3)),
    stored('collection.anki21b', packed),
    stored('media', zstdOf(new Uint8Array())),
  );

/** A package of the oldest kind, after statements. */
function withStatements(...statements: readonly string[]): Uint8Array {
  const database = new sql.Database(legacy.plain);
  for (const statement of statements) database.run(statement);
  const bytes = database.export();
  database.close();
  return zipOf({ name: COLLECTION, bytes, isDeflated: true });
}

/** Zeros, squeezed a thousand times. */
const zeros = (size: number) => ({
  bytes: new Uint8Array(),
  stream: new Uint8Array(deflateRawSync(new Uint8Array(size))),
  size,
  crc: 0,
});

const MAGIC = [0x28, 0xb5, 0x2f, 0xfd];
/** A block of the same byte 131,072 times, in four bytes. */
const RUN = [0x02, 0x00, 0x10, 0x00];

function runs(count: number): Uint8Array {
  const bytes = new Uint8Array(MAGIC.length + 2 + 4 * count);
  bytes.set([...MAGIC, 0x00, 0x70]);
  for (let run = 0; run < count; run++) bytes.set(RUN, 6 + 4 * run);
  return bytes;
}

const sizedFrame = (size: bigint) => {
  const bytes = new Uint8Array(4 + 1 + 8 + 3);
  bytes.set([...MAGIC, 0xe0]);
  new DataView(bytes.buffer).setBigUint64(5, size, true);
  bytes[13] = 1;
  return bytes;
};

/** Notes with their cards, so many more. */
const more = (notes: number) => [
  `CREATE TEMP TABLE n AS WITH RECURSIVE i(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM i WHERE i < ${notes})
     SELECT i, (SELECT min(id) FROM notes) id FROM i`,
  'CREATE TEMP TABLE note AS SELECT notes.*, i FROM n JOIN notes USING (id)',
  'CREATE TEMP TABLE card AS SELECT cards.*, i FROM n JOIN cards ON cards.nid = n.id',
  "UPDATE note SET id = id + 1000 + i, guid = 'g' || i",
  'UPDATE card SET id = id + 1000 + i, nid = nid + 1000 + i',
  ...['note', 'card'].map((table) => `ALTER TABLE ${table} DROP COLUMN i`),
  'INSERT INTO notes SELECT * FROM note',
  'INSERT INTO cards SELECT * FROM card',
];

/** All templates and fields as said; a value of JSON each. */
const template = (question: string) =>
  `UPDATE col SET models = (SELECT json_group_object(key, json_set(value, '$.tmpls[0].qfmt', ${question})) FROM json_each(models))`;

const FIELD = "UPDATE notes SET flds = printf('%.*c', 1000000, 'x') || substr(flds, instr(flds, char(31)))";
const repeated = (text: string, times: number) => `replace(printf('%.*c', ${times}, '-'), '-', '${text}')`;
const fields = (text: string, times: number) => `UPDATE notes SET flds = ${repeated(text, times)} || char(31) || flds`;

export const packageBombs: readonly Bomb[] = [
  ['an archive of zeros that says how many', () => read(zipOf({ name: COLLECTION, ...zeros(300_000_000) }))],
  [
    'an archive of zeros that says there are few',
    () => read(zipOf({ name: COLLECTION, ...zeros(300_000_000), size: 1_000 })),
  ],
  ['an archive of zeros as large as may be', () => read(zipOf({ name: COLLECTION, ...zeros(LIMITS.bytesOfEntry) }))],
  [
    'an archive of many files',
    () => read(zipOf(...Array.from({ length: 20_000 }, (_, at) => stored(`${at}`, new Uint8Array())))),
  ],
  [
    'a list of many files',
    () =>
      read(
        zipOf(
          stored('media', bytesOf(`{${Array.from({ length: 500_000 }, (_, at) => `"${at}":"x${at}"`).join()}}`)),
          stored(COLLECTION, legacy.plain),
        ),
      ),
  ],
  [
    'a list of lists',
    () => read(zipOf(stored('media', bytesOf('['.repeat(10_000_000))), stored(COLLECTION, legacy.plain))),
  ],
  ['a frame of runs', () => read(modern(runs(1_000_000)))],
  [
    'many frames of nothing',
    () => read(modern(new Uint8Array(Array.from({ length: 500_000 }, () => [...MAGIC, 0x20, 0, 1, 0, 0]).flat()))),
  ],
  ['a frame that says it is huge', () => read(modern(sizedFrame(2n ** 62n)))],
  ['a collection of zeros', () => read(zipOf(stored(COLLECTION, new Uint8Array(30_000_000))))],
  [
    'a collection with a huge note',
    () => read(withStatements("UPDATE notes SET flds = printf('%.*c', 20000000, 'x')")),
  ],
  ['a note of tags', () => read(withStatements(fields('<b>', 2_000_000)))],
  ['a note of clozes', () => read(withStatements(fields('{{c1::x}}', 1_000_000)))],
  ['a note of formulas', () => read(withStatements(fields('\\(x', 2_000_000)))],
  ['a note of sounds', () => read(withStatements(fields('[sound:', 1_000_000)))],
  ['notes of many tags', () => read(withStatements(`UPDATE notes SET tags = ${repeated('a ', 4_000_000)}`))],
  ['a large field shown often', () => read(withStatements(FIELD, template(repeated('{{Prompt}}', 20_000))))],
  ['sections in sections', () => read(withStatements(template(repeated('{{#Prompt}}', 500_000))))],
  [
    'a large template for many notes',
    () =>
      read(
        withStatements(
          template(`'{{Prompt}}' || ${repeated('word ', 100_000)}`),
          'UPDATE notes SET flds = replace(flds, \'"id"\', \'"no"\')',
          ...more(2_000),
        ),
      ),
  ],
  ['settings in settings', () => read(withStatements(`UPDATE col SET models = ${repeated('[', 10_000_000)}`))],
  [
    'many notetypes',
    () =>
      read(
        withStatements(
          `UPDATE col SET models = (SELECT json_group_object(i, json_object('id', i, 'name', 'n', 'flds', json_array(), 'tmpls', json_array())) FROM (WITH RECURSIVE i(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM i WHERE i < 100000) SELECT i FROM i))`,
        ),
      ),
  ],
  [
    'decks in decks',
    () =>
      read(
        withStatements(
          `UPDATE col SET decks = (SELECT json_group_object(key, json_set(value, '$.name', ${repeated('a::', 500_000)})) FROM json_each(decks))`,
        ),
      ),
  ],
  [
    'many decks of one name',
    () =>
      read(
        withStatements(
          `UPDATE col SET decks = (SELECT json_group_object(i, json_object('id', i, 'name', 'same')) FROM (WITH RECURSIVE i(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM i WHERE i < 100000) SELECT i FROM i))`,
        ),
      ),
  ],
  [
    'many cards of one note',
    () =>
      read(
        withStatements(
          'CREATE TEMP TABLE c AS SELECT * FROM cards LIMIT 1',
          'CREATE TEMP TABLE m AS WITH RECURSIVE i(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM i WHERE i < 50000) SELECT c.*, i FROM i, c',
          'UPDATE m SET id = id + 1000 + i, ord = i',
          'ALTER TABLE m DROP COLUMN i',
          'INSERT INTO cards SELECT * FROM m',
        ),
      ),
  ],
  ['many notes with one guid', () => read(withStatements(...more(5_000), "UPDATE notes SET guid = 'same'"))],
];
