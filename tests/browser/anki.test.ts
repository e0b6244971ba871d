import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { readAnki } from 'ownwords/anki';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { isHere, pathOf } from '../corpus/place.js';
import { factsOf } from '../formats/anki/facts.js';
import { type Browser, startBrowser } from './browser.js';

declare const app: typeof import('./page.js');

let browser: Browser;
let page: Page;
beforeAll(async () => {
  browser = await startBrowser();
  page = await browser.openTab();
});
afterAll(() => browser?.close());

const filesIn = (folder: string) => (existsSync(folder) ? readdirSync(folder).map((file) => join(folder, file)) : []);
const packages = isHere ? filesIn(pathOf('anki')) : filesIn('tests/fixtures/anki');

describe('readAnki in Chromium', () => {
  it.each(packages)('comes to the same as in Node: %s', async (path) => {
    const timeZone = 'America/New_York';
    const bytes = readFileSync(path);
    const here = await readAnki(new Uint8Array(bytes), { timeZone }).then(factsOf, ({ code }) => code);
    const there = await page.evaluate(([base64, timeZone]) => app.factsOfPackage(base64, timeZone), [
      bytes.toString('base64'),
      timeZone,
    ] as const);
    expect(there).toBe(here);
    expect(here).toMatch(path.endsWith('bad.apkg') ? /^invalid-file$/ : /^\{"decks":\[\{/);
  });
});
