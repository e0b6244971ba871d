import { performance } from 'node:perf_hooks';
import type { Place, Plan, Side, Task } from './case.js';

/** What a process is told to do: to measure by a plan, or to show what so many runs lead to. */
export interface Order {
  readonly place: Place;
  readonly job: Plan | { readonly checkedRuns: number };
}

/** What it answers: ms for each operation, sample by sample, or the result. */
export type Answer = { readonly samples: readonly number[] } | { readonly result: readonly string[] };

/** After so much time there is little more to learn from one process. */
const WARM_UP_MS = 150;
const SAMPLES_MS = 300;
/** A run this long has warmed itself up. */
const LONG_RUN_MS = 2_000;

/** Carries out the order that stands on the command line. */
export async function measure(side: Side): Promise<void> {
  const { place, job } = JSON.parse(process.argv[2] as string) as Order;
  const task = await side(place);
  if ('checkedRuns' in job) {
    for (let run = 0; run < job.checkedRuns; run++) await timed(task);
    answer({ result: await task.result() });
  } else {
    answer({ samples: await samplesOf(task, job) });
  }
}

async function samplesOf(task: Task, plan: Plan): Promise<readonly number[]> {
  globalThis.gc?.(); // what preparing has left behind is not the task's to clear away
  const warmUps = await times(task, plan.warmUps, WARM_UP_MS);
  const isWarm = Math.max(...warmUps) > LONG_RUN_MS;
  const samples = isWarm ? warmUps : await times(task, plan.samples, SAMPLES_MS);
  return samples.map((ms) => ms / (task.operations ?? 1));
}

/** So many runs, or fewer if they take long, but at least one. */
async function times(task: Task, most: number, enoughMs: number): Promise<number[]> {
  const times: number[] = [];
  for (let spent = 0; times.length < most && spent < enoughMs; ) {
    const ms = await timed(task);
    spent += ms;
    times.push(ms);
  }
  return times;
}

async function timed(task: Task): Promise<number> {
  await task.before?.();
  const start = performance.now();
  const pending = task.run();
  if (pending instanceof Promise) await pending;
  return performance.now() - start;
}

function answer(answer: Answer): void {
  process.send?.(answer, () => process.exit());
}
