import { deflateRawSync } from 'node:zlib';
import { type Deck, StudyError } from 'ownwords';
import { type AnkiImport, type Container, readAnki } from 'ownwords/anki';
import { loadSql, type SqlJs } from '../../src/formats/anki/sqlite.js';
import { unzstd, zstdOf } from '../../src/formats/archive/zstd.js';
import { type Packing, zipOf } from '../formats/archive/archives.js';
import { checkImported, isText } from './checks.js';
import { damagedByStatements } from './damage-collection.js';
import { mutatedBytes } from './mutate-bytes.js';
import { mutatedText } from './mutate-text.js';
import { type PackageSeed, packageSeeds } from './package-seeds.js';
import { below, chance, oneOf, type Random } from './pick.js';
import { FILE_REFUSALS, type Reader, readerOf } from './reader.js';
import { bytesOf, textOf } from './seeds.js';

/** What a package may ask for, so that little memory is enough. */
export const LIMITS = { bytes: 67_108_864, bytesOfEntry: 33_554_432, entries: 10_000 };

const ZONES = ['UTC', 'America/New_York', 'Asia/Tokyo'];
/** Packages of several reviewed decks are seldom taken: they take longer. */
const FIRST = 0.7;
const INTACT = 0.005;

export const ankiReaders: readonly Reader[] = (['legacy1', 'legacy2', 'modern'] as const).map(ankiReader);

function ankiReader(container: Container): Reader {
  return readerOf({
    name: `anki-${container}`,
    refusals: FILE_REFUSALS,
    async prepare() {
      const sql = await loadSql();
      const seeds = await packageSeeds(container);
      const files = seeds.map(({ bytes }) => bytes);
      const databases = seeds.map(({ plain }) => plain);
      const before: Deck[][] = [];
      for (const file of files) before.push([...(await readAnki(file, { timeZone: 'UTC' })).decks]);
      return (random) => {
        const seed = chance(FIRST, random) ? (seeds[0] as PackageSeed) : oneOf(seeds, random);
        const bytes = damaged(seed, random, sql, files, databases);
        const options = {
          timeZone: oneOf(ZONES, random),
          limits: LIMITS,
          ...(chance(0.3, random) && { previous: oneOf(before, random) }),
        };
        if (chance(INTACT, random)) return () => intact(seed.bytes);
        return () => readAnki(bytes, options);
      };
    },
    check: checkPackage,
  });
}

/** What was read before must not harm what is read next. */
async function intact(bytes: Uint8Array): Promise<AnkiImport> {
  try {
    return await readAnki(bytes, { timeZone: 'UTC' });
  } catch (cause) {
    throw new Error('a package without damage is refused', { cause });
  }
}

function checkPackage(imported: AnkiImport): void {
  checkImported(imported);
  for (const name of imported.media.keys()) {
    if (!isText(name)) throw new Error('a file has no name');
    try {
      imported.media.get(name);
    } catch (error) {
      if (!(error instanceof StudyError && error.code === 'invalid-file') && !isTooLarge(error)) throw error;
    }
  }
}

const isTooLarge = (error: unknown) => error instanceof StudyError && error.code === 'too-large';

/** A package with damage in one of its layers; the ones around it are sound, or no reader would get that far. */
function damaged(
  seed: PackageSeed,
  random: Random,
  sql: SqlJs,
  files: readonly Uint8Array[],
  databases: readonly Uint8Array[],
): Uint8Array {
  const layer = random();
  if (layer < 0.1) return mutatedBytes(seed.bytes, random, files);
  if (layer < 0.4)
    return packed(seed, mutatedBytes(chance(0.8, random) ? seed.plain : seed.database, random, databases));
  if (layer < 0.8) return packed(seed, damagedByStatements(seed.plain, sql, random));
  if (layer < 0.87) return withCollection(seed, seed.packed, 'media', (bytes) => damagedList(seed, bytes, random));
  if (layer < 0.9) return withCollection(seed, seed.packed, 'meta', (bytes) => mutatedBytes(bytes, random));
  if (layer < 0.95) return withDamagedStream(seed, random);
  return withOtherFiles(seed, random);
}

function packed(seed: PackageSeed, database: Uint8Array): Uint8Array {
  return withCollection(seed, seed.container === 'modern' ? zstdOf(database) : database);
}

function withCollection(
  { others, collection }: PackageSeed,
  bytes: Uint8Array,
  changed?: string,
  change: (bytes: Uint8Array) => Uint8Array = (same) => same,
): Uint8Array {
  const files = others.map((file) => (file.name === changed ? { ...file, bytes: change(file.bytes) } : file));
  return zipOf(...files, { name: collection, bytes });
}

/** The list of files: JSON, or a message. */
function damagedList({ container }: PackageSeed, bytes: Uint8Array, random: Random): Uint8Array {
  if (container !== 'modern') return bytesOf(mutatedText(textOf(bytes), NAMES, random));
  return zstdOf(mutatedBytes(unzstd(bytes, 100_000), random));
}

const NAMES = [
  '"',
  ':',
  ',',
  '{',
  '}',
  '"7":',
  '../',
  '/',
  'C:\\',
  '\\',
  '..',
  '\0',
  'con',
  '.',
  '__proto__',
  '🏳️‍🌈',
  '[',
  'null',
  '1',
];

/** Compressed data that is damaged, while the archive says of it what it said of the sound data. */
function withDamagedStream(seed: PackageSeed, random: Random): Uint8Array {
  if (seed.container === 'modern') return withCollection(seed, mutatedBytes(seed.packed, random));
  const { others, collection, database } = seed;
  const stream = mutatedBytes(new Uint8Array(deflateRawSync(database)), random);
  return zipOf(...others, { name: collection, bytes: database, stream });
}

/** Files that are missing, doubled, renamed, damaged, or declared as what they are not. */
function withOtherFiles({ others, collection, packed: bytes }: PackageSeed, random: Random): Uint8Array {
  const files: Packing[] = [...others, { name: collection, bytes }];
  const at = below(files.length, random);
  const file = files[at] as Packing;
  const change = below(7, random);
  if (change === 0) files.splice(at, 1);
  if (change === 1) files.push({ ...file });
  if (change === 2)
    files[at] = { ...file, name: oneOf([...NAMES, 'collection.anki2', 'collection.anki21b', 'meta', 'media'], random) };
  if (change === 3) files[at] = { ...file, bytes: mutatedBytes(file.bytes, random) };
  if (change === 4) files[at] = { ...file, size: oneOf([0, 1, 2 ** 31, 2 ** 32 - 1, file.bytes.length + 1], random) };
  if (change === 5) files[at] = { ...file, method: oneOf([0, 8, 9, 99], random), flags: below(3, random) };
  if (change === 6) files[at] = { ...file, at: below(2 ** 20, random) };
  return zipOf(...files);
}
