import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { parentPort, workerData } from 'node:worker_threads';
import { StudyError } from 'ownwords';
import { bombReader } from './bombs.js';
import { randomOf } from './pick.js';
import { READERS } from './readers.js';
import { BYTES_PER_KB, IDLE, type News, type Work } from './work.js';

const { name, run, from, until, state } = workerData as Work;
const current = new Int32Array(state);
const tell = (news: News) => parentPort?.postMessage(news);

// Readers wait now and then, to leave others their turn. Here is nobody, and a timer waits for a millisecond.
globalThis.setTimeout = ((callback: () => void) => setImmediate(callback)) as unknown as typeof setTimeout;

const reader = READERS.get(name) ?? bombReader;
setFlagsFromString('--expose-gc');
const collect = runInNewContext('gc') as () => void;
const readOf = await reader.prepare();
const refused: Record<string, number> = {};
let read = 0;
let slowest = { number: from, ms: 0 };
let mostGrowth = { number: from, bytes: 0 };

for (let number = from; number < until; number++) {
  const readFile = readOf(randomOf(`${run}:${name}:${number}`), number);
  if (reader === bombReader) collect();
  const before = process.memoryUsage.rss();
  Atomics.store(current, 1, before / BYTES_PER_KB);
  const start = performance.now();
  Atomics.store(current, 0, number);
  try {
    const result = await readFile();
    Atomics.store(current, 0, IDLE);
    read++;
    reader.check(result);
  } catch (error) {
    const isRefusal = Atomics.load(current, 0) !== IDLE && error instanceof StudyError;
    if (isRefusal && reader.refusals.includes(error.code)) refused[error.code] = (refused[error.code] ?? 0) + 1;
    else tell({ kind: 'failed', number, error: error instanceof Error ? `${error.stack}` : `threw ${String(error)}` });
  } finally {
    Atomics.store(current, 0, IDLE);
  }
  const ms = performance.now() - start;
  if (ms > slowest.ms) slowest = { number, ms };
  const bytes = process.memoryUsage.rss() - before;
  if (bytes > mostGrowth.bytes) mostGrowth = { number, bytes };
}
tell({ kind: 'done', read, refused, slowest, mostGrowth });
