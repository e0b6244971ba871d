// How each operation grows with cards and with reviews: `npm run bench:growth`. Nothing is compared; the cases do that.
import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { totalmem } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import type { Size } from '../case.js';
import { writeStudy } from '../inputs.js';
import { conditions } from '../machine.js';
import { bundleExport, samplesOf } from '../processes.js';
import { median } from '../rounds.js';
import { temporaryFolder } from '../studies.js';
import { listOf } from '../table.js';
import { type Growth, growthOf } from './growth.js';
import { type Operation, type Series, series } from './operations.js';
import { regularStudy } from './past.js';
import { growthTable } from './table.js';

const { values } = parseArgs({
  options: {
    minutes: { type: 'string', default: '8' },
    most: { type: 'string', default: '10000000' },
    json: { type: 'string' },
    markdown: { type: 'string' },
  },
});

const MS_PER_MINUTE = 60_000;
const BYTES_PER_MB = 2 ** 20;
const budgetMs = Number(values.minutes) * MS_PER_MINUTE;
/** No size with more cards or reviews. */
const most = Number(values.most);
/** One round at least, and more while an operation at one size has taken no longer than this. */
const ROUNDS = 5;
const ROUNDS_MS = 8_000;
/** Sizes grow tenfold, and so may time; what is not flat is then left out rather than waited for. */
const STEP = 10;
/** What is large needs more than Node would take by itself. */
const FLAGS = [`--max-old-space-size=${Math.floor((totalmem() / BYTES_PER_MB) * 0.7)}`];

const folder = temporaryFolder();
const start = performance.now();
const elapsed = () => performance.now() - start;

/** An operation on its way through the sizes. */
class Climb {
  readonly points: { size: number; ms: number }[] = [];
  readonly leftOut: { size: number; why: string }[] = [];
  #lastMs = 0;

  constructor(
    readonly series: Series,
    readonly operation: Operation,
    readonly bundle: string,
  ) {}

  async measure(size: number, cards: number, inputs: string): Promise<void> {
    if (elapsed() + this.#lastMs * STEP > budgetMs) {
      this.leftOut.push({ size, why: 'not in the time given' });
      return;
    }
    const began = elapsed();
    const rounds: number[] = [];
    while (rounds.length === 0 || (rounds.length < ROUNDS && elapsed() - began < ROUNDS_MS)) {
      try {
        rounds.push(median(await samplesOf(this.bundle, { inputs, cards }, this.operation, FLAGS)));
      } catch (error) {
        this.leftOut.push({ size, why: 'failed' });
        process.stderr.write(`${this.operation.name} at ${size}: ${(error as Error).message}\n`);
        return;
      }
    }
    this.#lastMs = (elapsed() - began) / rounds.length;
    this.points.push({ size, ms: median(rounds) });
  }

  get growth(): Growth {
    return growthOf(this.operation, this.series, this.points, this.leftOut);
  }
}

async function climbsOf(series: Series): Promise<Climb[]> {
  const climbs = series.operations.map(async (operation) => {
    const file = join(folder, `${series.growing}-${operation.name}.mjs`);
    return new Climb(series, operation, await bundleExport(operation.module, operation.side, file));
  });
  return Promise.all(climbs);
}

/** How large a size is, in what grows. */
function extentOf({ growing }: Series, { cards, reviewsPerCard }: Size): number {
  return growing === 'cards' ? cards : cards * reviewsPerCard;
}

const machine = conditions();
console.log(`${listOf(machine)}\n`);
const climbs = (await Promise.all(series.map(climbsOf))).flat();
const steps = series.flatMap((one) => one.sizes.map((size) => ({ one, size, extent: extentOf(one, size) })));
steps.sort((a, b) => a.extent - b.extent); // should time run out, the largest are left
for (const { one, size, extent } of steps) {
  if (extent > most) continue;
  const inputs = join(folder, `${one.growing}-${extent}`);
  mkdirSync(inputs);
  writeStudy(inputs, regularStudy(size));
  for (const climb of climbs) if (climb.series === one) await climb.measure(extent, size.cards, inputs);
  rmSync(inputs, { recursive: true });
  console.log(`${extent} ${one.growing}: ${Math.round(elapsed() / 1_000)} s`);
}

const growths = climbs.map(({ growth }) => growth);
const tables = series.map(({ growing }) => growthTable(growths.filter((growth) => growth.growing === growing)));
const seconds = Math.round(elapsed() / 1_000);
console.log(`\n${tables.join('\n\n')}\n\n${seconds} s.`);
if (values.markdown) writeFileSync(values.markdown, `${listOf(machine)}\n\n${tables.join('\n\n')}\n`);
if (values.json) writeFileSync(values.json, `${JSON.stringify({ machine, seconds, growths }, null, 2)}\n`);
