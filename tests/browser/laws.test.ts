import { storeLaws } from 'ownwords/testing';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, it } from 'vitest';
import { type Browser, startBrowser } from './browser.js';

declare const app: typeof import('./page.js');

let browser: Browser;
let page: Page;
beforeAll(async () => {
  browser = await startBrowser();
  page = await browser.openTab();
});
afterAll(() => browser?.close());

describe('indexedDbStore in Chromium', () => {
  for (const law of storeLaws)
    it(law.name, () =>
      page.evaluate(async (lawName) => {
        const law = app.storeLaws.find(({ name }) => name === lawName);
        if (!law) throw new Error(`The page knows no law “${lawName}”`);
        const name = crypto.randomUUID();
        const opening = (log: string) => () => app.indexedDbStore({ name, log });
        await law.hold({ open: opening('one'), openOther: opening('other') });
      }, law.name),
    );
});
