import { createRequire } from 'node:module';
import { join } from 'node:path';

/** Loads a database driver as an app has it: from `node_modules`, not out of a bundle. Benchmarks run in the project's folder. */
export const driver = createRequire(join(process.cwd(), 'package.json'));
