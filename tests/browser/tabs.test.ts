import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Browser, startBrowser } from './browser.js';

declare const app: typeof import('./page.js');

const TABS = 8;
const EVENTS = 10_000;

let browser: Browser;
beforeAll(async () => {
  browser = await startBrowser();
});
afterAll(() => browser?.close());

/** A tab with a store in it. */
async function openStore(name: string) {
  const tab = await browser.openTab();
  return tab.evaluateHandle((name) => app.indexedDbStore({ name }), name);
}
const openStores = (name: string, count: number) => Promise.all(Array.from({ length: count }, () => openStore(name)));

describe('several tabs', () => {
  it('write 10,000 events on one log at once, and whoever follows gets each once, in one order', async () => {
    const [writers, [reader, pager]] = await Promise.all([openStores('writing', TABS), openStores('writing', 2)]);
    const readers = await Promise.all([
      reader?.evaluateHandle((store) => app.follow(store)),
      pager?.evaluateHandle((store) => app.follow(store, 7)),
    ]);
    const ids = Array.from({ length: EVENTS }, (_, n) => `event-${n}`);
    await Promise.all(
      writers.map((store, tab) =>
        store.evaluate((store, [ids, sizes]) => app.writeInBatches(store, ids, sizes), [
          ids.filter((_, n) => n % TABS === tab || (n % 5 === 0 && (n + 1) % TABS === tab)), // a fifth is written twice
          [1, 20 + tab, 2, 1, 100, 7],
        ] as const),
      ),
    );
    const [seen, ...others] = await Promise.all([
      ...readers.map((reader) => reader?.evaluate(({ finish }) => finish())),
      ...writers.map((store) => store.evaluate((store) => app.idsIn(store))),
    ]);
    expect(seen).toHaveLength(EVENTS);
    expect(new Set(seen)).toEqual(new Set(ids));
    for (const other of others) expect(other).toEqual(seen);
  });

  it('are told when another has written, and find it in the log, until they no longer listen', async () => {
    const [one, other] = await openStores('telling', 2);
    const listen = () =>
      one?.evaluateHandle((store) => {
        const heard: string[][] = [];
        const stop = store.subscribe?.(async () => heard.push(await app.idsIn(store)));
        return { heard, stop };
      });
    const [patient, short] = [await listen(), await listen()];
    const heard = () => patient?.evaluate(({ heard }) => heard);
    await one?.evaluate((store) => store.append([app.event('own')])); // nobody needs to be told of his own
    await other?.evaluate((store) => store.append([app.event('first')]));
    await expect.poll(heard, { timeout: 30_000 }).toEqual([['own', 'first']]);
    await short?.evaluate(({ stop }) => stop?.());
    await other?.evaluate((store) => store.append([app.event('second')]));
    await expect.poll(heard, { timeout: 30_000 }).toEqual([
      ['own', 'first'],
      ['own', 'first', 'second'],
    ]);
    expect(await short?.evaluate(({ heard }) => heard)).toEqual([['own', 'first']]);
  });

  it('are told of their own log alone', async () => {
    const tab = await browser.openTab();
    const stores = await tab.evaluateHandle(() => {
      const at = (log: string) => app.indexedDbStore({ name: 'logs', log });
      const heard: string[] = [];
      for (const log of ['ada', 'bob']) at(log).subscribe?.(() => heard.push(log));
      return { ada: at('ada'), bob: at('bob'), heard };
    });
    await stores.evaluate(({ ada }) => ada.append([app.event('a')]));
    await stores.evaluate(({ bob }) => bob.append([app.event('b')]));
    const heard = () => stores.evaluate(({ heard }) => heard);
    await expect.poll(heard, { timeout: 30_000 }).toEqual(['ada', 'bob']);
  });

  it('share a study: a grade in one changes what is due in the other', async () => {
    const open = async () => {
      const tab = await browser.openTab();
      return tab.evaluateHandle(async () => {
        const deck = app.defineDeck({
          id: 'deck',
          title: 'Deck',
          cards: { a: { prompt: 'a?', answer: 'A' }, b: { prompt: 'b?', answer: 'B' } },
        });
        const clock = app.stoppedClock('2026-03-29T10:00:00Z');
        const store = app.indexedDbStore({ name: 'study' });
        const study = await app.openStudy({ decks: [deck], store, clock });
        const look = () => ({ due: study.due().map(({ id }) => id as string), counts: study.counts() });
        const seen = [look()];
        study.subscribe(() => seen.push(look()));
        return { study, look, seen };
      });
    };
    const [here, there] = [await open(), await open()];
    expect(await there.evaluate(({ look }) => look().due)).toEqual(['deck/a', 'deck/b']);
    await here.evaluate(({ study }) => study.grade('deck/a', 'easy'));
    await expect.poll(() => there.evaluate(({ seen }) => seen.length), { timeout: 30_000 }).toBe(2);
    const [after, same] = await Promise.all([here, there].map((tab) => tab.evaluate(({ look }) => look())));
    expect(after?.due).toEqual(['deck/b']);
    expect(same).toEqual(after);
    expect(await there.evaluate(({ seen }) => seen.at(-1))).toEqual(after);
  });
});
