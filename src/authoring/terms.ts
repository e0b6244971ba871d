import { wordsOf } from './words.js';

/** Accents, and the vowel points of Hebrew and Arabic: some write them, others do not. */
const MARKS = /[\u0300-\u036f\u0591-\u05c7\u064b-\u065f\u0670]/g;
/** Scripts in which no space parts the words. */
const UNSPACED =
  /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Thai}\p{Script=Lao}\p{Script=Khmer}\p{Script=Myanmar}]/u;
const RUNS_OF_LETTERS = /[\p{L}\p{M}\p{N}]+/gu;
const LINKS = /!?\[([^[\]]*)\]\([^()]*\)/g;
const TAGS = /<[^<>\s][^<>]*>/g;
const ARABIC_ARTICLE = /^[\u0648\u0628\u0643\u0641]?\u0627\u0644(?=\p{L}{3})/u;

/**
 * So much of a word stands for all its forms. Five letters find as much as a grammar does, in languages as unlike as English and Turkish: Can,
 * Kocberber, Balcik, Kaynak, Ocalan, Vursavas, "Information retrieval on Turkish texts", JASIST 59 (2008), doi:10.1002/asi.20750.
 */
const STEM_LETTERS = 5;

/** A text in which only what is heard differs: neither case nor accents nor the width of letters, and no targets of links. */
export function folded(markdown: string): string {
  return markdown
    .replace(LINKS, ' $1 ')
    .replace(TAGS, ' ')
    .normalize('NFKD')
    .replace(MARKS, '')
    .normalize('NFC')
    .toLowerCase();
}

/** Whether the term is of a script in which one or two characters are a word. */
export const isUnspaced = (term: string): boolean => UNSPACED.test(term);

/**
 * The words of a text, folded and in order, for comparing texts. Where spaces part the words, ten times as fast as `wordsOf`, and a
 * contraction is two: the parts of "isn’t" are compared apart.
 */
export function termsOf(markdown: string, language?: string): string[] {
  const text = folded(markdown);
  return isUnspaced(text) ? wordsOf(text, language) : (text.match(RUNS_OF_LETTERS) ?? []);
}

/** What the forms of a word have in common, roughly. Numbers are only themselves. */
export function stemOf(term: string): string {
  if (/^\d/.test(term)) return term;
  return term.replace(ARABIC_ARTICLE, '').slice(0, STEM_LETTERS);
}

/** A text without what stands between backticks: inline code, and blocks of it. */
export function withoutCode(markdown: string): string {
  const parts = markdown.split(/`+/);
  // An even number of parts: the last run of backticks opens nothing.
  return parts.filter((_, index) => index % 2 === 0 || (index === parts.length - 1 && index % 2 === 1)).join(' ');
}

const LONGEST_QUOTE = 60;

/** A text of an author in a message: on one line and not too long. */
export function quoted(text: string): string {
  const start = text
    .slice(0, LONGEST_QUOTE * 4)
    .trim()
    .replace(/\s+/g, ' ');
  return start.length > LONGEST_QUOTE || text.length > LONGEST_QUOTE * 4
    ? `“${Array.from(start).slice(0, LONGEST_QUOTE).join('').trimEnd()}…”`
    : `“${start}”`;
}
