import { StudyError } from '../errors.js';
import type { Query } from './postgres-driver.js';

/** `partitioned` makes the statements for a table, whole or in partitions by its column `log`. */
type Migration = (partitioned: (table: string, columns: string) => readonly string[]) => readonly string[];

/**
 * Each leads from one version of the tables to the next, in statements that may be repeated: a program that was stopped between
 * two of them, or that runs beside another, does no harm. A migration that was published is never changed.
 */
export const MIGRATIONS: readonly Migration[] = [
  (partitioned) => [
    ...partitioned('ownwords_logs', 'log text primary key, head bigint not null'),
    ...partitioned(
      'ownwords_events',
      'log text, seq bigint, id text not null, event text not null, primary key (log, seq), unique (log, id)',
    ),
    ...partitioned('ownwords_checkpoints', 'log text primary key, bytes bytea not null'),
  ],
];

/** Brings the tables to the newest version. */
export async function migrate(query: Query, partitions: number, migrations = MIGRATIONS): Promise<void> {
  const newest = migrations.length;
  const version = await versionOf(query);
  if (version > newest) {
    throw new StudyError('newer-version', 'The database was written by a newer ownwords; update ownwords to open it');
  }
  if (version === newest) return;
  const statements = migrations
    .slice(version)
    .flatMap((migration) =>
      migration((table, columns) => [
        `create table if not exists ${table} (${columns})${partitions > 0 ? ' partition by hash (log)' : ''}`,
        ...Array.from(
          { length: partitions },
          (_, n) =>
            `create table if not exists ${table}_${n} partition of ${table} for values with (modulus ${partitions}, remainder ${n})`,
        ),
      ]),
    );
  for (const statement of statements) await unlessMade(query(statement));
  await unlessMade(query('create table if not exists ownwords_schema (name text primary key, version int not null)'));
  await query(
    `insert into ownwords_schema (name, version) values ('ownwords', $1)
     on conflict (name) do update set version = greatest(ownwords_schema.version, excluded.version)`,
    [newest],
  );
}

async function versionOf(query: Query): Promise<number> {
  const [found] = await query("select to_regclass('ownwords_schema') is not null as made");
  if (!found?.made) return 0;
  const [row] = await query('select version from ownwords_schema');
  return Number(row?.version ?? 0);
}

/** `if not exists` may still collide with another program that makes the same table at the same moment. */
async function unlessMade(made: Promise<unknown>): Promise<void> {
  try {
    await made;
  } catch (error) {
    const DUPLICATE = ['23505', '42P07', '42710'];
    if (!DUPLICATE.includes(String((error as { readonly code?: unknown }).code))) throw error;
  }
}
