import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { buildSync } from 'esbuild';
import { afterAll } from 'vitest';

/** The folder of the project. */
export const ROOT = fileURLToPath(new URL('../../', import.meta.url));

/**
 * The arguments of Node that run `ownwords` from its source, bundled once for all tests of a file: so it starts in a fraction of the
 * time. It lies as deep in the project as the packed program does.
 */
export const PROGRAM: readonly string[] = [bundled()];

function bundled(): string {
  const outdir = join(ROOT, 'node_modules', `.ownwords-${process.pid}`);
  buildSync({
    absWorkingDir: ROOT,
    entryPoints: ['src/cli/main.ts'],
    outdir,
    outExtension: { '.js': '.mjs' },
    bundle: true,
    splitting: true,
    packages: 'external',
    platform: 'node',
    format: 'esm',
    target: 'es2022',
    logLevel: 'silent',
  });
  afterAll(() => rmSync(outdir, { recursive: true }));
  return join(outdir, 'main.mjs');
}
