import { fork } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';
import type { About, Place, Quantity } from './case.js';
import type { Answer, Order } from './measure.js';

/** What both sides are given. */
export type GeneratedStudy = Omit<Place, 'scratch'>;

export type SideName = 'ours' | 'peer';

const HERE = fileURLToPath(new URL('.', import.meta.url));

export const ROOT = fileURLToPath(new URL('..', import.meta.url));

/** Flags for Node. What is to be counted may not be collected while it is counted: the young generation has room for all of it. */
const FLAGS: Readonly<Record<Quantity, readonly string[]>> = {
  time: [],
  allocation: ['--min-semi-space-size=128', '--max-semi-space-size=128'],
  holding: [],
};

/** Bundles one side of a case, without the other one's code, so that nothing is loaded or transpiled while it is measured. */
export function bundleSide({ name }: Pick<About, 'name'>, side: SideName, folder: string): Promise<string> {
  return bundleExport(`./cases/${name}.js`, side, join(folder, `${name}.${side}.mjs`));
}

/** Bundles a side that a module exports under a name. */
export async function bundleExport(module: string, name: string, bundle: string): Promise<string> {
  const contents = `
    import { ${name} as side } from '${module}';
    import { measure } from './measure.js';
    await measure(side);`;
  await build({
    stdin: { contents, resolveDir: HERE, loader: 'ts' },
    outfile: bundle,
    bundle: true,
    format: 'esm',
    platform: 'node',
    target: 'node20',
    logLevel: 'error',
  });
  return bundle;
}

/** Ms or bytes for each operation, sample by sample, in a process of its own. */
export function samplesOf(
  bundle: string,
  study: GeneratedStudy,
  { plan, quantity = 'time' }: Pick<About, 'plan' | 'quantity'>,
  flags: readonly string[] = [],
): Promise<readonly number[]> {
  return run(bundle, study, { ...plan, quantity }, [...FLAGS[quantity], ...flags]);
}

/** The file with what so many runs lead to. */
export async function resultOf(bundle: string, study: GeneratedStudy, checkedRuns: number): Promise<string> {
  const file = `${bundle}.result`;
  await run(bundle, study, { checkedRuns, file });
  return file;
}

async function run(
  bundle: string,
  study: GeneratedStudy,
  job: Order['job'],
  flags: readonly string[] = [],
): Promise<Answer> {
  const scratch = mkdtempSync(`${bundle}-`);
  try {
    return await answerOf(bundle, { place: { ...study, scratch }, job }, flags);
  } finally {
    rmSync(scratch, { recursive: true });
  }
}

function answerOf(bundle: string, order: Order, flags: readonly string[]): Promise<Answer> {
  return new Promise((resolve, reject) => {
    const child = fork(bundle, [JSON.stringify(order)], {
      cwd: ROOT,
      execArgv: ['--expose-gc', ...flags],
      env: { ...process.env, NODE_OPTIONS: '' }, // neither flags nor loaders of this process
    });
    let answer: Answer | undefined;
    child.on('message', (message) => {
      answer = message as Answer;
    });
    child.on('error', reject);
    child.on('exit', (code, signal) => {
      if (answer) resolve(answer);
      else reject(new Error(`${bundle} ended without an answer (${signal ?? `exit code ${code}`})`));
    });
  });
}
