import { afterEach, expect, it } from 'vitest';
import { type Browser, forget, freshProfile, startBrowser } from './browser.js';

declare const app: typeof import('./page.js');
/** Tells the test, from within the page. */
declare const acknowledge: (ids: string[]) => void;

const KILLS = 50;
const LONGEST_LIFE_MS = 60;

const profile = freshProfile();
afterEach(() => forget(profile));

/**
 * Each round has a site, and so a database file, of its own, which is killed once. Chromium 156 does not survive more: it goes on
 * writing behind the torn end of a file, takes that file for corrupt the time after, and empties it: one kill in 10 to 60 did that.
 */
async function openStore(browser: Browser, round: number) {
  const page = await browser.openTab(`round-${round}`);
  return { page, store: await page.evaluateHandle(() => app.indexedDbStore({ name: 'killed' })) };
}

/** What is in the log holds all that was acknowledged, each once, and no piece of a batch. */
function assertWhole(ids: readonly string[], acknowledged: ReadonlySet<string>): void {
  const kept = new Set(ids);
  expect(kept.size).toBe(ids.length);
  for (const id of acknowledged) if (!kept.has(id)) throw new Error(`${id} was acknowledged and is lost`);
  for (const id of kept) {
    const [round, batch, , size] = id.split('/');
    for (let index = 0; index < Number(size); index++)
      if (!kept.has(`${round}/${batch}/${index}/${size}`)) throw new Error(`A piece of ${round}/${batch} is missing`);
  }
}

/** Writes until the browser is killed; brings what was acknowledged before. */
async function writeUntilKilled(browser: Browser, round: number): Promise<Set<string>> {
  const acknowledged = new Set<string>();
  const { page, store } = await openStore(browser, round);
  let begin: (() => void) | undefined;
  const begun = new Promise<void>((resolve) => {
    begin = resolve;
  });
  await page.exposeFunction('acknowledge', (ids: string[]) => {
    for (const id of ids) acknowledged.add(id);
    begin?.();
  });
  const writing = store.evaluate((store, round) => app.writeForEver(store, round, acknowledge), `${round}`);
  await Promise.race([begun, writing]);
  await new Promise((resolve) => setTimeout(resolve, Math.random() * LONGEST_LIFE_MS));
  await Promise.all([browser.kill(), writing.catch(() => undefined)]);
  return acknowledged;
}

it(`a browser that is killed while it writes has lost nothing acknowledged, ${KILLS} times`, async () => {
  let acknowledged = new Set<string>();
  for (let round = 0; round <= KILLS; round++) {
    const browser = await startBrowser(profile);
    if (round > 0) {
      const { store } = await openStore(browser, round - 1);
      assertWhole(await store.evaluate((store) => app.idsIn(store)), acknowledged);
    }
    acknowledged = await writeUntilKilled(browser, round);
    expect(acknowledged.size).toBeGreaterThan(0);
  }
});
