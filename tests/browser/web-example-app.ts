import { type ChildProcess, spawn } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import type { BrowserContext, Page } from 'playwright-core';

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
