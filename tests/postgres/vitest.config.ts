import { defineConfig } from 'vitest/config';
import { alias } from '../../vitest.config.js';

/** The PostgreSQL store on a real server. Needs Debian's `postgresql` or its like: `npm run test:postgres`. */
export default defineConfig({
  resolve: { alias },
  test: {
    include: ['tests/postgres/*.test.ts'],
    globalSetup: 'tests/postgres/server.ts',
    pool: 'forks',
    maxWorkers: 2,
    testTimeout: 120_000,
    hookTimeout: 60_000,
  },
});
