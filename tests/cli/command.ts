import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { lstatSync, mkdtempSync, readdirSync, readFileSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { onTestFinished } from 'vitest';
import { parseCall } from '../../src/cli/arguments.js';
import type { Command } from '../../src/cli/command.js';
import { exitCodeOf, explained } from '../../src/cli/errors.js';
import { PROGRAM, ROOT } from './program.js';
import { pseudoTerminal } from './pseudo-terminal.js';

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
  readonly env?: NodeJS.ProcessEnv;
  /** Whether what reads its output goes away after the first of it, as `head` does. */
  readonly isCutOff?: boolean;
}

/** Runs `ownwords` as a process of its own, its input piped and its output too, so that it has no colors. */
export function run(args: readonly string[], input: string | Uint8Array = '', around: Surroundings = {}): Promise<Run> {
  const { child, ended } = started(process.execPath, [...PROGRAM, ...args], around);
  child.stdin.end(input);
  return ended;
}

/** Starts it with its input piped, and leaves the pipe open. */
export function start(args: readonly string[], around: Surroundings = {}) {
  return endedWithTest(started(process.execPath, [...PROGRAM, ...args], around));
}

/** Starts it in a pseudo-terminal. What it shows there, errors included, is its output. */
export function startInTerminal(args: readonly string[], around: Surroundings = {}) {
  const words = [process.execPath, ...PROGRAM, ...args].map((word) => `'${word}'`).join(' ');
  const [program = '', ...script] = pseudoTerminal(words);
  return endedWithTest(started(program, script, around));
}

function started(program: string, args: readonly string[], { cwd = ROOT, env, isCutOff = false }: Surroundings) {
  const { NO_COLOR: _, FORCE_COLOR: __, CI: ___, ...inherited } = process.env;
  const child = spawn(program, args, {
    cwd,
    timeout: PATIENCE_MS,
    killSignal: 'SIGKILL',
    env: { ...inherited, TZ: 'UTC', ...env },
  });
  const [output, errors]: [string[], string[]] = [[], []];
  child.stdout.setEncoding('utf8').on('data', (part: string) => {
    output.push(part);
    if (isCutOff) child.stdout.destroy();
  });
  child.stderr.setEncoding('utf8').on('data', (part: string) => errors.push(part));
  child.stdin.on('error', () => {}); // it may leave before all was said
  const ended = new Promise<Run>((resolve, reject) => {
    child.on('error', reject);
    child.on('close', (code) => resolve({ code, output: output.join(''), errors: errors.join('') }));
  });
  return { child, ended };
}

function endedWithTest(program: ReturnType<typeof started>) {
  onTestFinished(() => void program.child.kill('SIGKILL'));
  return program;
}

/**
 * Does in this process what a command does in a folder, for each start of a process takes a second.
 * @param description what there is to know of the command without loading it
 */
export async function runHere(description: Command, args: readonly string[], folder: string) {
  const home = process.cwd();
  process.chdir(folder);
  try {
    const { run } = await description.load();
    return { code: await run(parseCall(description, args)), errors: '' };
  } catch (error) {
    return { code: exitCodeOf(error), errors: explained(error) };
  } finally {
    process.chdir(home);
  }
}

/** A folder of its own for one test. */
export function temporaryFolder(): string {
  const folder = realpathSync(mkdtempSync(join(tmpdir(), 'ownwords-')));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}

/** The same with files in it. */
export function folderWith(files: { readonly [name: string]: string | Uint8Array }) {
  const folder = temporaryFolder();
  for (const [name, content] of Object.entries(files)) writeFileSync(join(folder, name), content);
  return {
    folder,
    at: (name: string) => join(folder, name),
    read: (name: string) => readFileSync(join(folder, name), 'utf8'),
  };
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
