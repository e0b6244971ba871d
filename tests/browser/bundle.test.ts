import { expect, it } from 'vitest';
import { bundlePage } from './bundle.js';

it('ownwords and ownwords/indexeddb are bundled for a browser without anything of Node', async () => {
  const { code, inputs } = await bundlePage();
  expect(inputs).toEqual(expect.arrayContaining(['src/index.ts', 'src/store/indexeddb.ts']));
  expect(inputs.filter((path) => /^src\/store\/(file|sqlite|postgres|http)/.test(path))).toEqual([]);
  expect(code, 'what sets maths is for the app to choose').not.toMatch(/katex\./i);
  expect(code).not.toMatch(/\brequire\(|["']node:|\bprocess\.|\bBuffer\./);
});
