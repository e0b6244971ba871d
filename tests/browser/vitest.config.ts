import { defineConfig } from 'vitest/config';
import root from '../../vitest.config.js';

/** What only a real browser can show. Needs a Chromium, see browser.ts: `npm run test:browser`. */
export default defineConfig({
  resolve: root.resolve ?? {},
  test: {
    include: ['tests/browser/*.test.ts'],
    globalSetup: 'tests/browser/serve.ts',
    pool: 'forks',
    testTimeout: 180_000,
    hookTimeout: 60_000,
  },
});
