import { existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type BrowserContext, chromium, type Page } from 'playwright-core';
import { inject } from 'vitest';
import { EXECUTABLE, FLAGS } from './chromium.js';

/** A real browser over a folder of its own, where what its pages keep is on disk and outlives it. */
export interface Browser {
  /** Opens the page in a new tab; at a site of its own, where one is named, which shares nothing with others. */
  openTab(site?: string): Promise<Page>;
  readonly context: BrowserContext;
  /** Ends all of its processes at once, as a power cut would. */
  kill(): Promise<void>;
  close(): Promise<void>;
}

/** A fresh folder for what a browser keeps; `preferences` are its settings. */
export function freshProfile(preferences?: object): string {
  const folder = mkdtempSync(join(tmpdir(), 'ownwords-browser-'));
  if (preferences) {
    mkdirSync(join(folder, 'Default'));
    writeFileSync(join(folder, 'Default', 'Preferences'), JSON.stringify(preferences));
  }
  return folder;
}

export const forget = (profile: string) => rmSync(profile, { recursive: true, force: true, maxRetries: 5 });

/** Starts a browser; without a profile, in one that is gone when it is closed. */
export async function startBrowser(profile?: string): Promise<Browser> {
  if (!existsSync(EXECUTABLE))
    throw new Error(
      `There is no Chromium at ${EXECUTABLE}; install one (Debian: apt-get install chromium) or set CHROMIUM_PATH`,
    );
  const folder = profile ?? freshProfile();
  const context = await chromium.launchPersistentContext(folder, { executablePath: EXECUTABLE, args: FLAGS });
  const session = await context.browser()?.newBrowserCDPSession();
  const { processInfo = [] } = (await session?.send('SystemInfo.getProcessInfo')) ?? {};
  const leader = processInfo.find(({ type }) => type === 'browser')?.id;
  return {
    context,
    async openTab(site) {
      const page = await context.newPage();
      await page.goto(inject('origin').replace('//', site ? `//${site}.` : '//'));
      return page;
    },
    async kill() {
      if (leader === undefined) throw new Error('The process of the browser is not known');
      const gone = new Promise((resolve) => context.once('close', resolve));
      process.kill(-leader, 'SIGKILL'); // the group of processes that it leads
      await gone;
    },
    async close() {
      await context.close();
      if (profile === undefined) forget(folder);
    },
  };
}
