import { fsrsScheduler, parseDeck, type StudyDay } from 'ownwords';
import { type Container, writeAnki } from 'ownwords/anki';
import { loadSql } from '../../src/formats/anki/sqlite.js';
import { openZip } from '../../src/formats/archive/zip.js';
import { unzstd } from '../../src/formats/archive/zstd.js';
import { derivedEventId } from '../../src/formats/derived-id.js';
import type { Packing } from '../formats/archive/archives.js';
import { filesIn } from './seeds.js';

/** A package, taken apart. */
export interface PackageSeed {
  readonly container: Container;
  /** As it was. */
  readonly bytes: Uint8Array;
  /** Its files but the collection, and but a collection that only asks for a newer Anki. */
  readonly others: readonly Packing[];
  readonly collection: string;
  /** As the package has it: compressed in the newest container. */
  readonly packed: Uint8Array;
  readonly database: Uint8Array;
  /** A smaller one that any SQLite can write to, with fewer reviews. */
  readonly plain: Uint8Array;
}

const COLLECTIONS = {
  legacy1: 'collection.anki2',
  legacy2: 'collection.anki21',
  modern: 'collection.anki21b',
} as const;
/** Of a collection. */
const MOST_BYTES = 200_000;
const MOST_CARDS = 50;

/** The packages there are of a container, our own first. */
export async function packageSeeds(container: Container): Promise<readonly PackageSeed[]> {
  const files = [await ownPackage(container), ...filesIn('anki', /\.(apkg|colpkg)$/, 100_000)];
  const seeds: PackageSeed[] = [];
  for (const bytes of files) {
    const seed = await takenApart(bytes);
    if (seed?.container === container) seeds.push(seed);
  }
  return seeds;
}

async function takenApart(bytes: Uint8Array): Promise<PackageSeed | undefined> {
  const zip = openZip(bytes);
  const containers = ['modern', 'legacy2', 'legacy1'] as const;
  const container = containers.find((each) => zip.sizes.has(COLLECTIONS[each]));
  if (container === undefined) return undefined;
  const collection = COLLECTIONS[container];
  const packed = zip.bytes(collection) as Uint8Array;
  const database = container === 'modern' ? unzstd(packed, 10_000_000) : packed;
  const { plain, cards } = await simplified(database);
  if (cards > MOST_CARDS || database.length > MOST_BYTES) return undefined;
  const others = [...zip.sizes.keys()]
    .filter((name) => !name.startsWith('collection'))
    .map((name) => ({ name, bytes: zip.bytes(name) as Uint8Array }));
  return { container, bytes, others, collection, packed, database, plain };
}

async function simplified(bytes: Uint8Array): Promise<{ plain: Uint8Array; cards: number }> {
  const database = new (await loadSql()).Database(bytes.slice());
  // A collation that only Anki knows forbids writing to tables that use it; and without constraints, damage can go further.
  database.run(`PRAGMA writable_schema = ON;
    UPDATE sqlite_master SET sql = replace(replace(sql, 'unicase', 'NOCASE'), 'NOT NULL', '');
    PRAGMA writable_schema = RESET;
    DELETE FROM revlog WHERE id % 3 > 0;
    PRAGMA page_size = 1024`);
  database.run('VACUUM');
  const statement = database.prepare('SELECT count(*) FROM cards');
  statement.step();
  const [cards] = statement.get();
  statement.free();
  const plain = database.export();
  database.close();
  return { plain, cards: Number(cards) };
}

/** A package that this library wrote. */
async function ownPackage(container: Container): Promise<Uint8Array> {
  const deck = parseDeck({
    id: 'geo',
    title: 'Geography::Europe',
    cards: {
      paris: {
        prompt: 'What is the capital of **France**?',
        answer: 'Paris',
        keyPoints: { seine: 'On the Seine' },
        tags: ['city'],
      },
      rome: {
        prompt: '![](rome.png)',
        answer: 'Rome',
        hint: 'Seven hills',
        followsUp: 'paris',
        fields: { level: 2, x: [{}] },
      },
    },
  });
  const scheduler = fsrsScheduler({ fuzz: false });
  const day = '2026-01-05' as StudyDay;
  const at = Date.UTC(2026, 0, 5, 12);
  const { due } = scheduler.next('geo/paris', undefined, { grade: 'good', at, day });
  const progress = {
    format: 'ownwords-progress',
    version: 1,
    exportedAt: new Date(at).toISOString(),
    events: [
      { id: derivedEventId('seed'), type: 'reviewed', at, cardId: 'geo/paris', grade: 'good', day, nth: 1, due },
    ],
  } as const;
  const media = new Map([['rome.png', new Uint8Array(50).fill(7)]]);
  return (await writeAnki([deck], progress, { container, media, timeZone: 'UTC' })).bytes;
}
