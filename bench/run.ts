import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import type { About, Size } from './case.js';
import { cases } from './cases/index.js';
import { generateStudy } from './generate.js';
import { writeStudy } from './inputs.js';
import { bundlesOf, type Comparison, compare } from './rounds.js';
import { conditions, HEAD, rowOf, summaryOf } from './table.js';

const { values } = parseArgs({
  options: {
    short: { type: 'boolean', default: false },
    large: { type: 'boolean', default: false },
    rounds: { type: 'string' },
    only: { type: 'string', multiple: true },
    json: { type: 'string' },
  },
});

const rounds = Number(values.rounds ?? (values.short ? 3 : 7));
if (!Number.isInteger(rounds) || rounds < 1) throw new Error('--rounds takes a whole number from 1');
const unknown = values.only?.find((name) => !cases.some((about) => about.name === name));
if (unknown) throw new Error(`There is no case ${unknown}; there are ${cases.map(({ name }) => name).join(', ')}`);

const folder = mkdtempSync(join(tmpdir(), 'ownwords-bench-'));
process.on('exit', () => rmSync(folder, { recursive: true, force: true }));
for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => process.exit(1));

function sizesOf({ sizes: { full, short, large = [] } }: About): readonly Size[] {
  if (values.short) return short;
  return values.large ? [...full, ...large] : full;
}

const studies = new Map<string, string>();

/** Folder of the study of a size, generated when it is first asked for. */
function studyOf(size: Size): string {
  const name = `${size.cards}-${size.reviewsPerCard}`;
  let study = studies.get(name);
  if (study === undefined) {
    study = join(folder, name);
    mkdirSync(study);
    writeStudy(study, generateStudy(size));
    studies.set(name, study);
  }
  return study;
}

/** From this size on, three rounds: more would tell little new and take minutes. */
const LARGE_CARDS = 100_000;
const LARGE_ROUNDS = 3;

const start = performance.now();
const machine = conditions();
for (const [name, value] of Object.entries(machine)) console.log(`- ${name}: ${value}`);
console.log(`- rounds: ${rounds}, with 100k cards at most ${LARGE_ROUNDS}\n\n${HEAD}`);

const chosen = cases.filter(({ name }) => values.only?.includes(name) ?? true);
const bundled = await Promise.all(chosen.map(async (about) => ({ about, bundles: await bundlesOf(about, folder) })));
const done: Comparison[] = [];
for (const { about, bundles } of bundled) {
  for (const size of sizesOf(about)) {
    const count = size.cards < LARGE_CARDS ? rounds : Math.min(rounds, LARGE_ROUNDS);
    const comparison = await compare(about, size, studyOf(size), bundles, count);
    done.push(comparison);
    console.log(rowOf(comparison));
  }
}

const seconds = Math.round((performance.now() - start) / 1_000);
console.log(`\nResults equal in all cases. ${seconds} s.`);
if (values.json) {
  writeFileSync(values.json, `${JSON.stringify({ machine, seconds, comparisons: done.map(summaryOf) }, null, 2)}\n`);
}
