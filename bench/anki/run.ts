// Importing a large Anki collection beside reading the same rows with the bare library: `npm run bench:import`.
import { fork } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { build } from 'esbuild';
import { unzipSync } from 'fflate';
import { conditions } from '../machine.js';
import { ROOT, type SideName } from '../processes.js';
import { alternated, median } from '../rounds.js';
import { temporaryFolder } from '../studies.js';
import { listOf } from '../table.js';
import { packageOf } from './collection.js';
import type { Answer } from './sides.js';

const { values } = parseArgs({
  options: {
    notes: { type: 'string', default: '100000' },
    reviews: { type: 'string', default: '1000000' },
    rounds: { type: 'string', default: '5' },
  },
});
const amounts = { notes: Number(values.notes), reviews: Number(values.reviews) };
const BYTES_PER_MB = 2 ** 20;

const folder = temporaryFolder();
const bytes = await packageOf(amounts);
const database = unzipSync(bytes)['collection.anki2']?.length ?? 0;
const path = join(folder, 'collection.apkg');
writeFileSync(path, bytes);
const bundle = join(ROOT, 'node_modules/.bench-import.mjs'); // where sql.js is found
await build({
  entryPoints: [join(ROOT, 'bench/anki/sides.ts')],
  outfile: bundle,
  bundle: true,
  format: 'esm',
  platform: 'node',
  target: 'node20',
  external: ['sql.js'],
});

function answerOf(side: SideName): Promise<Answer> {
  return new Promise((resolve, reject) => {
    const child = fork(bundle, [side, path], { env: { ...process.env, NODE_OPTIONS: '' } });
    child.on('message', (answer) => resolve(answer as Answer));
    child.on('error', reject);
    child.on('exit', (code) => code !== 0 && reject(new Error(`${side} ended with code ${code}`)));
  });
}

const rounds = await alternated(Number(values.rounds), answerOf);
for (const { ours, peer } of rounds) {
  if (ours.notes !== peer.notes || ours.reviews !== peer.reviews) {
    throw new Error(`Read ${ours.notes} notes, ${ours.reviews} reviews; there are ${peer.notes}, ${peer.reviews}`);
  }
}

const of = (side: SideName, figure: (answer: Answer) => number) => median(rounds.map((round) => figure(round[side])));
const megabytes = (count: number) => `${Math.round(count / BYTES_PER_MB)} MB`;
const seconds = (ms: number) => `${(ms / 1_000).toFixed(2)} s`;
const ratio = median(rounds.map(({ ours, peer }) => ours.ms / peer.ms));
const peaks = (side: SideName) => of(side, ({ peak }) => peak);
console.log(`${listOf(conditions())}

${amounts.notes} notes, ${amounts.reviews} reviews; package ${megabytes(bytes.length)}, database ${megabytes(database)}; ${values.rounds} rounds

| | time | peak memory | ÷ database |
|---|---|---|---|
| \`readAnki\` | ${seconds(of('ours', ({ ms }) => ms))} | ${megabytes(peaks('ours'))} | ${(peaks('ours') / database).toFixed(2)} (to reach: ≤ 5) |
| bare sql.js, the same rows | ${seconds(of('peer', ({ ms }) => ms))} | ${megabytes(peaks('peer'))} | ${(peaks('peer') / database).toFixed(2)} |
| ratio | **${ratio.toFixed(2)}** (to reach: ≤ 2.5) | | |

Progress was told ${of('ours', ({ told }) => told)} times.`);
