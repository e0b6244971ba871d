import { existsSync } from 'node:fs';
import { createRequire } from 'node:module';
import { fileURLToPath } from 'node:url';
import type { ReadAnkiOptions } from 'ownwords/anki';
import initSqlJs from 'sql.js';

/** SQLite, which Anki's packages are written in. It is part of the command, so that nobody has to install it. */
export function sqlite(): Promise<NonNullable<ReadAnkiOptions['sql']>> {
  return initSqlJs({ locateFile: wasmPath });
}

/** Its WebAssembly lies beside the bundled command; where the command runs from its source, in the library's own folder. */
function wasmPath(): string {
  const beside = fileURLToPath(new URL('sql-wasm.wasm', import.meta.url));
  return existsSync(beside) ? beside : createRequire(import.meta.url).resolve('sql.js/dist/sql-wasm.wasm');
}
