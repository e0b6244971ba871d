import { readFileSync } from 'node:fs';
import type { Collection } from '../../../src/formats/anki/collection.js';
import { openCollection } from '../../../src/formats/anki/open-collection.js';
import { openPackage } from '../../../src/formats/anki/package.js';
import { loadSql } from '../../../src/formats/anki/sqlite.js';
import { zipOf } from '../archive/archives.js';

export const sql = await loadSql();

export const fileOf = (name: string) => new Uint8Array(readFileSync(`tests/fixtures/anki/${name}`));
export const packageOf = (name: string) => openPackage(fileOf(name));

/** The database of a package, with something done to it. */
export function changed(name: string, statements: string): Uint8Array {
  const database = new sql.Database(packageOf(name).database);
  // A collation that only Anki knows forbids writing to tables that use it; and other programs do without constraints.
  database.run(`PRAGMA writable_schema = ON;
    UPDATE sqlite_master SET sql = replace(replace(sql, 'unicase', 'NOCASE'), 'NOT NULL', '');
    PRAGMA writable_schema = RESET`);
  database.run(statements);
  const bytes = database.export();
  database.close();
  return bytes;
}

/** A package of the oldest kind, with something done to its collection. */
export function changedPackage(bytes: Uint8Array, statements: string): Uint8Array {
  const database = new sql.Database(openPackage(bytes).database);
  database.run(statements);
  const collection = { name: 'collection.anki2', bytes: database.export() };
  database.close();
  return zipOf(collection);
}

export const opened = (name: string, statements = ''): Collection => openCollection(changed(name, statements), sql);

/** The schemas there are, each with a file that has it. */
export const OLD = 'fsrs-legacy2.colpkg';
export const NEW = 'fsrs-modern-sched.apkg';
