import { Worker } from 'node:worker_threads';
import { pathOf } from '../corpus/place.js';
import { BYTES_PER_KB, IDLE, type News, type Work } from './work.js';

/** How long and how large the reading of one file may become. */
export interface Bounds {
  /** Of processor time. */
  readonly ms: number;
  /** Of the whole process, above what it had before the file. */
  readonly bytes: number;
  /** The same, above what it had when the watch began. */
  readonly bytesInAll: number;
}

export interface Report {
  /** What went wrong, with the case: `FUZZ_SEED=… npm run test:fuzz` reads it alone. */
  readonly failures: readonly string[];
  readonly cases: number;
  readonly read: number;
  readonly refused: Readonly<Record<string, number>>;
  readonly slowestMs: number;
  readonly slowest: string;
  readonly mostBytes: number;
  readonly seconds: number;
}

const LOOK_EVERY_MS = 20;
/** Of different kinds. */
const MOST_FAILURES = 20;

type Done = Extract<News, { kind: 'done' }>;

/**
 * Lets a worker read case after case, and watches it: a reader that never comes to an end cannot be stopped from within. After a
 * case that had to be stopped, another worker goes on with the next one.
 */
export async function watch(
  bundle: string,
  work: Omit<Work, 'state'>,
  bounds: Bounds,
  whatIs = (_number: number) => '',
): Promise<Report> {
  const begun = performance.now();
  const start = process.memoryUsage.rss();
  /** By what went wrong: one of a kind says enough. */
  const failures = new Map<string, { readonly first: string; count: number }>();
  const fail = (number: number, what: string) => {
    const kind =
      whatIs(number) +
      what
        .replace(/\d+|"[^"]*"/g, '')
        .split('\n', 3)
        .join('\n');
    const known = failures.get(kind);
    if (known) known.count++;
    else failures.set(kind, { first: `${seedOf(number)} ${whatIs(number)} ${what}`, count: 1 });
  };
  const seedOf = (number: number) => `FUZZ_SEED=${work.name}:${work.run}:${number}`;
  let [mostBytes, read, slowestMs, slowest] = [0, 0, 0, ''];
  const refused: Record<string, number> = {};
  for (let from = work.from; from < work.until && failures.size < MOST_FAILURES; ) {
    const { stoppedAt, done, most } = await watchOne(bundle, { ...work, from }, bounds, start, fail);
    mostBytes = Math.max(mostBytes, most);
    if (done) {
      read += done.read;
      for (const [code, count] of Object.entries(done.refused)) refused[code] = (refused[code] ?? 0) + count;
      if (done.slowest.ms > slowestMs) [slowestMs, slowest] = [done.slowest.ms, seedOf(done.slowest.number)];
    }
    from = stoppedAt === undefined ? work.until : stoppedAt + 1;
  }
  const seconds = (performance.now() - begun) / 1_000;
  const told = [...failures.values()].map(({ first, count }) => `${count} times, such as ${first}`);
  return { failures: told, cases: work.until - work.from, read, refused, slowestMs, slowest, mostBytes, seconds };
}

/** One worker, until it is done or has to be stopped. */
function watchOne(
  bundle: string,
  work: Omit<Work, 'state'>,
  bounds: Bounds,
  start: number,
  onFailure: (number: number, what: string) => void,
): Promise<{ stoppedAt?: number; done?: Done; most: number }> {
  return new Promise((resolve) => {
    const state = new SharedArrayBuffer(8);
    const current = new Int32Array(state).fill(IDLE);
    // The bundle lies elsewhere, and would look for files of others from there.
    const env = { ...process.env, OWNWORDS_CORPUS: pathOf('.') };
    const worker = new Worker(bundle, { env, workerData: { ...work, state } satisfies Work });
    let most = 0;
    let last = work.from;
    let seen = { number: IDLE, at: 0, cpu: process.cpuUsage() };
    const end = (outcome: { stoppedAt?: number; done?: Done }) => {
      clearInterval(timer);
      worker.removeAllListeners('exit');
      void worker.terminate().then(() => resolve({ ...outcome, most }));
    };
    const stop = (number: number, what: string) => {
      onFailure(number, what);
      end({ stoppedAt: number });
    };
    const timer = setInterval(() => {
      const number = Atomics.load(current, 0);
      const bytes = process.memoryUsage.rss();
      if (number === IDLE) return;
      last = number;
      const ofFile = bytes - Atomics.load(current, 1) * BYTES_PER_KB;
      most = Math.max(most, ofFile);
      if (ofFile > bounds.bytes) return stop(number, `takes ${ofFile} bytes`);
      if (bytes - start > bounds.bytesInAll) return stop(number, `makes it ${bytes - start} bytes in all`);
      if (number !== seen.number) {
        seen = { number, at: performance.now(), cpu: process.cpuUsage() };
        return;
      }
      // Several threads of the process work at once, and others may have the machine: both clocks have to agree.
      const { user, system } = process.cpuUsage(seen.cpu);
      const ms = Math.min((user + system) / 1_000, performance.now() - seen.at);
      if (ms > bounds.ms) stop(number, `takes longer than ${bounds.ms} ms`);
    }, LOOK_EVERY_MS);
    worker.on('message', (news: News) => {
      if (news.kind === 'done') return end({ done: news });
      onFailure(news.number, news.error);
    });
    worker.on('error', (error) => stop(last, `ends the worker: ${error.stack ?? error}`));
    worker.on('exit', () => stop(last, 'ends the worker'));
  });
}
