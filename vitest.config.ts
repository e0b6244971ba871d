import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vitest/config';

const at = (path: string) => fileURLToPath(new URL(path, import.meta.url));

/** The doors of the package, as its source has them. */
export const alias = [
  { find: /^ownwords$/, replacement: at('src/index.ts') },
  { find: /^ownwords\/file$/, replacement: at('src/store/file.ts') },
  { find: /^ownwords\/sqlite$/, replacement: at('src/store/sqlite.ts') },
  { find: /^ownwords\/postgres$/, replacement: at('src/store/postgres.ts') },
  { find: /^ownwords\/indexeddb$/, replacement: at('src/store/indexeddb.ts') },
  { find: /^ownwords\/http$/, replacement: at('src/store/http.ts') },
  { find: /^ownwords\/anki$/, replacement: at('src/formats/anki.ts') },
  { find: /^ownwords\/csv$/, replacement: at('src/formats/csv.ts') },
  { find: /^ownwords\/markdown$/, replacement: at('src/formats/markdown.ts') },
  { find: /^ownwords\/schedulers$/, replacement: at('src/formats/schedulers.ts') },
  { find: /^ownwords\/render$/, replacement: at('src/formats/render.ts') },
  { find: /^ownwords\/testing$/, replacement: at('src/testing/index.ts') },
  { find: /^ownwords\/decks$/, replacement: at('decks/index.ts') },
  { find: /^ownwords\/decks\/tools$/, replacement: at('src/authoring/index.ts') },
  { find: /^ownwords\/decks\/(.*)$/, replacement: at('decks/$1') },
];

export default defineConfig({
  resolve: { alias },
  test: {
    include: ['tests/**/*.test.ts'],
    exclude: ['tests/package/**', 'tests/browser/**', 'tests/corpus/**', 'tests/fuzz/**', 'tests/postgres/**'],
    pool: 'forks',
    testTimeout: 60_000,
    hookTimeout: 60_000,
  },
});
