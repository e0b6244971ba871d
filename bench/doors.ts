import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { join as joinNames } from 'node:path/posix';
import { gzipSync } from 'node:zlib';
import { build } from 'esbuild';
import type { Figure } from './figure.js';
import { ROOT } from './processes.js';
import { bytes } from './target.js';

interface Package {
  readonly name: string;
  readonly dependencies: Readonly<Record<string, string>>;
  readonly exports: Readonly<Record<string, string | { readonly import: { readonly default: string } }>>;
}

const MAIN_DOOR_TARGET = bytes(10_000);

/** What each door of the built package weighs, minified and zipped, without what it depends on. Decks are text; they are left out. */
export async function doorFigures(): Promise<Figure[]> {
  const { name, dependencies, exports } = JSON.parse(readFileSync(join(ROOT, 'package.json'), 'utf8')) as Package;
  const figures: Figure[] = [];
  for (const [door, conditions] of Object.entries(exports)) {
    if (typeof conditions === 'string' || door.startsWith('./decks')) continue;
    const ours = await weightOf(conditions.import.default, Object.keys(dependencies));
    figures.push({
      case: 'size',
      work: `\`${joinNames(name, door)}\`, minified and zipped, without what it depends on`,
      meaning: 'What a door adds to a page that has to be loaded.',
      unit: 'bytes',
      ours,
      rounds: 1,
      target:
        door === '.'
          ? { number: 12, text: MAIN_DOOR_TARGET.text, reached: MAIN_DOOR_TARGET.reached(1, ours, 0) }
          : undefined,
    });
  }
  return figures;
}

async function weightOf(file: string, external: string[]): Promise<number> {
  const { outputFiles } = await build({
    stdin: { contents: `export * from '${file}'`, resolveDir: ROOT },
    bundle: true,
    write: false,
    minify: true,
    format: 'esm',
    platform: 'node',
    target: 'es2022',
    logLevel: 'error',
    external,
  });
  return gzipSync(outputFiles[0]?.text ?? '').length;
}
