import type pg from 'pg';
import { inject } from 'vitest';
import { POSTGRES_DRIVERS, type PoolOptions } from './drivers.js';

/** A fresh, empty database on the server that all files share, or on another: its URL. */
export async function freshDatabase(serverUrl = inject('postgresUrl')): Promise<string> {
  const name = `test_${crypto.randomUUID().replaceAll('-', '')}`;
  await onServer(serverUrl, `create database ${name}`);
  const url = new URL(serverUrl);
  url.pathname = name;
  return url.href;
}

/** Runs a statement on a connection of its own. */
export async function onServer(url: string, sql: string): Promise<readonly Record<string, unknown>[]> {
  return withPool(url, async (pool) => (await pool.query(sql)).rows);
}

/** A pool of `pg`. */
export const poolOf: (url: string, options?: PoolOptions) => pg.Pool = POSTGRES_DRIVERS.pg;

/** Lends a pool, and ends it. */
export async function withPool<Result>(
  url: string,
  work: (pool: pg.Pool) => Promise<Result>,
  options?: PoolOptions,
): Promise<Result> {
  const pool = poolOf(url, options);
  try {
    return await work(pool);
  } finally {
    await pool.end();
  }
}
