import type { Place, Plan, Quantity, Side, Task } from './case.js';
import { writeLines } from './files.js';
import { gauges, timed } from './gauges.js';

/** To measure by a plan. */
type Measuring = Plan & { readonly quantity: Quantity };

/** To show what so many runs lead to, in a file. */
interface Showing {
  readonly checkedRuns: number;
  readonly file: string;
}

/** What a process is told to do. */
export interface Order {
  readonly place: Place;
  readonly job: Measuring | Showing;
}

/** What it answers: ms or bytes for each operation, sample by sample; none if it was to show a result. */
export type Answer = readonly number[];

/** Carries out the order that stands on the command line. */
export async function measure(side: Side): Promise<void> {
  const { place, job } = JSON.parse(process.argv[2] as string) as Order;
  const task = await side(place);
  const answer: Answer = 'file' in job ? await show(task, job) : await read(task, job);
  process.send?.(answer, () => process.exit());
}

async function show(task: Task, { checkedRuns, file }: Showing): Promise<Answer> {
  for (let run = 0; run < checkedRuns; run++) await timed(task);
  writeLines(file, await task.result());
  return [];
}

async function read(task: Task, job: Measuring): Promise<Answer> {
  const samples = await gauges[job.quantity](task, job);
  return samples.map((figure) => figure / (task.operations ?? 1));
}
