import { StudyError, type StudyErrorCode } from '../errors.js';

/** What a driver's pool can do that we need: `pg` and PGlite have `query`, `postgres` has `unsafe`. */
export type PostgresPool =
  // biome-ignore lint/suspicious/noExplicitAny: each driver has a type of its own for values, and all take those we bind
  | { query(text: string, values?: any[]): Promise<{ readonly rows: any[] }> }
  // biome-ignore lint/suspicious/noExplicitAny: as above
  | { unsafe(text: string, values?: any[], options?: { prepare?: boolean }): PromiseLike<readonly any[]> };

/** `pg`'s own pool: it counts its connections, and takes statements with names. */
interface PoolOfPg {
  readonly totalCount: number;
  query(statement: Prepared & { values: unknown[] }): Promise<{ readonly rows: Rows }>;
}

/**
 * A statement that a connection parses and plans once, and then knows by its name. What the server goes by is the name alone,
 * and versions of a program may share connections, so another text needs another name.
 */
export interface Prepared {
  readonly name: string;
  readonly text: string;
}

type Rows = readonly Readonly<Record<string, unknown>>[];

export type Query = (statement: string | Prepared, values?: readonly unknown[]) => Promise<Rows>;

/** Pools of which a call may get a connection that does not know what an earlier call has prepared, as some proxies have it. */
const forgetful = new WeakSet<object>();

/** SQLSTATE of a prepared statement that the connection does not know, or of one that it knows already. */
const FORGOTTEN = ['26000', '42P05'];

/** One way to ask, whatever the driver. */
export function queryOf(pool: PostgresPool): Query {
  const plainly = plainQueryOf(pool);
  const prepared = preparedQueryOf(pool);
  return async (statement, values = []) => {
    if (typeof statement === 'string') return plainly(statement, values);
    if (!prepared || forgetful.has(pool)) return plainly(statement.text, values);
    try {
      return await prepared(statement, values);
    } catch (error) {
      if (!FORGOTTEN.includes(String((error as DriverError).code))) throw error;
      forgetful.add(pool); // nothing was done
      return plainly(statement.text, values);
    }
  };
}

function plainQueryOf(pool: PostgresPool): (text: string, values: readonly unknown[]) => Promise<Rows> {
  if ('unsafe' in pool) return async (text, values) => pool.unsafe(text, [...values]);
  return async (text, values) => (await pool.query(text, [...values])).rows;
}

/** Nothing for drivers that prepare nothing, or of which we do not know how. */
function preparedQueryOf(
  pool: PostgresPool | PoolOfPg,
): ((statement: Prepared, values: readonly unknown[]) => Promise<Rows>) | undefined {
  if ('unsafe' in pool) return async ({ text }, values) => pool.unsafe(text, [...values], { prepare: true });
  if ('totalCount' in pool)
    return async (statement, values) => (await pool.query({ ...statement, values: [...values] })).rows;
  return undefined;
}

interface DriverError {
  readonly code?: unknown;
  readonly message?: unknown;
}

/** Classes and codes of SQLSTATE (https://www.postgresql.org/docs/current/errcodes-appendix.html), longest first. */
const CODES: readonly (readonly [start: string, code: StudyErrorCode, remedy: string])[] = [
  ['42P01', 'not-a-log', 'call migratePostgres(pool) first'],
  ['42501', 'not-writable', 'grant the role what it needs on the tables ownwords_…'],
  ['25006', 'not-writable', 'this is a read-only replica; use the primary'],
  ['57014', 'busy', 'it took longer than the statement may take; try again'],
  ['55P03', 'busy', 'another program holds the log; try again'],
  ['40', 'busy', 'others write to the log; try again'],
  ['53100', 'disk-full', 'make space and try again; nothing was written'],
  ['54', 'too-large', 'append less at once'],
  ['28', 'not-allowed', 'check the user and the password'],
];

/** What passes by itself: a broken connection, a server that starts or stops, a transaction that lost against another. */
const PASSING =
  /^(08...|57P0[123]|53300|40001|40P01|ECONN\w+|EPIPE|ETIMEDOUT|EHOSTUNREACH|ENETUNREACH|EAI_AGAIN|CONNECTION_CLOSED|CONNECTION_DESTROYED|CONNECT_TIMEOUT)$/;

/** What `pg` gives no code, and the socket of a server that does not run, whose code says only that a file is missing. */
const PASSING_MESSAGE =
  /^(Connection terminated|timeout exceeded when trying to connect|Client has encountered a connection error|connect ENOENT)/;

export function isPassing(error: unknown): boolean {
  const { code, message } = error as DriverError;
  return PASSING.test(String(code)) || PASSING_MESSAGE.test(String(message));
}

/** What a driver says, in our words. */
export function postgresError(error: unknown): StudyError {
  if (error instanceof StudyError) return error;
  const { code, message } = error as DriverError;
  const [, ourCode, remedy] =
    CODES.find(([start]) => String(code).startsWith(start)) ??
    (isPassing(error)
      ? ['', 'unreachable' as const, 'see that the database runs, and try again']
      : ['', 'store-failed' as const, 'see the cause']);
  return new StudyError(ourCode, `The database failed: ${message}; ${remedy}`, { cause: error });
}
