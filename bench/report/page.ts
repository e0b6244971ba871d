import type { Figure } from '../figure.js';
import type { Growth } from '../growth/climb.js';
import { growthTable } from '../growth/table.js';
import { HEAD, listOf, rowOf } from '../table.js';

type Conditions = Readonly<Record<string, string>>;

/** What `npm run bench -- --json` writes. */
export interface Run {
  readonly machine: Conditions;
  readonly seconds: number;
  readonly figures: readonly Figure[];
}

/** What `npm run bench:growth -- --json` writes. */
export interface GrowthRun {
  readonly machine: Conditions;
  readonly seconds: number;
  readonly growths: readonly Growth[];
}

/** Growth in cards, and growth in reviews. */
export function seriesOf({ growths }: GrowthRun): (readonly [Growth['growing'], readonly Growth[]])[] {
  const all = [...new Set(growths.map(({ growing }) => growing))];
  return all.map((growing) => [growing, growths.filter((growth) => growth.growing === growing)]);
}

/** @param limits what is to be said of targets that are not reached, in Markdown */
export function page(run: Run, growth: GrowthRun, limits: string): string {
  const { machine, figures } = run;
  const targeted = figures.filter(({ target }) => target?.number !== undefined);
  const reached = targeted.filter(({ target }) => target?.reached).length;
  const growths = seriesOf(growth).map(
    ([growing, growths]) => `![Time of each operation by the number of ${growing}](performance-growth-${growing}.svg)

${growthTable(growths)}`,
  );
  return `# Performance

<!-- Made by \`npm run bench:page\`. -->

Every figure stands beside a baseline, a peer or a limit, measured in the same run: each side in processes of its own, by turns, with results that were
found equal before the clock was started. **Read the ratios**, our figure divided by the baseline's; below 1 we need less. Times depend on the
machine. [How it is measured](../bench/README.md).

![Our figures divided by their baselines](performance-ratios.svg)

${HEAD}
${figures.map(rowOf).join('\n')}

Of ${targeted.length} figures with a numbered target, ${reached} reach it. One run of ${run.seconds} s on:

${listOf(machine)}

## What the figures mean

${meanings(figures)}

${limits.trim()}

## How it grows

The same operations at sizes that grow tenfold, without a baseline: grades, the queue and counts with the number of cards, opening with the cards and with
the past. The exponent is the slope of the lines: 0 costs the same at any size, 1 grows as the size does. Wanted are grades, the queue and
counts that are flat, or nearly so, in the number of cards, and an opening with a checkpoint that grows with the reviews by the reading of its bytes alone.

${growths.join('\n\n')}

One run of ${growth.seconds} s; the load of the machine was ${growth.machine['load when it began']} when it began.
`;
}

/** Each case once. */
function meanings(figures: readonly Figure[]): string {
  const byCase = new Map(figures.map((figure) => [figure.case, figure.meaning]));
  return Array.from(byCase, ([name, meaning]) => (meaning ? `- **${name}**: ${meaning}` : ''))
    .filter(Boolean)
    .join('\n');
}
