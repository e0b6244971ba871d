import { type ChildProcess, spawn } from 'node:child_process';
import { chmodSync, mkdtempSync, rmSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { buildSync } from 'esbuild';
import { onTestFinished } from 'vitest';

const at = (path: string) => fileURLToPath(new URL(path, import.meta.url));

/** A fresh folder that every user of this machine may look into, gone after the test. */
export function freshFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'ownwords-'));
  chmodSync(folder, 0o755);
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}

/** One of the programs beside this file, made ready to run as a process of its own. */
export function program(name: string): string {
  const folder = freshFolder();
  const outfile = join(folder, `${name}.mjs`);
  buildSync({
    entryPoints: [at(`./programs/${name}.ts`)],
    outfile,
    bundle: true,
    platform: 'node',
    format: 'esm',
    alias: {
      ownwords: at('../../src/index.ts'),
      'ownwords/file': at('../../src/store/file.ts'),
      'ownwords/postgres': at('../../src/store/postgres.ts'),
      'ownwords/sqlite': at('../../src/store/sqlite.ts'),
    },
    external: ['@photostructure/sqlite', 'libsql', 'pg', 'postgres'],
  });
  symlinkSync(at('../../node_modules'), join(folder, 'node_modules')); // for the drivers, which cannot be bundled
  return outfile;
}

export interface Finished {
  readonly output: string;
  readonly errors: string;
  readonly status: number | null;
  readonly signal: string | null;
}

/** What a process has written once it is over. */
export function finished(child: ChildProcess): Promise<Finished> {
  let output = '';
  let errors = '';
  child.stdout?.setEncoding('utf8').on('data', (text) => (output += text));
  child.stderr?.setEncoding('utf8').on('data', (text) => (errors += text));
  return new Promise((resolve, reject) => {
    child.on('error', reject);
    child.on('close', (status, signal) => resolve({ output, errors, status, signal }));
  });
}

/** Runs a program to its end; under another user than the all-powerful one, where that is who we are. */
export function run(
  script: string,
  args: readonly string[],
  options: { readonly shell?: string } = {},
): Promise<Finished> {
  const user = process.getuid?.() === 0 ? { uid: 65_534, gid: 65_534 } : {};
  const { shell } = options;
  const child = shell
    ? spawn('bash', ['-c', `${shell}; exec "$0" "$@"`, process.execPath, script, ...args])
    : spawn(process.execPath, [script, ...args], user);
  return finished(child);
}
