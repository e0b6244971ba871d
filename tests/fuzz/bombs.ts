import { parseDeckCsv, parseReviewCsv } from 'ownwords/csv';
import { parseMarkdown } from 'ownwords/markdown';
import { renderMarkdown } from 'ownwords/render';
import { decksOfMochi } from '../../src/formats/markdown/mochi-data.js';
import { markdownOfHtml } from '../../src/formats/text/html-to-markdown.js';
import { cleanMarkdown } from '../../src/formats/text/markdown-clean.js';
import { DIALECTS } from '../formats/markdown/random-file.js';
import { packageBombs } from './package-bombs.js';
import { FILE_REFUSALS, readerOf } from './reader.js';

/** Something made to take all time or memory: what it is, and what makes it and then reads it. */
export type Bomb = readonly [what: string, make: () => () => unknown];

const MB = 1_000_000;
const long = (piece: string, length = MB) => piece.repeat(Math.ceil(length / piece.length));

/** One line, or many, of what formats take for something. */
const TEXTS: readonly (readonly [what: string, text: () => string])[] = [
  ['a long line', () => long('x', 10 * MB)],
  ['a long line of words', () => long('word ', 10 * MB)],
  ['quotation marks', () => long('"')],
  ['commas', () => long(',')],
  ['line breaks', () => long('\n')],
  ['blanks', () => long(' ')],
  ['rows', () => long('a,b\n')],
  ['clozes', () => `a\t${long('{{c1::x}}')}`],
  ['many clozes', () => `C: ${long('[x] ')}`],
  ['highlights', () => long('==x== ')],
  ['headings', () => long('## a\n\nb\n\n')],
  ['quotations', () => long('> ')],
  ['lists', () => long('- ')],
  ['emphasis', () => long('*a **b ')],
  ['links', () => long('[a](')],
  ['brackets', () => long('[')],
  ['code', () => long('` `` ')],
  ['entities', () => long('&amp;')],
  ['elements in elements', () => long('<div>')],
  ['styles in styles', () => long('<b><i>')],
  ['lists in lists', () => long('<ul><li>')],
  ['tables in tables', () => long('<table><tr><td>x')],
  ['one wide row', () => `<table><tr>${long('<td>x')}`],
  ['attributes', () => `<a ${long('a=b ')}>`],
  ['comments', () => long('<!-- ')],
  ['scripts', () => long('<script>')],
  ['lists of data', () => long('[')],
  ['maps of data', () => long('{:a ')],
];

const READS: readonly (readonly [reader: string, read: (text: string) => unknown])[] = [
  ['parseDeckCsv', (text) => parseDeckCsv(text)],
  ['parseDeckCsv of Anki', (text) => parseDeckCsv(`#separator:tab\n#html:true\n${text}`)],
  ['parseReviewCsv', (text) => parseReviewCsv(`card_id,review_time,review_rating\n${text}`, { timeZone: 'UTC' })],
  ...DIALECTS.map(
    (dialect) => [`parseMarkdown of ${dialect}`, (text: string) => parseMarkdown(text, { dialect })] as const,
  ),
  ['decksOfMochi', (text) => decksOfMochi(text)],
  ['markdownOfHtml', (text) => markdownOfHtml(text)],
  ['cleanMarkdown', (text) => cleanMarkdown(text)],
  ['renderMarkdown', (text) => renderMarkdown(text)],
];

const textBombs: readonly Bomb[] = READS.flatMap(([reader, read]) =>
  TEXTS.map(
    ([what, text]): Bomb => [
      `${reader} of ${what}`,
      () => {
        const made = text();
        return () => read(made);
      },
    ],
  ),
);

export const BOMBS: readonly Bomb[] = [...packageBombs, ...textBombs];

export const bombReader = readerOf({
  name: 'bombs',
  refusals: FILE_REFUSALS,
  async prepare() {
    return (_, number) => (BOMBS[number] as Bomb)[1]();
  },
  check() {},
});
