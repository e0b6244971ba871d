import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, inject, it } from 'vitest';
import { CODE_DOORS, DECKS } from './doors.js';

const packed = inject('packed');
const paths = packed.files.map(({ path }) => path);
const read = (path: string) => readFileSync(join(inject('installed'), path), 'utf8');

/** A file as it is named in each release: without the fingerprints that the bundler gives to shared parts. */
const named = (path: string) =>
  path
    .replace(/^dist\/cli\/[\w-]+-[A-Z0-9]{8}\.js$/, 'dist/cli/*.js')
    .replace(/chunk-[A-Z0-9]{8}\./, 'chunk-*.')
    .replace(/^(dist\/\w+)-[\w-]{8}(\.d\.c?ts)$/, '$1-*$2');

it('the package holds these files and no others', () => {
  expect([...new Set(paths.map(named))].sort()).toEqual(
    [
      'CHANGELOG.md',
      'LICENSE',
      'README.md',
      'decks/deck-list.schema.json',
      'decks/deck.schema.json',
      'decks/list.json',
      ...DECKS.map((id) => `decks/${id}.json`),
      'dist/cli/licenses.txt',
      ...['authoring', 'formats', 'performance', 'scale'].map((page) => `docs/${page}.md`),
      'dist/cli/*.js',
      'dist/cli/main.js',
      'dist/cli/sql-wasm.wasm',
      'dist/licenses.txt',
      'package.json',
      'src/log/progress.schema.json',
      ...CODE_DOORS.flatMap((door) =>
        ['js', 'js.map', 'd.ts', 'cjs', 'd.cts'].map((extension) => `dist/${door}.${extension}`),
      ),
      ...['date-prototype', 'chunk-*'].flatMap((part) =>
        ['js', 'js.map', 'cjs'].map((extension) => `dist/${part}.${extension}`),
      ),
      ...['bytes', 'clock', 'deck', 'event', 'imported', 'interview', 'progress', 'store', 'zip'].flatMap((part) =>
        ['d.ts', 'd.cts'].map((extension) => `dist/${part}-*.${extension}`),
      ),
    ].sort(),
  );
});

it('no file tells where the package was built', () => {
  expect(paths.filter((path) => read(path).includes(process.cwd()))).toEqual([]);
});

it('source maps name files of the repository by relative paths, and bring them along', () => {
  for (const path of paths.filter((path) => path.endsWith('.map'))) {
    const { sources, sourcesContent, sourceRoot = '' } = JSON.parse(read(path));
    expect(sourceRoot, path).toBe('');
    expect(
      sources.filter((source: string) => !/^(\.\.\/)+(src|decks)\//.test(source)),
      path,
    ).toEqual([]);
    expect(sourcesContent, path).toHaveLength(sources.length);
  }
});
