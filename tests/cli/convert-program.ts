import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { lstatSync, mkdtempSync, readdirSync, readFileSync, realpathSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { onTestFinished } from 'vitest';

const ROOT = fileURLToPath(new URL('../../', import.meta.url));
const PROGRAM = ['--import', import.meta.resolve('tsx'), join(ROOT, 'src/cli/main.ts')];

/** What a run of the command line left behind. */
export interface Run {
  readonly code: number | null;
  readonly output: string;
  readonly errors: string;
}

interface Start {
  readonly cwd: string;
  readonly env?: { readonly [name: string]: string };
}

/** A folder of its own for one test. */
export function temporaryFolder(): string {
  const folder = realpathSync(mkdtempSync(join(tmpdir(), 'ownwords-convert-')));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}

/** Runs the command line in a folder, with its input piped. */
export function run(args: readonly string[], input: string | Uint8Array, options: Start): Promise<Run> {
  const { child, ended } = start(args, options);
  child.stdin.end(input);
  return ended;
}

/** Starts it with its input piped, and leaves the pipe open. */
export function start(args: readonly string[], options: Start) {
  return started(process.execPath, [...PROGRAM, ...args], options);
}

/** Starts it in a pseudo-terminal, by `script` of util-linux. What it shows there, errors included, is its output. */
export function startInTerminal(args: readonly string[], options: Start) {
  const words = [process.execPath, ...PROGRAM, ...args].map((word) => `'${word}'`).join(' ');
  return started('script', ['--quiet', '--flush', '--return', '--command', words, '/dev/null'], options);
}

function started(program: string, args: readonly string[], { cwd, env = {} }: Start) {
  const child = spawn(program, args, {
    cwd,
    env: { ...process.env, TSX_TSCONFIG_PATH: join(ROOT, 'tsconfig.json'), NO_COLOR: '1', TZ: 'UTC', ...env },
  });
  onTestFinished(() => void child.kill('SIGKILL'));
  const output: Buffer[] = [];
  let errors = '';
  child.stdout.on('data', (chunk: Buffer) => output.push(chunk));
  child.stderr.setEncoding('utf8').on('data', (chunk: string) => {
    errors += chunk;
  });
  child.stdin.on('error', () => {}); // it may leave before all was said
  const ended = new Promise<Run>((resolve, reject) => {
    child.on('error', reject);
    child.on('close', (code) => resolve({ code, output: Buffer.concat(output).toString('utf8'), errors }));
  });
  return { child, ended };
}

/** What is in a folder and below it: each name with a hash of what is there and when it was written. */
export function everythingIn(folder: string): { readonly [path: string]: string } {
  const names = readdirSync(folder, { recursive: true, encoding: 'utf8' }).sort();
  return Object.fromEntries(
    names.map((name) => {
      const path = join(folder, name);
      const { mtimeMs, ino } = lstatSync(path);
      if (!lstatSync(path).isFile()) return [name, 'no file'];
      return [name, `${createHash('sha1').update(readFileSync(path)).digest('hex')} ${mtimeMs} ${ino}`];
    }),
  );
}
