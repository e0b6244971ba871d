import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import { type Browser, forget, freshProfile, startBrowser } from './browser.js';

declare const app: typeof import('./page.js');

let browser: Browser;
beforeAll(async () => {
  browser = await startBrowser();
});
afterAll(() => browser?.close());

describe('a browser without space', () => {
  it('keeps nothing of a batch and all that was there, says disk-full, and goes on when there is space again', async () => {
    const tab = await browser.openTab();
    const session = await browser.context.newCDPSession(tab);
    const allow = (quotaSize?: number) =>
      session.send('Storage.overrideQuotaForOrigin', { origin: inject('origin'), ...(quotaSize && { quotaSize }) });
    const store = await tab.evaluateHandle(() => app.indexedDbStore({ name: 'full' }));
    const append = () =>
      store.evaluate((store) => {
        const text = () => Array.from({ length: 1_000 }, () => crypto.randomUUID()).join(); // hard to compress
        const large = Array.from({ length: 100 }, (_, n) => app.event(`large-${n}`, text()));
        return app.outcomeOf(store.append([app.event('small'), ...large]));
      });
    const ids = () => store.evaluate((store) => app.idsIn(store));
    await allow(1_000_000); // at first: what space it has seen, the browser remembers for a while
    await store.evaluate((store) => store.append([app.event('first')]));
    expect(await append()).toBe('disk-full');
    expect(await ids()).toEqual(['first']);
    await allow();
    expect(await append()).toBe('kept');
    expect(await ids()).toHaveLength(102);
  });
});

describe('a browser that clears the database', () => {
  it('leaves an empty log, which does not know the cursors of the old one', async () => {
    const tab = await browser.openTab();
    const session = await browser.context.newCDPSession(tab);
    const store = await tab.evaluateHandle(() => app.indexedDbStore({ name: 'cleared' }));
    await store.evaluate((store) => store.append([app.event('old')]));
    const { cursor } = await store.evaluate((store) => store.read());
    await session.send('Storage.clearDataForOrigin', { origin: inject('origin'), storageTypes: 'indexeddb' });
    expect(await store.evaluate((store, cursor) => app.outcomeOf(store.read(cursor)), cursor)).toBe('invalid-argument');
    await store.evaluate((store) => store.append([app.event('new')]));
    expect(await store.evaluate((store) => app.idsIn(store))).toEqual(['new']);
  });
});

describe('the wish to keep the data', () => {
  it('is put to the browser if the app has it, and only then', async () => {
    const tab = await browser.openTab();
    const asked = await tab.evaluate(async () => {
      let times = 0;
      navigator.storage.persist = async () => ++times > 0;
      const counts: number[] = [];
      for (const persist of [undefined, false, true]) {
        await app.indexedDbStore({ name: 'persistent', persist }).append([app.event('a')]);
        counts.push(times);
      }
      return counts;
    });
    expect(asked).toEqual([0, 0, 1]);
  });

  it('makes no noise where the browser will not hear of it', async () => {
    const tab = await browser.openTab();
    const noise = await tab.evaluate(async () => {
      const rejections: string[] = [];
      addEventListener('unhandledrejection', ({ reason }) => rejections.push(String(reason)));
      navigator.storage.persist = () => Promise.reject(new TypeError('Not in this context'));
      const store = app.indexedDbStore({ name: 'refused', persist: true });
      return { outcome: await app.outcomeOf(store.append([app.event('a')])), rejections };
    });
    expect(noise).toEqual({ outcome: 'kept', rejections: [] });
  });
});

describe('a frame that is shut off from all storage', () => {
  it('is told not-allowed', async () => {
    const tab = await browser.openTab();
    const outcome = await tab.evaluate(() =>
      app.inSandbox(`
        const store = app.indexedDbStore({ name: 'sandbox', persist: true });
        app.outcomeOf(store.append([app.event('a')])).then((outcome) => parent.postMessage(outcome, '*'));
      `),
    );
    expect(outcome).toBe('not-allowed');
  });
});

describe('a user who forbids sites to keep data', () => {
  it('is understood: not-allowed', async () => {
    const profile = freshProfile({ profile: { default_content_setting_values: { cookies: 2 } } });
    const strict = await startBrowser(profile);
    try {
      const tab = await strict.openTab();
      const store = await tab.evaluateHandle(() => app.indexedDbStore({ name: 'forbidden' }));
      expect(await store.evaluate((store) => app.outcomeOf(store.append([app.event('a')])))).toBe('not-allowed');
      expect(await store.evaluate((store) => app.outcomeOf(store.read()))).toBe('not-allowed');
    } finally {
      await strict.close();
      forget(profile);
    }
  });
});
