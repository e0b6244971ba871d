import { spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { buildSync } from 'esbuild';
import { httpStore } from 'ownwords/http';
import { afterAll, beforeAll, onTestFinished } from 'vitest';
import { tokenFor } from '../../examples/server/tokens.js';
import { type Finished, finished } from '../store/processes.js';
import { event } from '../store/some-events.js';

const ROOT = fileURLToPath(new URL('../../', import.meta.url));
const SOURCE = 'examples/server/main.ts';
/** Long enough for a busy machine; a wait ends as soon as what it waits for is there. */
const PATIENCE_MS = 30_000;

type Environment = Readonly<Record<string, string | undefined>>;

/** A folder of its own for one test. */
export function dataFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'ownwords-server-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}

/** How the program is started: as the guide has it, or from a bundle, which is faster. */
export type How = 'from its source' | 'bundled';

let bundle: string | undefined;

/** The program in one file, gone when this process ends. */
function bundled(): string {
  if (bundle !== undefined) return bundle;
  const folder = mkdtempSync(join(tmpdir(), 'ownwords-server-bundle-'));
  process.once('exit', () => rmSync(folder, { recursive: true, force: true }));
  bundle = join(folder, 'main.mjs');
  const options = { bundle: true, platform: 'node', format: 'esm', tsconfig: join(ROOT, 'tsconfig.json') } as const;
  buildSync({ ...options, entryPoints: [join(ROOT, SOURCE)], outfile: bundle, external: ['libsql', 'pg'] });
  symlinkSync(join(ROOT, 'node_modules'), join(folder, 'node_modules')); // for the drivers, which cannot be bundled
  return bundle;
}

/** Starts the program, with nothing of this process's environment that it listens to. */
export function program(args: readonly string[], extra: Environment, how: How = 'bundled') {
  const { DATABASE_URL: _, SECRET: __, HOST: ___, CORS_ORIGIN: ____, ...inherited } = process.env;
  const command = how === 'bundled' ? [bundled()] : ['--import', 'tsx', SOURCE];
  const quiet = { NODE_NO_WARNINGS: '1' }; // that node:sqlite is experimental, on Node 22
  const options = { cwd: ROOT, env: { ...inherited, ...quiet, PORT: '0', ...extra } };
  const child = spawn(process.execPath, [...command, ...args], options);
  return { child, ended: finished(child) };
}

/** A running server of its own. */
export interface Running {
  readonly url: string;
  /** Of the learner `me`, as printed. */
  readonly token: string;
  /** All that was printed at the start. */
  readonly greeting: string;
  tokenOf(learner: string): string;
  /** The learner's log, as a device reaches it. */
  logOf(learner: string): ReturnType<typeof httpStore>;
  /** Asks it to end, and waits until it has. */
  stop(signal?: NodeJS.Signals): Promise<Finished>;
  kill(): void;
}

/** Starts a server that keeps its data in the folder. Whoever starts it stops or kills it. */
async function launch(folder: string, extra: Environment = {}, how: How = 'bundled'): Promise<Running> {
  const { child, ended } = program([], { DATA_DIR: folder, ...extra }, how);
  const kill = () => void child.kill('SIGKILL');
  const greeting = await new Promise<string>((resolve, reject) => {
    let output = '';
    const timer = setTimeout(() => reject(new Error(`The server does not greet: ${output}`)), PATIENCE_MS);
    child.stdout.on('data', (text) => {
      output += text;
      if (/curl .*\n/.test(output)) resolve(output);
    });
    void ended.then((end) => reject(new Error(`The server ended: ${JSON.stringify(end)}`))).catch(reject);
    void ended.finally(() => clearTimeout(timer));
  }).catch((error) => {
    kill();
    throw error;
  });
  const [, url = '', token = ''] = /on (http:\S+),.* me: (\S+)/s.exec(greeting) ?? [];
  const tokenOf = (learner: string) =>
    tokenFor(learner, extra.SECRET ?? readFileSync(join(folder, 'secret'), 'utf8').trim());
  return {
    url,
    token,
    greeting,
    tokenOf,
    logOf: (learner) => httpStore(`${url}/log`, { headers: { authorization: `Bearer ${tokenOf(learner)}` } }),
    stop(signal = 'SIGTERM') {
      child.kill(signal);
      return ended;
    },
    kill,
  };
}

/** A server for one test, gone when that is over. */
export async function startServer(extra: Environment = {}, folder = dataFolder(), how?: How): Promise<Running> {
  const running = await launch(folder, extra, how);
  onTestFinished(running.kill);
  return running;
}

/** A server for all tests of a file, in which each test is a learner of its own. */
export function sharedServer(extra: Environment = {}): () => Running {
  let folder: string;
  let running: Running | undefined;
  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), 'ownwords-server-'));
    running = await launch(folder, { RATE_BURST: '100000', ...extra });
  });
  afterAll(() => {
    running?.kill();
    rmSync(folder, { recursive: true, force: true });
  });
  return () => running as Running;
}

let learners = 0;

/** The server, as a learner uses it whom nobody else knows. */
export function asSomebody(server: Running): { readonly url: string; readonly token: string } {
  learners++;
  return { url: server.url, token: server.tokenOf(`learner ${learners}`) };
}

/** Appends one event after another until the server is gone; returns the ids of those that it said it kept. */
export async function appendForEver({ url, token }: Running, name: string): Promise<readonly string[]> {
  const kept: string[] = [];
  try {
    for (let nth = 0; ; nth++) {
      const response = await fetch(`${url}/log`, {
        method: 'POST',
        headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
        body: JSON.stringify({ events: [event(`${name} ${nth}`)] }),
      });
      if (response.status !== 204) throw new Error(`Answered ${response.status}`);
      kept.push(`${name} ${nth}`);
    }
  } catch (error) {
    if (error instanceof TypeError) return kept; // what fetch throws
    throw error;
  }
}
