import { writeFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import type { About, Size } from './case.js';
import { cases } from './cases/index.js';
import { about as memory } from './cases/memory.js';
import { doorFigures } from './doors.js';
import { type Figure, figureOf } from './figure.js';
import { conditions } from './machine.js';
import { memoryFigures } from './memory.js';
import { type Bundles, bundlesOf, compare } from './rounds.js';
import { studiesIn, temporaryFolder } from './studies.js';
import { HEAD, listOf, rowOf } from './table.js';

const { values } = parseArgs({
  options: {
    short: { type: 'boolean', default: false },
    large: { type: 'boolean', default: false },
    rounds: { type: 'string' },
    only: { type: 'string', multiple: true },
    json: { type: 'string' },
    markdown: { type: 'string' },
  },
});

const given = values.rounds === undefined ? undefined : Number(values.rounds);
if (given !== undefined && !(Number.isInteger(given) && given >= 1)) {
  throw new Error('--rounds takes a whole number from 1');
}

/** How many rounds a case has, unless it is said. */
const roundsOf = (least = 7) => given ?? (values.short ? 1 : least);
/** Bytes that are held differ by less than one in a hundred from round to round. */
const MEMORY_ROUNDS = values.short ? 1 : 3;

function sizesOf({ sizes: { full, short, large = [] } }: About): readonly Size[] {
  if (values.short) return short;
  return values.large ? [...full, ...large] : full;
}

const folder = temporaryFolder();
const inputsOf = studiesIn(folder);

/** Takes figures one after another. */
type Part = () => AsyncIterable<Figure>;

/** The figures of a case, size by size. */
async function* figuresOf(about: About, bundles: Bundles): AsyncIterable<Figure> {
  for (const size of sizesOf(about)) {
    const study = { inputs: inputsOf(size), cards: size.cards };
    yield figureOf(about, await compare(about, study, bundles, roundsOf(about.rounds)), size);
  }
}

async function* memoryHeld(bundles: Bundles): AsyncIterable<Figure> {
  yield* await memoryFigures(sizesOf(memory), inputsOf, bundles, given ?? MEMORY_ROUNDS);
}

async function* doorsWeighed(): AsyncIterable<Figure> {
  yield* await doorFigures();
}

const SIZE = 'size';
/** All that can be measured, in the order of the table. */
const names = [...cases, memory].map(({ name }) => name).concat(SIZE);
const unknown = values.only?.find((name) => !names.includes(name));
if (unknown) throw new Error(`There is no case ${unknown}; there are ${names.join(', ')}`);
const chosen = values.only ?? names;

/** Bundles the case now, so that source which is edited during the run changes nothing. */
async function partOf(about: About): Promise<Part> {
  const bundles = await bundlesOf(about, folder);
  return () => (about === memory ? memoryHeld(bundles) : figuresOf(about, bundles));
}

const start = performance.now();
const parts = await Promise.all([...cases, memory].filter(({ name }) => chosen.includes(name)).map(partOf));
if (chosen.includes(SIZE)) parts.push(doorsWeighed);
const lines: string[] = [];
const print = (line: string) => {
  console.log(line);
  lines.push(line);
};
const machine = conditions();
print(`${listOf(machine)}\n- rounds: ${roundsOf()}\n\n${HEAD}`);
const figures: Figure[] = [];
for (const part of parts) {
  for await (const figure of part()) {
    figures.push(figure);
    print(rowOf(figure));
  }
}
const seconds = Math.round((performance.now() - start) / 1_000);
print(`\nResults equal in all cases. ${seconds} s.`);
if (values.markdown) writeFileSync(values.markdown, `${lines.join('\n')}\n`);
if (values.json) writeFileSync(values.json, `${JSON.stringify({ machine, seconds, figures }, null, 2)}\n`);
