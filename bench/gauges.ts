import { PerformanceObserver, performance } from 'node:perf_hooks';
import { setTimeout as wait } from 'node:timers/promises';
import type { Plan, Quantity, Task } from './case.js';

/** Measures a task by a plan: a figure for each sample, in ms or bytes. */
type Gauge = (task: Task, plan: Plan) => Promise<readonly number[]>;

export const gauges: Readonly<Record<Quantity, Gauge>> = { time: times, allocation: allocations, holding: holdings };

/** After so much time there is little more to learn from one process. */
const WARM_UP_MS = 150;
const SAMPLES_MS = 300;
/** A run this long has warmed itself up. */
const LONG_RUN_MS = 2_000;

/** Runs the task once and says how many ms that took. */
export async function timed(task: Task): Promise<number> {
  await task.before?.();
  const start = performance.now();
  const pending = task.run();
  if (pending instanceof Promise) await pending;
  return performance.now() - start;
}

async function times(task: Task, plan: Plan): Promise<readonly number[]> {
  globalThis.gc?.(); // what preparing has left behind is not the task's to clear away
  const warmUps = await timesOf(task, plan.warmUps, WARM_UP_MS);
  const isWarm = Math.max(...warmUps) > LONG_RUN_MS;
  return isWarm ? warmUps : timesOf(task, plan.samples, SAMPLES_MS);
}

/** So many runs, or fewer if they take long, but at least one. */
async function timesOf(task: Task, most: number, enoughMs: number): Promise<number[]> {
  const times: number[] = [];
  for (let spent = 0; times.length < most && spent < enoughMs; ) {
    const ms = await timed(task);
    spent += ms;
    times.push(ms);
  }
  return times;
}

/** Long enough for Node to report a garbage collection that has been. */
const REPORT_MS = 20;

/** A sample during which garbage was collected says nothing. So many more are taken before it is given up. */
const SPARE_SAMPLES = 4;

/** Bytes that a run allocates. The process needs room for a whole run: see `FLAGS`. */
async function allocations(task: Task, plan: Plan): Promise<readonly number[]> {
  for (let run = 0; run < plan.warmUps; run++) await timed(task);
  let collections = 0;
  const observer = new PerformanceObserver((list) => {
    collections += list.getEntries().length;
  });
  const samples: number[] = [];
  for (let attempt = 0; samples.length < plan.samples; attempt++) {
    if (attempt === plan.samples + SPARE_SAMPLES) throw new Error('Garbage was collected in every run');
    await task.before?.();
    globalThis.gc?.();
    await wait(REPORT_MS);
    observer.observe({ entryTypes: ['gc'] });
    collections = 0;
    const before = process.memoryUsage().heapUsed;
    await task.run();
    const bytes = process.memoryUsage().heapUsed - before;
    await wait(REPORT_MS);
    observer.disconnect();
    if (collections === 0) samples.push(bytes);
  }
  return samples;
}

/** Bytes that are held after each run, beyond what was held before the first. */
async function holdings(task: Task, plan: Plan): Promise<readonly number[]> {
  await task.before?.();
  const before = await bytesHeld();
  const samples: number[] = [];
  while (samples.length < plan.samples) {
    await task.run();
    samples.push((await bytesHeld()) - before);
  }
  return samples;
}

/** On the heap and, as buffers, beside it. */
async function bytesHeld(): Promise<number> {
  for (let times = 0; times < 3; times++) {
    globalThis.gc?.();
    await wait(REPORT_MS); // what the collection let go is freed a little later
  }
  const { heapUsed, external } = process.memoryUsage();
  return heapUsed + external;
}
