import type { build } from 'esbuild';
import type { chromium } from 'playwright-core';
import { EXECUTABLE, FLAGS } from '../../tests/browser/chromium.js';
import type { About, Place, Task } from '../case.js';
import { driver } from '../drivers.js';
import { readGrades } from '../inputs.js';
import { DATABASE, type Page } from '../pages/page.js';
import type { SideName } from '../processes.js';
import { throughput } from '../target.js';

/** Appends a run: so many that the way into the browser and back does not count. */
const APPENDS = 50;

export const about: About = {
  name: 'indexeddb',
  work: '`append()` of one event on `indexedDbStore` in Chromium, durable',
  baseline: 'a transaction with one `add()`, strictly durable, its number counted by the page',
  meaning: 'What a store asks beyond the bare inserts: to know what is known, and to number events without a gap.',
  targetNumber: 11,
  target: throughput(0.8),
  plan: { warmUps: 5, samples: 20 },
  sizes: { full: [{ cards: 1_000, reviewsPerCard: 10 }], short: [{ cards: 1_000, reviewsPerCard: 10 }] },
};

export const ours = (place: Place): Promise<Task> => inPage('ours', place);
export const peer = (place: Place): Promise<Task> => inPage('peer', place);

declare const appendEach: Page['appendEach'];

/** A browser of its own, with what it keeps on disk, and in it a page with the program of one side alone. */
async function inPage(side: SideName, { inputs, scratch }: Place): Promise<Task> {
  const page = await openPage(side, `${scratch}-profile`);
  const grades = readGrades(inputs);
  let given = 0;
  return {
    operations: APPENDS,
    run() {
      const events = grades.slice(given, given + APPENDS);
      given += APPENDS;
      return page.evaluate((events) => appendEach(events), events);
    },
    result: () => page.evaluate(rowsOf, DATABASE),
  };
}

async function openPage(side: SideName, profile: string) {
  const browser = (driver('playwright-core') as { chromium: typeof chromium }).chromium;
  const context = await browser.launchPersistentContext(profile, { executablePath: EXECUTABLE, args: FLAGS });
  await context.route(ADDRESS, (route) => route.fulfill({ contentType: 'text/html', body: '<!doctype html>' }));
  const page = await context.newPage();
  await page.goto(ADDRESS);
  await page.addScriptTag({ content: await programOf(side) });
  return page;
}

/** Nothing listens there: the page is given out before it is asked for. */
const ADDRESS = 'http://localhost/';

async function programOf(side: SideName): Promise<string> {
  const esbuild = driver('esbuild') as { build: typeof build };
  const { outputFiles } = await esbuild.build({
    entryPoints: [`bench/pages/${side}.ts`],
    bundle: true,
    write: false,
    platform: 'browser',
    format: 'iife',
    target: 'es2022',
  });
  return outputFiles[0]?.text ?? '';
}

/** All rows of the database, in order. Runs in the page. */
async function rowsOf(name: string): Promise<string[]> {
  const settled = <Result>(request: IDBRequest<Result>) =>
    new Promise<Result>((resolve, reject) => {
      request.onsuccess = () => resolve(request.result);
      request.onerror = () => reject(request.error);
    });
  const database = await settled(indexedDB.open(name));
  const rows = await settled(database.transaction('events').objectStore('events').getAll());
  return rows.map(({ log, seq, id, event }) => JSON.stringify([log, seq, id, event]));
}
