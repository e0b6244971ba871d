import { defineConfig } from 'vitest/config';
import root from '../../vitest.config.js';

/** Readers are given thousands of damaged files: `npm run test:fuzz`. Two of these files run at a time, each in a process of its own. */
export default defineConfig({
  resolve: root.resolve ?? {},
  test: {
    include: ['tests/fuzz/*.test.ts'],
    globalSetup: 'tests/fuzz/bundle.ts',
    pool: 'forks',
    maxWorkers: 2,
    testTimeout: 600_000,
    hookTimeout: 60_000,
  },
});
