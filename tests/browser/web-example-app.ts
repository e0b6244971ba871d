import { type ChildProcess, spawn } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { type Browser, type BrowserContext, chromium, type Locator, type Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach, expect } from 'vitest';
import { EXECUTABLE, FLAGS } from './chromium.js';

const ROOT = fileURLToPath(new URL('../../', import.meta.url));

/** The program that serves the app, as `npm run web` starts it. */
export interface Server {
  readonly url: string;
  /** What it has printed. */
  readonly output: string;
  stop(): void;
}

export async function startServer(): Promise<Server> {
  const child: ChildProcess = spawn(process.execPath, ['--import', 'tsx', 'examples/web/serve.ts'], { cwd: ROOT });
  let output = '';
  const url = await new Promise<string>((resolve, reject) => {
    const hear = (chunk: Buffer) => {
      output += chunk;
      const [address] = /http:\S+(?=\n)/.exec(output) ?? [];
      if (address) resolve(address);
    };
    child.stdout?.on('data', hear);
    child.stderr?.on('data', hear);
    child.on('exit', () => reject(new Error(`The server ended:\n${output}`)));
  });
  return {
    url,
    get output() {
      return output;
    },
    stop: () => void child.kill(),
  };
}

/** A learner, whose tabs share what they keep. */
export interface Learner {
  /** What went wrong in any tab, by the word of the browser. */
  readonly troubles: string[];
  /** Opens the app in a new tab: at a deck, or else at the shelf; with other texts in place of these. */
  open(deckId?: string, texts?: Readonly<Record<string, string>>): Promise<Page>;
}

export function learnerIn(context: BrowserContext, url: string): Learner {
  const troubles: string[] = [];
  return {
    troubles,
    async open(deckId = '', texts = {}) {
      const tab = await context.newPage();
      tab.on('pageerror', (error) => troubles.push(String(error)));
      tab.on('console', (message) => {
        if (message.type() !== 'log') troubles.push(message.text());
      });
      await tab.addInitScript(`window.setInterval = () => 0`); // nothing is seen merely because time has passed
      if (Object.keys(texts).length > 0) {
        await tab.route('**/main.js', async (route) => {
          const response = await route.fetch();
          let body = await response.text();
          for (const [text, other] of Object.entries(texts)) body = body.replaceAll(text, other);
          await route.fulfill({ response, body });
        });
      }
      await tab.goto(`${url}/#${deckId}`);
      await tab.locator('main h1').waitFor();
      return tab;
    },
  };
}

/** For whatever takes as long as the machine lets it. */
export const WAIT = { timeout: 30_000 };
export const DECK = 'initiative-and-leadership';
export const ARABIC = 'initiative-and-leadership-ar';

/** The app, served and opened by a new learner for each test. */
export interface Stage {
  readonly server: Server;
  readonly browser: Browser;
  readonly context: BrowserContext;
  readonly learner: Learner;
}

/** Sets the stage for the tests of a file: nothing may go wrong in any tab. */
export function setStage(): Stage {
  const stage = {} as { -readonly [Part in keyof Stage]: Stage[Part] };
  beforeAll(async () => {
    stage.server = await startServer();
    stage.browser = await chromium.launch({ executablePath: EXECUTABLE, args: FLAGS });
  });
  afterAll(async () => {
    await stage.browser?.close();
    stage.server?.stop();
  });
  beforeEach(async () => {
    stage.context = await stage.browser.newContext();
    stage.learner = learnerIn(stage.context, stage.server.url);
  });
  afterEach(async () => {
    await stage.context.close();
    expect(stage.learner.troubles).toEqual([]);
  });
  return stage;
}

export const news = (page: Page) => page.getByRole('status').first().innerText();
export const direction = (place: Locator) => place.evaluate((found) => getComputedStyle(found).direction);
