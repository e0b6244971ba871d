import { DatabaseSync } from '@photostructure/sqlite';
import Libsql from 'libsql';
import type { SqliteDatabase } from 'ownwords/sqlite';

export interface Connection extends SqliteDatabase {
  close(): unknown;
}

/** The drivers that work on the Node at hand, by name. */
export const SQLITE_DRIVERS: Readonly<Record<string, (path: string) => Connection>> = {
  libsql: (path) => new Libsql(path) as unknown as Connection,
  '@photostructure/sqlite': (path) => new DatabaseSync(path) as unknown as Connection,
  ...nodesOwn(),
};

/** `node:sqlite` is there from Node 22 on, and does not bear to be imported where it is not. */
function nodesOwn(): Record<string, (path: string) => Connection> {
  const { emitWarning } = process;
  process.emitWarning = () => {}; // that it is experimental, on Node 22
  try {
    const own = process.getBuiltinModule?.('node:sqlite' as 'node:fs') as unknown as
      | { readonly DatabaseSync: new (path: string) => Connection }
      | undefined;
    return own ? { 'node:sqlite': (path) => new own.DatabaseSync(path) } : {};
  } finally {
    process.emitWarning = emitWarning;
  }
}
