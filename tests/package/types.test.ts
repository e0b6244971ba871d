import { copyFileSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { publint } from 'publint';
import { describe, expect, inject, it } from 'vitest';
import { CODE_DOORS } from './doors.js';
import { run } from './run.js';

const consumer = inject('consumer');
const tool = (path: string, ...args: string[]) =>
  run(process.execPath, [resolve('node_modules', path), ...args], consumer);

const strict = { strict: true, skipLibCheck: false, noEmit: true, types: [], target: 'esnext', listFiles: true };
const CONSUMERS = {
  'an ES module under nodenext': ['typed.mts', { module: 'nodenext' }],
  'a CommonJS module under nodenext': ['typed.cts', { module: 'nodenext' }],
  'a bundled module': ['bundled.ts', { module: 'esnext', moduleResolution: 'bundler' }],
  'a bundled module with no newer library than ES2022': [
    'bundled.ts',
    { module: 'esnext', moduleResolution: 'bundler', target: 'es2022', lib: ['es2022'] },
  ],
  'a module under the old resolution of node': ['old.ts', { module: 'commonjs', moduleResolution: 'node10' }],
} as const;

describe.each(Object.entries(CONSUMERS))('%s', (_, [file, options]) => {
  it('compiles strictly, declarations included, and needs the types of no dependency', async () => {
    copyFileSync(join(consumer, 'typed.ts'), join(consumer, file));
    const project = join(consumer, `tsconfig.${file}.json`);
    writeFileSync(project, JSON.stringify({ compilerOptions: { ...strict, ...options }, files: [file] }));
    const read = (await tool('typescript/bin/tsc', '--project', project)).split('\n');
    expect(read.filter((path) => /ts-fsrs|date-fns/.test(path))).toEqual([]);
    expect(read.some((path) => path.startsWith(inject('installed')))).toBe(true);
  });
});

it('attw finds the types of every door right, for old and new resolution', async () => {
  const doors = CODE_DOORS.map((door) => (door === 'index' ? '.' : door));
  await tool('@arethetypeswrong/cli/dist/index.js', inject('tarball'), '--entrypoints', ...doors);
});

it('publint has nothing to say about the package', async () => {
  const { messages } = await publint({ pkgDir: inject('installed'), strict: true, pack: false });
  expect(messages).toEqual([]);
});
