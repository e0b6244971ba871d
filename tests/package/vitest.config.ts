import { defineConfig } from 'vitest/config';

/** The package as its users get it. Needs a build, and the registry for what it depends on: `npm run test:package`. */
export default defineConfig({
  test: {
    include: ['tests/package/*.test.ts'],
    globalSetup: 'tests/package/install.ts',
    testTimeout: 120_000,
  },
});
