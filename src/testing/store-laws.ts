import type { StoreLaw } from './law.js';
import { lawsOfKeeping } from './laws-of-keeping.js';
import { lawsOfSharing } from './laws-of-sharing.js';

/**
 * What every store promises, as data that needs no test framework.
 * @example
 * for (const law of storeLaws) it(law.name, () => law.hold({ open: () => fileStore(freshPath()) }));
 */
export const storeLaws: readonly StoreLaw[] = [...lawsOfKeeping, ...lawsOfSharing];
