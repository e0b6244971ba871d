import { micromark } from 'micromark';
import { renderMarkdown } from 'ownwords/render';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { markdownOfHtml } from '../../src/formats/text/html-to-markdown.js';
import { cleanMarkdown } from '../../src/formats/text/markdown-clean.js';
import { markdownOfText } from '../../src/formats/text/markdown-escape.js';
import injections from '../fixtures/injections.json' with { type: 'json' };
import { type Browser, startBrowser } from './browser.js';
import { harmless } from './injection.js';

declare const app: typeof import('./page.js');

const texts = Object.values(injections).flat();
/** A program that finds every file, at an address that is its own name. */
const media = (name: string) => name;

let browser: Browser;
let page: Page;
beforeAll(async () => {
  browser = await startBrowser();
  page = await browser.openTab();
});
afterAll(() => browser?.close());

describe('of all known injections, nothing runs and nothing is fetched', () => {
  it.each([
    ['rendered as Markdown', (text: string) => text],
    ['converted from HTML', (text: string) => markdownOfHtml(text).markdown],
    ['taken as plain text', markdownOfText],
    ['cleaned', cleanMarkdown],
    ['converted from HTML, and cleaned', (text: string) => cleanMarkdown(markdownOfHtml(text).markdown)],
  ])('%s', async (_, markdownOf) => {
    expect(
      await harmless(
        page,
        texts.map((text) => renderMarkdown(markdownOf(text))),
      ),
    ).toEqual([]);
  });

  it('with a program that believes every name of a file', async () => {
    const local = texts.map((text) => text.replaceAll(/https?:/g, 'javascript:'));
    expect(
      await harmless(
        page,
        local.map((text) => renderMarkdown(text, { media })),
      ),
    ).toEqual([]);
    expect(
      await harmless(
        page,
        local.map((text) => renderMarkdown(markdownOfHtml(text).markdown, { media })),
      ),
    ).toEqual([]);
  });

  it('and a text is rendered in a browser as in Node', async () => {
    const rendered = await page.evaluate((texts) => texts.map((text) => app.renderMarkdown(text)), texts);
    expect(rendered).toEqual(texts.map((text) => renderMarkdown(text)));
  });
});

describe('what the page is watched for', () => {
  it('is seen in a rendering that lets HTML and addresses through', async () => {
    const unsafe = texts.map((text) => micromark(text, { allowDangerousHtml: true, allowDangerousProtocol: true }));
    const careless = await browser.openTab();
    const kept = unsafe.filter(
      (html) => !/http-equiv|<base|<plaintext|<link|<form|<frameset|srcset|<portal/i.test(html),
    );
    const found = await harmless(careless, kept);
    await careless.close();
    for (const what of [/^alert\(1\)/, /^<script>/, /^img\[onerror\]/, /^javascript:/, /^fetched /, /^made or moved/]) {
      expect(found).toContainEqual(expect.stringMatching(what));
    }
  });
});
