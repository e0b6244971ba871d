import { type ChildProcess, spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { stripVTControlCharacters } from 'node:util';
import { onTestFinished } from 'vitest';
import { PROGRAM, ROOT } from './program.js';
import { pseudoTerminal } from './pseudo-terminal.js';

const STUDY = [process.execPath, ...PROGRAM, 'study'];
/** Long enough for a busy machine; a wait ends as soon as what it waits for is there. */
const PATIENCE_MS = 30_000;

type Environment = { readonly [name: string]: string | undefined };

/** A folder of its own for one test. */
export function temporaryFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'ownwords-study-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}

/** In a zone where it is about noon, so that no test sees a study day begin; colors are as the test says. */
function environment(extra: Environment): NodeJS.ProcessEnv {
  const hoursBehind = new Date().getUTCHours() - 12;
  const zone = `Etc/GMT${hoursBehind < 0 ? '' : '+'}${hoursBehind}`; // Etc/GMT+3 is three hours behind UTC
  const { NO_COLOR: _, FORCE_COLOR: __, CI: ___, ...inherited } = process.env;
  return { ...inherited, TZ: zone, TERM: 'xterm-256color', SHELL: '/bin/sh', ...extra };
}

/** What a run of the program left behind. */
export interface Run {
  readonly code: number | null;
  readonly output: string;
  readonly errors: string;
}

/** Runs the program with its input piped. */
export function run(args: readonly string[], input = '', extra: Environment = {}): Promise<Run> {
  const program = start(args, extra);
  program.child.stdin?.end(input);
  return program.ended;
}

/** Starts the program with its input piped, and leaves the pipe open. */
export function start(args: readonly string[], extra: Environment = {}) {
  return watched([...STUDY, ...args], extra);
}

/** Starts another program of the project in the same way. */
export function startProgram(path: string, args: readonly string[], extra: Environment = {}) {
  return watched([process.execPath, '--import', 'tsx', path, ...args], extra);
}

/** Starts the program in a pseudo-terminal. When it has ended, its exit code and the state of the terminal are printed. */
export function startInTerminal(args: readonly string[], columns = 80, extra: Environment = {}) {
  const words = [...STUDY, ...args].map((word) => `'${word.replaceAll("'", "'\\''")}'`).join(' ');
  return startShell(`stty cols ${columns} rows 24; ${words}; echo "exit code $?"; stty -a`, extra);
}

/** Starts a shell script in a pseudo-terminal. */
export function startShell(script: string, extra: Environment = {}) {
  return watched(pseudoTerminal(script), extra);
}

function watched([command = '', ...args]: readonly string[], extra: Environment) {
  const child: ChildProcess = spawn(command, args, { cwd: ROOT, env: environment(extra) });
  onTestFinished(() => void child.kill('SIGKILL'));
  let raw = '';
  let errors = '';
  let seen = 0;
  const listeners = new Set<() => void>();
  const tell = () => {
    for (const listener of listeners) listener();
  };
  child.stdout?.setEncoding('utf8').on('data', (chunk: string) => {
    raw += chunk;
    tell();
  });
  child.stderr?.setEncoding('utf8').on('data', (chunk: string) => {
    errors += chunk;
  });
  child.stdin?.on('error', () => {}); // the program may leave before all was said
  const ended = new Promise<Run>((resolve, reject) => {
    child.on('error', reject);
    child.on('close', (code) => {
      resolve({ code, output: raw, errors });
      tell();
    });
  });

  return {
    child,
    ended,
    type: (keys: string) => void child.stdin?.write(keys),
    /** Waits until the text appears after what was seen before. */
    see: (text: string) =>
      new Promise<void>((resolve, reject) => {
        const settle = (error?: Error) => {
          listeners.delete(look);
          clearTimeout(timer);
          if (error) reject(error);
          else resolve();
        };
        const look = () => {
          const shown = stripVTControlCharacters(raw);
          const at = shown.indexOf(text, seen);
          if (at >= 0) {
            seen = at + text.length;
            settle();
          } else if (child.exitCode !== null) settle(new Error(`Ended without ${JSON.stringify(text)}:\n${shown}`));
        };
        const timer = setTimeout(() => {
          settle(new Error(`Did not see ${JSON.stringify(text)} after:\n${stripVTControlCharacters(raw)}\n${errors}`));
        }, PATIENCE_MS);
        listeners.add(look);
        look();
      }),
  };
}
