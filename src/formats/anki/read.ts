import type { Deck } from '../../deck/deck.js';
import { progressOf } from '../../log/progress.js';
import { createClock } from '../../time/clock.js';
import { isInstant } from '../../time/study-day.js';
import { type ZipLimits, zipLimits } from '../archive/zip.js';
import { type Bytes, bytesOf, type FileBytes } from '../bytes.js';
import type { Imported, Media, WorkOptions } from '../imported.js';
import { paceOf } from '../pace.js';
import { markdownOfHtml } from '../text/html-to-markdown.js';
import type { AnkiImportedDeck } from './anki-fields.js';
import type { CardRow, Collection, Notetype } from './collection.js';
import { collectionDays } from './day-numbers.js';
import { deckShelf } from './deck-shelf.js';
import { openCollection } from './open-collection.js';
import { openPackage } from './package.js';
import { readNotes } from './read-notes.js';
import { type Reading, ROWS_PER_STEP, remark } from './reading.js';
import { type ReviewTable, reviewTable } from './review-table.js';
import { loadSql, type SqlJs } from './sqlite.js';
import { timeline } from './timeline.js';

export interface ReadAnkiOptions extends WorkOptions {
  /** IANA name of the zone in which the learner reviewed, such as `Europe/Paris`; by default the host's. The hour at which days begin is the collection's. */
  readonly timeZone?: string;
  /** Decks of earlier imports, so that a card that moved to another deck since keeps its history. */
  readonly previous?: Iterable<Deck>;
  /** sql.js, where it is not to be imported from `node_modules`: `await initSqlJs({ locateFile })`. */
  readonly sql?: SqlJs;
  /** How large a package may be, where the usual limits are not right. What its cards show may not be larger than one file in it. */
  readonly limits?: Partial<ZipLimits>;
}

/** What an Anki package holds. */
export interface AnkiImport extends Imported {
  /** Sub-decks are decks of their own, with `::` in their titles. */
  readonly decks: readonly AnkiImportedDeck[];
  /** Pictures and sounds that the cards refer to by name. Each is unpacked when it is asked for. */
  readonly media: Media<Bytes>;
  /** As Anki has them, for those who want to show cards with their styles. */
  readonly notetypes: readonly Notetype[];
}

/**
 * Decks, media and the whole review history of an Anki package, `.apkg` or `.colpkg`, of any version of Anki since 2.0. Cards go
 * by their notes' guids, and reviews by Anki's ids: reading a later export of the same collection adds what is new.
 * Needs `sql.js`.
 * @throws StudyError `invalid-file`, `unsafe-file`, `too-large`, `newer-version`, `missing-library`, `invalid-argument` or
 * `invalid-time-zone`; the signal's reason
 * @example
 * const { decks, progress } = await readAnki(await readFile('collection.colpkg'), { timeZone: 'Europe/Paris' });
 * const study = await openStudy({ decks });
 * await study.importProgress(progress);
 */
export async function readAnki(bytes: FileBytes, options: ReadAnkiOptions = {}): Promise<AnkiImport> {
  const { timeZone, previous = [], sql, limits, ...work } = options;
  const pace = paceOf(work);
  await pace.step('unpacking', 0, 1);
  const { collection, media, remarks } = collectionIn(bytesOf(bytes), await loadSql(sql), limits);
  try {
    await pace.step('unpacking', 1, 1);
    const clock = createClock({ ...(timeZone !== undefined && { timeZone }), rolloverHour: collection.rolloverHour });
    const shelf = deckShelf(collection, previous, (html) => markdownOfHtml(html).markdown);
    const reading: Reading = {
      collection,
      pace,
      shelf,
      days: collectionDays(collection, clock),
      remarks: [...remarks],
      timeline: timeline(collection.counts.reviews),
      room: zipLimits(limits).bytesOfEntry,
    };
    const cards = await readRows(reading);
    const reviews = await readReviews(reading, cards);
    await readNotes(reading, cards, reviews);
    const decks = shelf.decks(({ title }, id, message) => remark(reading, 'changed', `deck ${title}`, message, id));
    return {
      decks: decks as AnkiImportedDeck[],
      progress: progressOf(reading.timeline.events(), exportedAt(collection)),
      media,
      notetypes: [...collection.notetypes.values()],
      remarks: reading.remarks,
    };
  } finally {
    collection.close();
  }
}

/** Its database is in SQLite's memory then, and no longer in ours. */
function collectionIn(bytes: Uint8Array, sql: SqlJs, limits: Partial<ZipLimits> | undefined) {
  const { database, media, remarks } = openPackage(bytes, limits);
  return { collection: openCollection(database, sql), media, remarks };
}

/** All cards, by their notes. */
async function readRows({ collection, pace }: Reading): Promise<CardRow[]> {
  const rows: CardRow[] = [];
  for (const row of collection.cards()) {
    if (rows.length % ROWS_PER_STEP.cards === 0) await pace.step('cards', rows.length, collection.counts.cards);
    rows.push(row);
  }
  await pace.step('cards', rows.length, rows.length);
  return rows;
}

/** The review log, sorted by cards. */
async function readReviews(reading: Reading, cards: readonly CardRow[]): Promise<ReviewTable> {
  const { collection, pace } = reading;
  const numbers = new Map(cards.map(({ id }, number) => [id, number]));
  const total = collection.counts.reviews;
  const table = reviewTable(cards.length, total);
  let done = 0;
  let strangers = 0;
  for (const row of collection.reviews()) {
    if (done++ % ROWS_PER_STEP.reviews === 0) await pace.step('reviews', done, total);
    const card = numbers.get(row.cardId);
    if (card === undefined) strangers++;
    else table.add(card, row);
  }
  await pace.step('reviews', done, done);
  if (strangers > 0) {
    remark(reading, 'dropped', 'review log', `${strangers} reviews are of cards that are not in the package`);
  }
  return table;
}

/** The file says when it was made. What nobody can read is the beginning of time. */
function exportedAt({ modified, created }: Collection): number {
  return [modified, created * 1_000].find(isInstant) ?? 0;
}
