import { expect, it } from 'vitest';
import { bundled, DEPENDENCIES } from './bundled.js';
import { run } from './run.js';

it.each([
  'ownwords',
  'ownwords/decks',
  'ownwords/http',
  'ownwords/testing',
  'ownwords/anki', // which loads sql.js where it is
  'ownwords/csv',
  'ownwords/markdown',
  'ownwords/render',
  'ownwords/schedulers',
])('%s can be bundled for browsers', async (door) => {
  expect(await bundled(`export * from '${door}'`)).not.toBe('');
});

it('ownwords/file is for Node alone', async () => {
  await expect(bundled("export * from 'ownwords/file'")).rejects.toThrow('node:fs');
});

it('a deck that is not used is not bundled', async () => {
  const code = await bundled("export { openStudy } from 'ownwords'; import 'ownwords/decks'", {
    external: DEPENDENCIES,
  });
  expect(code).not.toContain('core-answer');
});

it('a program that only parses decks does not carry the scheduler', async () => {
  const code = await bundled("export { parseDeck } from 'ownwords'", { external: DEPENDENCIES });
  expect(code).not.toContain('ts-fsrs');
});

it.each(['esm', 'cjs'] as const)('Date.prototype stays as it was in a bundle, too (%s)', async (format) => {
  const facts = 'Reflect.ownKeys(Date.prototype).map(String).join()';
  const code = await bundled(
    `import { fsrsScheduler } from 'ownwords'; fsrsScheduler(); if (${facts} !== before) throw new Error(${facts});`,
    { format, platform: 'node', banner: { js: `const before = ${facts};` } },
  );
  await run(process.execPath, [`--input-type=${format === 'esm' ? 'module' : 'commonjs'}`, '--eval', code]);
});
