import { defineConfig } from 'vitest/config';
import root from '../../vitest.config.js';

/** What only a real browser can show. Needs a Chromium, see browser.ts: `npm run test:browser`. */
export default defineConfig({
  resolve: root.resolve ?? {},
  test: {
    include: ['tests/browser/*.test.ts'],
    globalSetup: 'tests/browser/serve.ts',
    pool: 'forks',
    maxWorkers: 2, // one for the long test of kills, one for all others
    testTimeout: 300_000,
    hookTimeout: 60_000,
  },
});
