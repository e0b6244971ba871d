import { micromark } from 'micromark';
import { gfmStrikethrough, gfmStrikethroughHtml } from 'micromark-extension-gfm-strikethrough';
import { gfmTable, gfmTableHtml } from 'micromark-extension-gfm-table';
import { math } from 'micromark-extension-math';
import type { Deck } from 'ownwords';
import { readAnki, writeAnki } from 'ownwords/anki';
import { formatAnkiText, formatDeckCsv, parseDeckCsv } from 'ownwords/csv';
import { formatMarkdown, parseMarkdown } from 'ownwords/markdown';
import { renderMarkdown } from 'ownwords/render';
import type { Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { rowsOf } from '../../src/formats/csv/records.js';
import { mathHtml } from '../../src/formats/text/markdown-html-parts.js';
import injections from '../fixtures/injections.json' with { type: 'json' };
import { type Browser, startBrowser } from './browser.js';
import { readEdited, readHostile, readHostileNow, shownInAnki } from './injected-anki.js';
import {
  FOREIGN_FILES,
  FOREIGN_MARKDOWN,
  NAMES,
  type Outcome,
  outcomes,
  ownCsvOf,
  ownDeck,
  PLACES,
} from './injected-text.js';
import { harmless } from './injection.js';

const texts = Object.values(injections).flat();
const NAME = /^[A-Za-z0-9][A-Za-z0-9._~-]{0,127}$/;
const CARD_ID = /^[A-Za-z0-9][A-Za-z0-9._~-]{0,127}\/[A-Za-z0-9][A-Za-z0-9._~-]{0,127}$/;

let browser: Browser;
let page: Page;
beforeAll(async () => {
  browser = await startBrowser();
});
beforeEach(async () => {
  page = await browser.openTab();
});
afterEach(() => page?.close());
afterAll(() => browser?.close());

const cardsOf = ({ decks = [] }: Outcome) => decks.flatMap(({ cards }) => Object.values(cards));

/** What programs render as Markdown. */
function markdownIn(outcome: Outcome): string[] {
  const words = cardsOf(outcome).flatMap(({ prompt, answer, hint = '', keyPoints = {} }) => [
    ...[prompt, answer, hint],
    ...Object.values(keyPoints).map((point) => (typeof point === 'string' ? point : point.text)),
  ]);
  return [...words, ...(outcome.decks ?? []).map(({ description = '' }) => description)];
}

/** Plain texts, of which no program makes Markdown; if one did, that would have to be harmless too. */
function plainIn(outcome: Outcome): string[] {
  const { decks = [], remarks = [], media, error } = outcome;
  return [
    ...decks.map(({ title }) => title),
    ...cardsOf(outcome).flatMap(({ tags = [], fields = '' }) => [...tags, JSON.stringify(fields)]),
    ...remarks.flatMap(({ place, message }) => [place, message]),
    ...(media?.keys() ?? []),
    ...(error ? [error.message] : []),
  ];
}

/** All that must keep the rule of names, and does not. */
function namelessIn({ decks = [], progress, error }: Outcome): string[] {
  const cards = decks.flatMap(({ id, cards }) =>
    Object.entries(cards).map(([key, card]) => ({ id: `${id}/${key}`, ...card })),
  );
  const keys = cards.flatMap(({ keyPoints = {}, followsUp = 'none' }) => [...Object.keys(keyPoints), followsUp]);
  const ids = cards.flatMap(({ id, formerly = [] }) => [id, ...formerly]);
  const events = (progress?.events ?? []).flatMap((event) => ('cardId' in event ? event.cardId : []));
  return [
    ...[...decks.map(({ id }) => id), ...keys].filter((name) => !NAME.test(name)),
    ...[...ids, ...events].filter((id) => !CARD_ID.test(id)),
    ...(error && error.code === undefined ? [`another error: ${error.message}`] : []),
  ];
}

const SIZE = 25;
/** A page is made of many at once: each is closed in itself, or is told of. */
function inPages(htmls: Iterable<string>): string[] {
  const all = [...new Set(htmls)].filter((html) => html.includes('<') || html.includes('&'));
  return Array.from({ length: Math.ceil(all.length / SIZE) }, (_, at) =>
    all
      .slice(at * SIZE, at * SIZE + SIZE)
      .map((html) => `<div>${html}</div>`)
      .join(''),
  );
}

const NO_IMAGE = 'data:image/gif;base64,R0lGODlhAQABAAAAACwAAAAAAQABAAA=';
/** As a browser that loads no images, of those that Markdown itself makes; what is no image of a file or of the web stays. */
const withoutImages = (html: string) =>
  html.replace(/<img src="([^"]*)" alt="([^"]*)"(?: title="[^"]*")? \/>/g, (image, src: string, alt: string) =>
    /^(?:https?:|(?![a-z][a-z\d+.-]*:|\/\/))/i.test(src) ? `<img src="${NO_IMAGE}" alt="${alt}">` : image,
  );

const DANGEROUS = { allowDangerousHtml: true, allowDangerousProtocol: true };
const WITH_TABLES = {
  extensions: [gfmTable(), gfmStrikethrough()],
  htmlExtensions: [gfmTableHtml(), gfmStrikethroughHtml()],
};

const WITH_MATHS = {
  extensions: [math()],
  htmlExtensions: [mathHtml({ mathInLine: ['', ''], displayedMath: ['', ''] })],
};

/** Renderings that let HTML and all addresses through: of CommonMark alone, with tables, and with maths. */
const CARELESS = [{}, WITH_TABLES, WITH_MATHS];

/** What a careless rendering makes of a text; and what HTML it has from it, which a careful one has not. */
function carelesslyRendered(text: string): { htmls: string[]; carried: string[] } {
  const htmls = CARELESS.map((syntax) => micromark(text, { ...syntax, ...DANGEROUS }));
  const isCarried = (html: string, at: number) =>
    text.includes('<') && html !== micromark(text, { ...CARELESS[at], ...DANGEROUS, allowDangerousHtml: false });
  const carried = htmls.filter(isCarried).map((html) => `HTML: ${html.slice(0, 200)} of ${text.slice(0, 200)}`);
  return { htmls: htmls.map(withoutImages), carried };
}

/** What was seen to be harmless once is not looked at again; many ways lead to the same text. */
const seen = { rendered: new Set<string>(), carelessly: new Set<string>() };
function unseen(found: readonly string[], before: Set<string>): string[] {
  const fresh = [...new Set(found)].filter((text) => !before.has(text));
  for (const text of fresh) before.add(text);
  return fresh;
}

/** All that goes wrong with what came out of readers: an empty list, if nothing does. */
async function harmIn(found: readonly Outcome[], isForeign: boolean): Promise<string[]> {
  const markdown = found.flatMap(markdownIn);
  const texts = unseen([...markdown, ...found.flatMap(plainIn)], seen.rendered);
  const careless = isForeign ? unseen(markdown, seen.carelessly).map(carelesslyRendered) : [];
  const carried = careless.flatMap(({ carried }) => carried);
  const htmls = careless.flatMap(({ htmls }) => htmls);
  const isOpened = carried.length === 0; // a page of it could do anything, and end the browser
  const pages = inPages([...texts.map((text) => renderMarkdown(text)), ...(isOpened ? htmls : [])]);
  return [...found.flatMap(namelessIn), ...carried, ...(await harmless(page, pages))];
}

const few = (harm: readonly string[]) => harm.slice(0, 20);
const count = (found: readonly Outcome[]) => found.flatMap(cardsOf).length;

describe('what files of other programs bring runs nothing and fetches nothing, not even if it is rendered carelessly', () => {
  it.each(Object.entries(FOREIGN_FILES))('%s', async (_, read) => {
    const found = outcomes(texts, read);
    expect(few(await harmIn(found, true))).toEqual([]);
    expect(count(found)).toBeGreaterThan(texts.length / 2);
  });

  it.each(Object.entries(FOREIGN_MARKDOWN))('%s', async (_, read) => {
    const found = outcomes(texts, read);
    expect(few(await harmIn(found, true))).toEqual([]);
    expect(count(found)).toBeGreaterThan(texts.length * 0.6);
  });

  it('headings, with each of the texts in each place that Markdown has', async () => {
    const found = outcomes(
      PLACES.flatMap((place) => texts.map(place)),
      (text) => parseMarkdown(`## b\n\n${text}\n`),
    );
    expect(few(await harmIn(found, true))).toEqual([]);
    expect(count(found)).toBeGreaterThan(texts.length * PLACES.length * 0.8);
  });

  it('an Anki package', async () => {
    const found = await readHostile(texts);
    expect(few(await harmIn([found], true))).toEqual([]);
    expect(count([found])).toBeGreaterThan(texts.length * 15);
    expect(found.media.size).toBeGreaterThan(texts.length / 2);
  });

  it('an Anki package of today', async () => {
    const found = await readHostileNow(texts);
    expect(few(await harmIn([found], true))).toEqual([]);
    expect(count([found])).toBeGreaterThanOrEqual(texts.length);
  });

  it('a package of our own that was edited in Anki', async () => {
    const safe: Deck = ownDeck(texts.map(() => 'safe'));
    const { bytes } = await writeAnki([safe]);
    const found = await readEdited(bytes, (number) => texts[number] ?? '');
    const { fields: _, ...card } = safe.cards['card-0'] ?? { prompt: '', answer: '' };
    expect(card.prompt).toBe('safe');
    expect(few(await harmIn([found], true))).toEqual([]);
    expect(count([found])).toBe(texts.length);
  });
});

describe('what our own files bring runs nothing and fetches nothing when it is rendered', () => {
  const deck = ownDeck(texts);

  it.each([
    ['CSV', () => [parseDeckCsv(formatDeckCsv(deck))]],
    ['CSV for spreadsheets', () => [parseDeckCsv(formatDeckCsv(deck, { forSpreadsheets: true }))]],
    ['CSV by strangers', () => outcomes(texts, (text) => parseDeckCsv(ownCsvOf(text)))],
    ['Markdown', () => [parseMarkdown(formatMarkdown(deck))]],
    [
      'Markdown by strangers',
      () => outcomes(texts, (text) => parseMarkdown(`# a\n\n${text}\n\n## b {#b}\n\n${text}\n\nHint: ${text}\n`)),
    ],
    ['a text of Anki', () => [parseDeckCsv(formatAnkiText([deck]))]],
  ])('%s', async (_, read) => {
    const found = read();
    expect(few(await harmIn(found, false))).toEqual([]);
    expect(count(found)).toBeGreaterThan(texts.length * 0.6);
  });

  it('an Anki package', async () => {
    const { bytes, remarks } = await writeAnki([deck]);
    const found = await readAnki(bytes);
    expect(few(await harmIn([found, { remarks }], false))).toEqual([]);
    expect(count([found])).toBe(texts.length);
  });

  it.each(Object.entries(NAMES))('%s', async (name, read) => {
    const found: Outcome[] = await Promise.all(
      texts.map(async (text) =>
        Promise.resolve()
          .then(() => read(text))
          .catch((error) => ({ error })),
      ),
    );
    expect(few(await harmIn(found, true))).toEqual([]);
    // Anything can stand for a card there; the others take ids alone.
    if (name === 'a review log') expect(found.filter(({ error }) => error)).toEqual([]);
  });
});

describe('what is written for Anki runs nothing and fetches nothing there', () => {
  const deck = ownDeck(texts);
  const withoutPictures = (html: string) =>
    html
      .replace(/<img src="(?:[^":]*|https?:[^"]*)"( alt="[^"]*")?>/g, `<img src="${NO_IMAGE}"$1>`)
      .replaceAll('<li class="essential">', '<li>');

  it('in the fields of a package, and in the descriptions of its decks', async () => {
    const { bytes } = await writeAnki([deck], undefined, { container: 'legacy1' });
    const shown = shownInAnki(bytes);
    expect(shown.length).toBeGreaterThan(texts.length * 5);
    expect(few(await harmless(page, inPages(shown.map(withoutPictures))))).toEqual([]);
  });

  it('in the cells of a text', async () => {
    const rows = [...rowsOf(formatAnkiText([deck]), { delimiter: '\t', commented: true })];
    expect(rows.length).toBeGreaterThanOrEqual(texts.length);
    expect(
      few(await harmless(page, inPages(rows.flatMap(({ cells }) => cells.slice(3, 5)).map(withoutPictures)))),
    ).toEqual([]);
  });
});
