import { readdirSync } from 'node:fs';
import { basename } from 'node:path';
import { transform } from 'esbuild';
import { defineConfig, type Options } from 'tsup';

const decks = readdirSync('decks').filter((file) => /^[^.]+\.json$/.test(file));

const doors: Record<string, string> = {
  index: 'src/index.ts',
  file: 'src/store/file.ts',
  sqlite: 'src/store/sqlite.ts',
  postgres: 'src/store/postgres.ts',
  indexeddb: 'src/store/indexeddb.ts',
  http: 'src/store/http.ts',
  anki: 'src/formats/anki.ts',
  csv: 'src/formats/csv.ts',
  markdown: 'src/formats/markdown.ts',
  schedulers: 'src/formats/schedulers.ts',
  render: 'src/formats/render.ts',
  testing: 'src/testing/index.ts',
  decks: 'decks/index.ts',
  ...Object.fromEntries(decks.map((file) => basename(file, '.json')).map((id) => [`decks/${id}`, `decks/${id}.ts`])),
};

const code: Options = {
  // As an entry of its own it stays a module of its own, and is still evaluated before ts-fsrs.
  entry: { ...doors, 'date-prototype': 'src/schedule/date-prototype.ts' },
  format: 'esm',
  target: 'es2022',
  splitting: true, // one StudyError for all doors
  removeNodeProtocol: false,
};

export default defineConfig([
  { ...code, sourcemap: true },
  {
    ...code,
    outExtension: () => ({ js: '.cjs' }),
    // tsup's own way to split CommonJS rewrites optional chaining and class fields into slow helpers.
    plugins: [
      {
        name: 'commonjs',
        renderChunk: (source) => transform(source, { format: 'cjs', target: 'es2022', banner: '"use strict";' }),
      },
    ],
  },
  { entry: doors, format: ['esm', 'cjs'], dts: { only: true, banner: '/// <reference lib="esnext.disposable" />' } },
]);
