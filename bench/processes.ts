import { fork } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';
import type { About, Place, Plan } from './case.js';
import type { Answer, Order } from './measure.js';

/** What both sides are given. */
export type GeneratedStudy = Omit<Place, 'scratch'>;

export type SideName = 'ours' | 'peer';

const HERE = fileURLToPath(new URL('.', import.meta.url));

/** Bundles one side of a case, without the other one's code, so that nothing is loaded or transpiled while it is measured. */
export async function bundleSide({ name }: About, side: SideName, folder: string): Promise<string> {
  const bundle = join(folder, `${name}.${side}.mjs`);
  const contents = `
    import { ${side} as side } from './cases/${name}.js';
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

/** Ms for each operation, sample by sample, in a process of its own. */
export async function timesOf(bundle: string, study: GeneratedStudy, plan: Plan): Promise<readonly number[]> {
  const answer = await run(bundle, study, plan);
  return 'samples' in answer ? answer.samples : [];
}

/** What so many runs lead to. */
export async function resultOf(bundle: string, study: GeneratedStudy, checkedRuns: number): Promise<readonly string[]> {
  const answer = await run(bundle, study, { checkedRuns });
  return 'result' in answer ? answer.result : [];
}

async function run(bundle: string, study: GeneratedStudy, job: Order['job']): Promise<Answer> {
  const scratch = mkdtempSync(`${bundle}-`);
  try {
    return await answerOf(bundle, { place: { ...study, scratch }, job });
  } finally {
    rmSync(scratch, { recursive: true });
  }
}

function answerOf(bundle: string, order: Order): Promise<Answer> {
  return new Promise((resolve, reject) => {
    const child = fork(bundle, [JSON.stringify(order)], {
      execArgv: ['--expose-gc'],
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
