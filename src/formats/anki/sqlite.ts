import { StudyError } from '../../errors.js';
import { check, type Rule } from '../../json.js';

/** What SQLite keeps in a column. */
export type SqlValue = number | string | Uint8Array | null;

/** A prepared statement, as of sql.js. */
export interface SqlStatement {
  step(): boolean;
  /** The columns of the row stepped to. */
  get(): SqlValue[];
  /** Runs it once with these values. */
  run(values?: SqlValue[]): void;
  free(): boolean;
}

/** A database in memory, as of sql.js. */
export interface SqlDatabase {
  run(sql: string, values?: SqlValue[]): unknown;
  prepare(sql: string): SqlStatement;
  export(): Uint8Array;
  close(): void;
}

/** What `await initSqlJs()` of the library sql.js gives, as far as it is needed. */
export interface SqlJs {
  readonly Database: new (bytes?: Uint8Array | null) => SqlDatabase;
}

const SQL: Rule = [
  (value) => typeof (value as SqlJs | null)?.Database === 'function',
  'what `await initSqlJs()` of the library sql.js gives',
];

/**
 * SQLite, which collections are written in: the one given, or else the one that is installed.
 * @throws StudyError `missing-library`, `invalid-argument`
 */
export async function loadSql(given?: SqlJs): Promise<SqlJs> {
  if (given !== undefined) {
    check('invalid-argument', 'sql', given, SQL);
    return given;
  }
  try {
    const library: unknown = await import('sql.js');
    return await starterOf(library)();
  } catch (cause) {
    const remedy = 'npm install sql.js, or hand over what initSqlJs of sql.js gives as the option `sql`';
    throw new StudyError('missing-library', `Anki collections are SQLite files, read by sql.js: ${remedy}`, { cause });
  }
}

/** The function that starts the library: bundlers wrap a CommonJS module once or twice, or not at all. */
function starterOf(library: unknown): () => Promise<SqlJs> {
  let inner = library;
  for (let wrap = 0; wrap < 2 && typeof inner !== 'function'; wrap++) inner = (inner as { default: unknown }).default;
  return inner as () => Promise<SqlJs>;
}

/** A database that cannot be read as it should. */
export function damagedCollection(fault: string, cause?: unknown): StudyError {
  return new StudyError(
    'invalid-file',
    `The collection is damaged: ${fault}; in Anki, check the database and export again`,
    {
      cause,
    },
  );
}

/** Whatever the library throws for a file that it cannot read, even out of memory, says that the file is no good. */
export function guarded<Result>(work: () => Result): Result {
  try {
    return work();
  } catch (cause) {
    if (cause instanceof StudyError) throw cause;
    throw damagedCollection(cause instanceof Error ? cause.message : String(cause), cause);
  }
}

/**
 * What becomes of each row of a query, one at a time; nothing is kept.
 * @throws StudyError `invalid-file`
 */
export function* rowsOf<Row>(
  database: SqlDatabase,
  query: string,
  rowOf: (values: SqlValue[]) => Row,
): Generator<Row, void, undefined> {
  const statement = guarded(() => database.prepare(query));
  try {
    while (statement.step()) yield rowOf(statement.get());
  } catch (cause) {
    guarded(() => {
      throw cause;
    });
  } finally {
    try {
      statement.free();
    } catch {
      // The library has come to its end before, and was heard of.
    }
  }
}
