// One side of the comparison in a process of its own: `node sides.mjs <ours | peer> <package> <bytes of the database>`.
import { readFileSync } from 'node:fs';
import { unzipSync } from 'fflate';
import { readAnki } from 'ownwords/anki';
import initSqlJs from 'sql.js';

/** What a side has done. */
export interface Answer {
  readonly ms: number;
  /** By how much the process had grown at its greatest, in bytes. */
  readonly peak: number;
  readonly notes: number;
  readonly reviews: number;
  /** How often the work told how far it was. */
  readonly told: number;
}

const BYTES_PER_KB = 1_024;

/** Reads the same rows with the bare library, and does nothing with them. */
async function peer(bytes: Uint8Array) {
  const sql = await initSqlJs();
  const database = new sql.Database(unzipSync(bytes)['collection.anki2']);
  const count = (query: string) => {
    const statement = database.prepare(query);
    let rows = 0;
    while (statement.step()) {
      statement.get();
      rows++;
    }
    statement.free();
    return rows;
  };
  const notes = count('select id, guid, mid, mod, tags, flds from notes');
  count(
    'select id, nid, did, ord, mod, type, queue, due, ivl, factor, reps, lapses, odue, odid, flags, data from cards',
  );
  const reviews = count('select id, cid, ease, ivl, lastIvl, factor, time, type from revlog');
  database.close();
  return { notes, reviews, told: 0 };
}

async function ours(bytes: Uint8Array) {
  let told = 0;
  const { decks, progress } = await readAnki(bytes, { timeZone: 'UTC', onProgress: () => told++ });
  const notes = decks.reduce((sum, { cards }) => sum + Object.keys(cards).length, 0);
  return { notes, reviews: progress.events.filter(({ type }) => type === 'reviewed').length, told };
}

const [side, path = ''] = process.argv.slice(2);
const bytes = new Uint8Array(readFileSync(path));
const before = process.memoryUsage.rss();
const start = performance.now();
const counts = await (side === 'ours' ? ours : peer)(bytes);
const ms = performance.now() - start;
const peak = process.resourceUsage().maxRSS * BYTES_PER_KB - before;
process.send?.({ ms, peak, ...counts } satisfies Answer);
