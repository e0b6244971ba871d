// Makes docs/performance.md and its charts from what two runs have written: `npm run bench:page -- bench.json growth.json`.
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { ROOT } from '../processes.js';
import { growthChart } from './growth-chart.js';
import { type GrowthRun, page, type Run, seriesOf } from './page.js';
import { ratioChart } from './ratio-chart.js';

const [runFile, growthFile] = process.argv.slice(2);
if (runFile === undefined || growthFile === undefined) {
  throw new Error('Give the JSON of `npm run bench` and that of `npm run bench:growth`');
}
const run = JSON.parse(readFileSync(runFile, 'utf8')) as Run;
const growth = JSON.parse(readFileSync(growthFile, 'utf8')) as GrowthRun;

const write = (name: string, content: string) => writeFileSync(join(ROOT, 'docs', name), content);
const limits = readFileSync(join(ROOT, 'bench/report/limits.md'), 'utf8');
write('performance.md', page(run, growth, limits));
write('performance-ratios.svg', ratioChart(run.figures));
for (const [growing, growths] of seriesOf(growth)) write(`performance-growth-${growing}.svg`, growthChart(growths));
