import { expect, it } from 'vitest';
import { GOLDEN_HASH, replayHash } from './replay-hash.js';

it('a million random reviews lead to the same schedules, to the last bit, on every version of Node', () => {
  expect(replayHash()).toBe(GOLDEN_HASH);
});
