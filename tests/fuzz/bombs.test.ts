import { expect, inject, it } from 'vitest';
import { BOMBS } from './bombs.js';
import { summaryOf } from './run.js';
import { watch } from './watch.js';

/** For files of ten megabytes, or of a few that ask for thousands. */
const BOUNDS = { ms: 10_000, bytes: 500_000_000, bytesInAll: 1_000_000_000 };

it('what was made to take all time or memory is read or refused in little of both', async () => {
  const only = /^bombs:1:(\d+)$/.exec(process.env.FUZZ_SEED ?? '')?.[1];
  const from = Number(only ?? 0);
  const until = only === undefined ? BOMBS.length : from + 1;
  const whatIs = (number: number) => BOMBS[number]?.[0] ?? '';
  const report = await watch(inject('worker'), { name: 'bombs', run: 1, from, until }, BOUNDS, whatIs);
  process.stdout.write(`bombs: ${summaryOf(report)}\n`);
  expect(report.failures).toEqual([]);
});
