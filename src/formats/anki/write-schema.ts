import type { Pace } from '../pace.js';
import type { SqlDatabase, SqlJs, SqlStatement } from './sqlite.js';

/** The database of version 11, which every Anki since 2.0 reads. */
const TABLES = `
CREATE TABLE col (
  id integer PRIMARY KEY, crt integer NOT NULL, mod integer NOT NULL, scm integer NOT NULL, ver integer NOT NULL,
  dty integer NOT NULL, usn integer NOT NULL, ls integer NOT NULL, conf text NOT NULL, models text NOT NULL,
  decks text NOT NULL, dconf text NOT NULL, tags text NOT NULL
);
CREATE TABLE notes (
  id integer PRIMARY KEY, guid text NOT NULL, mid integer NOT NULL, mod integer NOT NULL, usn integer NOT NULL,
  tags text NOT NULL, flds text NOT NULL, sfld integer NOT NULL, csum integer NOT NULL, flags integer NOT NULL,
  data text NOT NULL
);
CREATE TABLE cards (
  id integer PRIMARY KEY, nid integer NOT NULL, did integer NOT NULL, ord integer NOT NULL, mod integer NOT NULL,
  usn integer NOT NULL, type integer NOT NULL, queue integer NOT NULL, due integer NOT NULL, ivl integer NOT NULL,
  factor integer NOT NULL, reps integer NOT NULL, lapses integer NOT NULL, left integer NOT NULL, odue integer NOT NULL,
  odid integer NOT NULL, flags integer NOT NULL, data text NOT NULL
);
CREATE TABLE revlog (
  id integer PRIMARY KEY, cid integer NOT NULL, usn integer NOT NULL, ease integer NOT NULL, ivl integer NOT NULL,
  lastIvl integer NOT NULL, factor integer NOT NULL, time integer NOT NULL, type integer NOT NULL
);
CREATE TABLE graves (usn integer NOT NULL, oid integer NOT NULL, type integer NOT NULL);
`;

/** By name, what they are on. They are made when the rows are there, which is faster. */
const INDEXES = {
  ix_notes_usn: 'notes (usn)',
  ix_cards_usn: 'cards (usn)',
  ix_revlog_usn: 'revlog (usn)',
  ix_cards_nid: 'cards (nid)',
  ix_cards_sched: 'cards (did, queue, due)',
  ix_revlog_cid: 'revlog (cid)',
  ix_notes_csum: 'notes (csum)',
};

const SCHEMA_VERSION = 11;
/** Marks a row as changed here and not yet synchronized. */
const CHANGED = -1;

/** What stands in the one row about the collection. */
export interface CollectionRow {
  /** In seconds since 1970 UTC. */
  readonly created: number;
  /** In ms since 1970 UTC. */
  readonly modified: number;
  readonly conf: object;
  readonly models: object;
  readonly decks: object;
  readonly presets: object;
}

/** Takes rows for a database of version 11. */
export interface CollectionWriter {
  note(row: NoteValues): void;
  card(row: CardValues): void;
  review(row: ReviewValues): void;
  /** The file; the writer is closed then. */
  finish(pace: Pace): Promise<Uint8Array>;
  /** Frees what it holds, if that was not done yet. */
  close(): void;
}

interface NoteValues {
  readonly id: number;
  readonly guid: string;
  readonly notetypeId: number;
  readonly modified: number;
  readonly tags: string;
  readonly fields: string;
  readonly sortField: string;
  readonly checksum: number;
}

export interface CardValues {
  readonly id: number;
  readonly noteId: number;
  readonly deckId: number;
  readonly modified: number;
  readonly type: number;
  readonly queue: number;
  readonly due: number;
  readonly interval: number;
  readonly factor: number;
  readonly reps: number;
  readonly lapses: number;
  readonly stepsLeft: number;
  readonly data: object;
}

export interface ReviewValues {
  readonly id: number;
  readonly cardId: number;
  readonly button: number;
  readonly interval: number;
  readonly lastInterval: number;
  readonly factor: number;
  readonly durationMs: number;
  readonly kind: number;
}

export function collectionWriter({ Database }: SqlJs, row: CollectionRow): CollectionWriter {
  const database = new Database();
  let isOpen = true;
  const close = () => {
    if (isOpen) database.close();
    isOpen = false;
  };
  try {
    return { ...writerOf(database, row, close), close };
  } catch (error) {
    close();
    throw error;
  }
}

function writerOf(database: SqlDatabase, row: CollectionRow, close: () => void): Omit<CollectionWriter, 'close'> {
  database.run(`PRAGMA page_size = 4096; BEGIN; ${TABLES}`);
  const insert = (table: string, columns: number) =>
    database.prepare(`INSERT INTO ${table} VALUES (${new Array(columns).fill('?').join(', ')})`);
  const col = insert('col', 13);
  const json = [row.conf, row.models, row.decks, row.presets].map((value) => JSON.stringify(value));
  col.run([1, row.created, row.modified, row.modified, SCHEMA_VERSION, 0, 0, 0, ...json, '{}']);
  const notes = insert('notes', 11);
  const cards = insert('cards', 18);
  const reviews = insert('revlog', 9);
  const statements: readonly SqlStatement[] = [col, notes, cards, reviews];
  return {
    note: ({ id, guid, notetypeId, modified, tags, fields, sortField, checksum }) =>
      notes.run([id, guid, notetypeId, modified, CHANGED, tags, fields, sortField, checksum, 0, '']),
    card({ id, noteId, deckId, modified, type, queue, due, interval, factor, reps, lapses, stepsLeft, data }) {
      const place = [id, noteId, deckId, 0, modified, CHANGED];
      cards.run([...place, type, queue, due, interval, factor, reps, lapses, stepsLeft, 0, 0, 0, JSON.stringify(data)]);
    },
    review: ({ id, cardId, button, interval, lastInterval, factor, durationMs, kind }) =>
      reviews.run([id, cardId, CHANGED, button, interval, lastInterval, factor, durationMs, kind]),
    async finish(pace) {
      for (const statement of statements) statement.free();
      const indexes = Object.entries(INDEXES);
      for (const [done, [name, columns]] of indexes.entries()) {
        database.run(`CREATE INDEX ${name} ON ${columns}`);
        await pace.step('indexes', done + 1, indexes.length);
      }
      database.run('COMMIT');
      const bytes = database.export();
      close();
      return bytes;
    },
  };
}
