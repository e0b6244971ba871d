import { StudyError } from '../../errors.js';
import { shown } from '../../json.js';
import { CARDS, cardOf } from './card-rows.js';
import type { Collection } from './collection.js';
import { oldCardReader, oldReviewOf } from './first-scheduler.js';
import { NOTES, noteReader } from './note-rows.js';
import { REVIEWS, reviewOf } from './review-rows.js';
import { partsOfSchema11 } from './schema-11.js';
import { partsOfSchema18 } from './schema-18.js';
import { damagedCollection, guarded, rowsOf, type SqlDatabase, type SqlJs, type SqlValue } from './sqlite.js';
import { checkPages } from './sqlite-pages.js';
import { whole } from './values.js';

const OLDEST = 11;
const NEWEST = 18;
/** Far more than anyone fills in. */
const MOST_FIELDS = 1_000;

/** Where an SQLite file tells how it is written to, and the value that asks for no second file beside it. */
const WRITE_VERSIONS = [18, 19];
const NO_OTHER_FILE = 1;

/**
 * Before anything is asked of the file: what would compute something when it is read is taken out, so that only tables are
 * left. And names are compared in a way that SQLite knows: tables with another one could not be read.
 */
const MAKE_PLAIN = `
  PRAGMA journal_mode = OFF;
  PRAGMA trusted_schema = OFF;
  PRAGMA writable_schema = ON;
  DELETE FROM sqlite_master WHERE sql NOT LIKE 'CREATE TABLE%' AND sql NOT LIKE 'CREATE INDEX%'
    AND sql NOT LIKE 'CREATE UNIQUE INDEX%';
  UPDATE sqlite_master SET sql = replace(sql, 'COLLATE unicase', 'COLLATE NOCASE') WHERE sql LIKE '%unicase%';
  PRAGMA writable_schema = RESET;
`;

/**
 * Opens a collection: an SQLite file of schema 11, or 14 to 18.
 * @param bytes the file; as it was when the call returns
 * @throws StudyError `invalid-file`, `too-large`, `newer-version`. Rows may also be found damaged when they are read.
 */
export function openCollection(bytes: Uint8Array, sql: SqlJs): Collection {
  checkPages(bytes);
  const database = guarded(() => opened(bytes, sql));
  try {
    return collectionIn(database);
  } catch (cause) {
    closed(database);
    throw cause;
  }
}

function opened(bytes: Uint8Array, sql: SqlJs): SqlDatabase {
  const before = WRITE_VERSIONS.map((place) => bytes[place] as number);
  for (const place of WRITE_VERSIONS) bytes[place] = NO_OTHER_FILE;
  try {
    return new sql.Database(bytes);
  } finally {
    before.forEach((version, index) => {
      bytes[WRITE_VERSIONS[index] as number] = version;
    });
  }
}

function closed(database: SqlDatabase): void {
  try {
    database.close();
  } catch {
    // The library has come to its end before, and was heard of.
  }
}

function collectionIn(database: SqlDatabase): Collection {
  guarded(() => database.run(MAKE_PLAIN));
  const { created, modified, version } = headOf(database);
  checkVersion(version);
  checkColumns(database);
  const parts = version === OLDEST ? partsOfSchema11(database) : partsOfSchema18(database, version);
  checkFields(parts.notetypes);
  const isOld = parts.schedulerVersion === 1;
  const noteOf = noteReader(parts.notetypes);
  const toCard = isOld ? oldCardReader(parts.decks) : cardOf;
  const toReview = isOld && isInUse(database) ? oldReviewOf : reviewOf;
  let isOpen = true;
  const rows = <Row>(query: string, rowOf: (row: SqlValue[]) => Row) => {
    if (!isOpen) throw new StudyError('closed', 'This collection was closed; open it again to go on');
    return rowsOf(database, query, rowOf);
  };
  const count = (table: string) => first(database, `SELECT count(*) FROM ${table}`)[0] as number;
  return {
    created,
    modified,
    ...parts,
    counts: { notes: count('notes'), cards: count('cards'), reviews: count('revlog') },
    notes: () => rows(NOTES, noteOf),
    cards: () => rows(CARDS, toCard),
    reviews: () => rows(REVIEWS, toReview),
    close() {
      if (isOpen) closed(database);
      isOpen = false;
    },
  };
}

function first(database: SqlDatabase, query: string): SqlValue[] {
  for (const row of rowsOf(database, query, (values) => values)) return row;
  return [];
}

function headOf(database: SqlDatabase) {
  const [created, modified, version] = first(database, 'SELECT crt, mod, ver FROM col LIMIT 1');
  if (version === undefined) throw damagedCollection('it says nothing of itself');
  return { created: whole(created), modified: whole(modified), version: whole(version) };
}

function checkVersion(version: number): void {
  if (version > NEWEST) {
    throw new StudyError(
      'newer-version',
      `The collection has schema ${version}, of a newer Anki than is known here; export it with support for older versions`,
    );
  }
  if (version < OLDEST || version === 12 || version === 13) {
    throw new StudyError(
      'invalid-file',
      `The collection has schema ${version}, which was never in general use; open it in a current Anki and export it again`,
    );
  }
}

/** A column that is computed when it is read could compute without end. */
function checkColumns(database: SqlDatabase): void {
  const tables = [
    'col',
    'notes',
    'cards',
    'revlog',
    'config',
    'notetypes',
    'fields',
    'templates',
    'decks',
    'deck_config',
  ];
  for (const table of tables) {
    const [computed = 0] = first(database, `SELECT count(*) FROM pragma_table_xinfo('${table}') WHERE hidden > 1`);
    if (computed !== 0) throw damagedCollection(`its table ${table} has columns that are computed`);
  }
}

/** Every note is given all fields of its notetype, so their number must bear to be multiplied. */
function checkFields(notetypes: Collection['notetypes']): void {
  for (const { name, fields } of notetypes.values()) {
    if (fields.length <= MOST_FIELDS) continue;
    const much = `The notetype ${shown(name)} has ${fields.length} fields`;
    throw new StudyError('too-large', `${much}; at most ${MOST_FIELDS} are read`);
  }
}

/** Whether any card is no longer new: only then does Anki bring old reviews to its newer buttons. */
function isInUse(database: SqlDatabase): boolean {
  return first(database, 'SELECT 1 FROM cards NOT INDEXED WHERE queue <> 0 LIMIT 1').length > 0;
}
