import type { PostgresPool } from 'ownwords/postgres';
import pg from 'pg';
import postgres from 'postgres';

export type Pool = PostgresPool & { end(): Promise<void> };

export interface PoolOptions {
  /** Connections at most. */
  readonly max?: number;
  /** Of the server, for each session. */
  readonly settings?: Readonly<Record<string, string>>;
}

function pgPool(url: string, { max = 4, settings = {} }: PoolOptions = {}): pg.Pool {
  const options = Object.entries(settings).map(([name, value]) => `-c ${name}=${value.replaceAll(' ', '\\ ')}`);
  const pool = new pg.Pool({ connectionString: url, max, options: options.join(' ') });
  pool.on('error', () => {}); // an idle connection broke; the next call makes another
  return pool;
}

function postgresPool(url: string, { max = 4, settings = {} }: PoolOptions = {}): Pool {
  const [address = '', host] = url.split('?host=');
  const socket = host ? { host: decodeURIComponent(host) } : {};
  // The store itself waits between its tries, so the driver need not as well.
  const sql = postgres(address, { max, ...socket, connection: settings, onnotice: () => {}, backoff: () => 0 });
  // Without a time limit it may wait for ever for a connection that broke.
  return { unsafe: (text, values, options) => sql.unsafe(text, values, options), end: () => sql.end({ timeout: 1 }) };
}

/** The drivers for a server. A URL with `?host=FOLDER` means the Unix socket there. */
export const POSTGRES_DRIVERS = { pg: pgPool, postgres: postgresPool };
