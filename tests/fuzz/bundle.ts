import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';
import type { TestProject } from 'vitest/node';

declare module 'vitest' {
  interface ProvidedContext {
    /** The program of the worker that reads damaged files. */
    readonly worker: string;
  }
}

const at = (path: string) => fileURLToPath(new URL(path, import.meta.url));

/** Workers know no TypeScript. Theirs lies where sql.js is found from, which cannot be bundled. */
export async function setup(project: TestProject): Promise<() => void> {
  const cache = at('../../node_modules/.cache');
  mkdirSync(cache, { recursive: true });
  const folder = mkdtempSync(join(cache, 'ownwords-fuzz-'));
  const worker = join(folder, 'worker.mjs');
  await build({
    entryPoints: [at('worker.ts')],
    outfile: worker,
    bundle: true,
    format: 'esm',
    platform: 'node',
    target: 'node20',
    external: ['sql.js'],
    sourcemap: 'inline',
    logLevel: 'error',
  });
  project.provide('worker', worker);
  return () => rmSync(folder, { recursive: true });
}
