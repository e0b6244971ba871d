import { afterAll, beforeAll, expect, it } from 'vitest';
import { GOLDEN_HASH } from '../schedule/replay-hash.js';
import { type Browser, startBrowser } from './browser.js';

declare const app: typeof import('./page.js');

let browser: Browser;
beforeAll(async () => {
  browser = await startBrowser();
});
afterAll(() => browser?.close());

it('a million random reviews lead to the same schedules in Chromium as in Node, to the last bit', async () => {
  const page = await browser.openTab();
  expect(await page.evaluate(() => app.replayHash())).toBe(GOLDEN_HASH);
});
