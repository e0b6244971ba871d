// How each operation grows with cards and with reviews: `npm run bench:growth`. Nothing is compared; the cases do that.
import { existsSync, mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import type { Size } from '../case.js';
import { writeStudy } from '../inputs.js';
import { conditions } from '../machine.js';
import { bundleExport } from '../processes.js';
import { temporaryFolder } from '../studies.js';
import { listOf } from '../table.js';
import { Climb } from './climb.js';
import { type Series, series } from './operations.js';
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
const budgetMs = Number(values.minutes) * MS_PER_MINUTE;
/** No size with more cards or reviews. */
const most = Number(values.most);

const folder = temporaryFolder();
const start = performance.now();
const elapsed = () => performance.now() - start;

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
  const study = () => {
    if (!existsSync(inputs)) {
      mkdirSync(inputs);
      writeStudy(inputs, regularStudy(size));
    }
    return { inputs, cards: size.cards };
  };
  for (const climb of climbs) if (climb.series === one) await climb.measure(extent, study, budgetMs - elapsed());
  rmSync(inputs, { recursive: true, force: true });
  console.log(`${extent} ${one.growing}: ${Math.round(elapsed() / 1_000)} s`);
}

const growths = climbs.map(({ growth }) => growth);
const tables = series.map(({ growing }) => growthTable(growths.filter((growth) => growth.growing === growing)));
const seconds = Math.round(elapsed() / 1_000);
console.log(`\n${tables.join('\n\n')}\n\n${seconds} s.`);
if (values.markdown) writeFileSync(values.markdown, `${listOf(machine)}\n\n${tables.join('\n\n')}\n`);
if (values.json) writeFileSync(values.json, `${JSON.stringify({ machine, seconds, growths }, null, 2)}\n`);
