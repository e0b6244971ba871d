import { defineConfig } from 'vitest/config';
import root from '../../vitest.config.js';

/** Files that other people and programs have made; see place.ts for where they lie: `npm run test:corpus`. */
export default defineConfig({
  resolve: root.resolve ?? {},
  test: {
    include: ['tests/corpus/*.test.ts'],
    pool: 'forks',
    testTimeout: 300_000,
    hookTimeout: 60_000,
  },
});
