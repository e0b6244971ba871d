import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { onTestFinished } from 'vitest';

/** The folder of the project. */
export const ROOT = fileURLToPath(new URL('../../', import.meta.url));
const PROGRAM = ['--import', import.meta.resolve('tsx'), join(ROOT, 'src/cli/main.ts')];

/** Long enough for a busy machine and a huge file. */
export const PATIENCE_MS = 120_000;

/** What a run of the command left behind. */
export interface Run {
  readonly code: number | null;
  readonly output: string;
  readonly errors: string;
}

export interface Surroundings {
  /** By default the folder of the project. */
  readonly cwd?: string;
  readonly env?: { readonly [name: string]: string };
  /** Whether what reads its output goes away after the first of it, as `head` does. */
  readonly isCutOff?: boolean;
}

/** Runs `ownwords` as a process of its own, its input piped and its output too, so that it has no colors. */
export function run(args: readonly string[], input: string | Uint8Array = '', around: Surroundings = {}): Promise<Run> {
  const { NO_COLOR: _, FORCE_COLOR: __, ...inherited } = process.env;
  const child = spawn(process.execPath, [...PROGRAM, ...args], {
    cwd: around.cwd ?? ROOT,
    timeout: PATIENCE_MS,
    killSignal: 'SIGKILL',
    env: { ...inherited, TSX_TSCONFIG_PATH: join(ROOT, 'tsconfig.json'), ...around.env },
  });
  const said = { output: '', errors: '' };
  child.stdout.setEncoding('utf8').on('data', (chunk: string) => {
    said.output += chunk;
    if (around.isCutOff) child.stdout.destroy();
  });
  child.stderr.setEncoding('utf8').on('data', (chunk: string) => {
    said.errors += chunk;
  });
  child.stdin.on('error', () => {}); // the command may leave before all was said
  child.stdin.end(input);
  return new Promise((resolve, reject) => {
    child.on('error', reject);
    child.on('close', (code) => resolve({ code, ...said }));
  });
}

/** A folder of its own for one test. */
export function temporaryFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'ownwords-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}
