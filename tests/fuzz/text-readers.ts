import { readFileSync } from 'node:fs';
import { strToU8, zipSync } from 'fflate';
import { parseDeckCsv, parseReviewCsv } from 'ownwords/csv';
import { assignKeys, parseMarkdown, readMochi } from 'ownwords/markdown';
import { renderMarkdown } from 'ownwords/render';
import { markdownOfHtml } from '../../src/formats/text/html-to-markdown.js';
import { cleanMarkdown } from '../../src/formats/text/markdown-clean.js';
import { DIALECTS, SAMPLES } from '../formats/markdown/random-file.js';
import { checkHistory, checkHtml, checkImported } from './checks.js';
import { mutatedBytes } from './mutate-bytes.js';
import { mutatedText } from './mutate-text.js';
import { chance, oneOf, type Random } from './pick.js';
import { FILE_REFUSALS, type Reader, readerOf } from './reader.js';
import { bytesOf, filesIn, textOf } from './seeds.js';
import { CSV, EDN, HTML, MARKDOWN, OWN_CSV, REVIEWS, TRANSIT, WORDS } from './text-seeds.js';

/** Files made of these: damaged as texts, and now and then as bytes. */
function textFiles(seeds: readonly string[], words: readonly string[]): (random: Random) => string | Uint8Array {
  const bytes = seeds.map(bytesOf);
  return (random) => {
    if (chance(0.2, random)) return mutatedBytes(oneOf(bytes, random), random, bytes);
    return mutatedText(oneOf(seeds, random), words, random, seeds);
  };
}

function texts(seeds: readonly string[], words: readonly string[]): (random: Random) => string {
  const fileOf = textFiles(seeds, words);
  return (random) => {
    const file = fileOf(random);
    return typeof file === 'string' ? file : textOf(file);
  };
}

const ZONES = ['UTC', 'America/New_York', 'Asia/Kolkata'];
const CELLS = [undefined, 'markdown', 'text', 'html'] as const;

function deckCsv(name: string, seeds: readonly string[]): Reader {
  return readerOf({
    name,
    refusals: FILE_REFUSALS,
    async prepare() {
      const fileOf = textFiles(seeds, WORDS.csv);
      return (random) => {
        const file = fileOf(random);
        const cells = oneOf(CELLS, random);
        const options = { reversed: chance(0.3, random), ...(cells && { cells }) };
        return () => parseDeckCsv(file, options);
      };
    },
    check: checkImported,
  });
}

const markdownSeeds = [...Object.values(SAMPLES), ...filesIn('markdown', /\.md$/).map(textOf)];

const markdown: readonly Reader[] = DIALECTS.map((dialect) =>
  readerOf({
    name: `markdown-${dialect}`,
    refusals: FILE_REFUSALS,
    async prepare() {
      const own = textFiles([SAMPLES[dialect]], WORDS[dialect]);
      const any = textFiles(markdownSeeds, Object.values(WORDS).flat());
      return (random) => {
        const file = chance(0.7, random) ? own(random) : any(random);
        const options = { timeZone: oneOf(ZONES, random), ...(chance(0.8, random) && { dialect }) };
        return () => parseMarkdown(file, options);
      };
    },
    check: checkImported,
  }),
);

const notText = () => new Error('it is no text');
const checkText = (text: string) => {
  if (typeof text !== 'string') throw notText();
};

function textToText<Result>(
  name: string,
  seeds: readonly string[],
  words: readonly string[],
  read: (text: string, random: Random) => () => Result,
  check: (result: Result) => void,
): Reader {
  const refusals = name === 'assign-keys' || name === 'mochi-archive' ? FILE_REFUSALS : [];
  return readerOf({
    name,
    refusals,
    async prepare() {
      const fileOf = texts(seeds, words);
      return (random) => read(fileOf(random), random);
    },
    check,
  });
}

const injections = Object.values(
  JSON.parse(readFileSync('tests/fixtures/injections.json', 'utf8')) as Record<string, readonly string[]>,
).flat();
const htmlWords = [...WORDS.html, ...injections];
const shownSeeds = [...MARKDOWN, ...HTML, ...markdownSeeds];

export const textReaders: readonly Reader[] = [
  deckCsv('deck-csv', [...CSV, ...filesIn('text', /\.csv$/).map(textOf)]),
  deckCsv('own-csv', OWN_CSV),
  deckCsv('anki-text', [...filesIn('anki-text', /\.txt$/), ...filesIn('text', /\.txt$/)].map(textOf)),
  readerOf({
    name: 'review-csv',
    refusals: FILE_REFUSALS,
    async prepare() {
      const fileOf = textFiles(REVIEWS, WORDS.reviews);
      return (random) => {
        const file = fileOf(random);
        const options = { timeZone: oneOf(ZONES, random), deckId: oneOf(['imported', 'a'], random) };
        return () => parseReviewCsv(file, options);
      };
    },
    check: checkHistory,
  }),
  ...markdown,
  textToText(
    'assign-keys',
    markdownSeeds,
    Object.values(WORDS).flat(),
    (text, random) => {
      const dialect = oneOf([undefined, ...DIALECTS], random);
      return () => assignKeys(text, dialect && { dialect });
    },
    checkText,
  ),
  textToText(
    'mochi-archive',
    [TRANSIT, EDN],
    WORDS.data,
    (text, random) => {
      const timeZone = oneOf(ZONES, random);
      const file = zipSync({ [oneOf(['data.json', 'data.edn'], random)]: [strToU8(text), { level: 0 }] });
      const damaged = chance(0.25, random) ? mutatedBytes(file, random) : file;
      return () => readMochi(damaged, { timeZone });
    },
    checkImported,
  ),
  textToText(
    'html',
    [...HTML, ...injections],
    htmlWords,
    (text) => () => markdownOfHtml(text),
    ({ markdown, lost }) => {
      checkText(markdown);
      for (const word of lost) checkText(word);
    },
  ),
  textToText(
    'clean-markdown',
    shownSeeds,
    [...WORDS.shown, ...htmlWords],
    (text) => () => cleanMarkdown(text),
    checkText,
  ),
  textToText(
    'render',
    shownSeeds,
    [...WORDS.shown, ...htmlWords],
    (text, random) => {
      const remoteImages = chance(0.5, random);
      return () => renderMarkdown(text, { remoteImages, media: (name) => (name.length % 2 ? 'blob:x' : undefined) });
    },
    checkHtml,
  ),
];
