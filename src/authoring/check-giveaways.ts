import { keyPointsOf } from '../deck/deck.js';
import { primary } from './everyday.js';
import type { CardEntry, Material } from './material.js';
import { folded, quoted, stemOf, termsOf, withoutCode } from './terms.js';

/**
 * An answer of fewer words is often one of those that a question is about: "What is the plural of sheep?" A hint has no need of it, however short
 * it is.
 */
const FEWEST_WORDS = { prompt: 3, hint: 1 };
/** A key point of fewer words that say something has those in common with a prompt about the same thing by chance; then all words count. */
const FEWEST_TELLING = 3;
const FEWEST_WORDS_OF_A_POINT = 4;
/** So much of a key point tells it. */
const TOLD = 0.8;
/** Who asks "this or that?" has to name the right one, too. In a language that is not here, any of these may be its "or". */
const OR: { readonly [language: string]: string } = {
  ar: 'أو أم',
  de: 'oder',
  en: 'or',
  es: 'o u',
  fr: 'ou',
  hi: 'या अथवा',
  it: 'o oppure',
  ja: 'それとも または',
  ko: '또는 아니면',
  nl: 'of',
  pl: 'czy lub albo',
  pt: 'ou',
  ru: 'или',
  sv: 'eller',
  tr: 'veya yoksa',
  uk: 'чи або',
  zh: '或 或者 还是 還是',
};
const setOf = (words: string): ReadonlySet<string> => new Set(folded(words).split(' '));
const WORDS_FOR_OR = new Map(Object.entries(OR).map(([language, words]) => [language, setOf(words)]));
const ANY_WORD_FOR_OR = setOf(Object.values(OR).join(' '));

/** Neither prompt nor hint holds an essential key point, or the whole of a short answer. */
export function checkGiveaways(material: Material): void {
  for (const entry of material.cards) {
    for (const member of ['prompt', 'hint'] as const) {
      const text = entry.card[member];
      if (text === undefined) continue;
      const told = toldBy(text, entry, material, FEWEST_WORDS[member]);
      if (told === undefined) continue;
      const message = `the ${member} gives away ${quoted(told)}; leave that for the learner to say`;
      material.report('giveaway', entry, `/${member}`, message);
    }
  }
}

/** What a text tells of the answer that it should not tell. */
function toldBy(
  text: string,
  { card, language }: CardEntry,
  { everyday }: Material,
  fewestWords: number,
): string | undefined {
  const outsideCode = withoutCode(text);
  const isTold = isIn(outsideCode, card.answer);
  const points = keyPointsOf(card).filter(({ essential }) => essential);
  if (!isTold && points.length === 0) return undefined;
  const words = termsOf(outsideCode, language);
  const or = WORDS_FOR_OR.get(primary(language)) ?? ANY_WORD_FOR_OR;
  if (words.some((word) => or.has(word))) return undefined;
  if (isTold) {
    const answer = termsOf(card.answer, language);
    const isTelling = answer.length >= fewestWords && answer.some((word) => !everyday.has(word, language));
    if (isTelling && ` ${words.join(' ')} `.includes(` ${answer.join(' ')} `)) return card.answer;
  }
  const stems = new Set(words.map(stemOf));
  return points.find(({ text: point }) => {
    const terms = termsOf(point, language);
    const telling = terms.filter((term) => !everyday.has(term, language));
    const told = shareIn(stems, telling);
    if (told.of >= FEWEST_TELLING) return told.share >= TOLD;
    const all = shareIn(stems, terms);
    return told.share === 1 && all.of >= FEWEST_WORDS_OF_A_POINT && all.share >= TOLD;
  })?.text;
}

/** An answer to choose may be listed: on a line of its own, with a letter or number before it. */
const LONGEST_LABEL = 2;

/** Whether the letters of an answer stand in a text in a row, and not as one of several lines to choose from. */
function isIn(text: string, answer: string): boolean {
  // Marks and spaces aside, it is as long as the text at most.
  if (answer.length > text.length * 2) return false;
  const letters = lettersOf(answer);
  if (!lettersOf(text).includes(letters)) return false;
  const lines = text.trim().split('\n').map(lettersOf);
  return (
    lines.length < 2 || !lines.some((line) => line.endsWith(letters) && line.length <= letters.length + LONGEST_LABEL)
  );
}

const lettersOf = (text: string): string => folded(text).replace(/[^\p{L}\p{N}]+/gu, '');

/** How many different stems some terms have, and which share of them is among others. */
function shareIn(
  others: ReadonlySet<string>,
  terms: readonly string[],
): { readonly of: number; readonly share: number } {
  const stems = new Set(terms.map(stemOf));
  const common = [...stems].filter((stem) => others.has(stem));
  return { of: stems.size, share: stems.size === 0 ? 0 : common.length / stems.size };
}
