import type { CardEntry, Material } from './material.js';
import { quoted, withoutCode } from './terms.js';

/** What stands around words and changes nothing about what is asked: quotes, brackets, marks of Markdown and of sentences. */
const AROUND_WORDS = /[\p{Ps}\p{Pe}\p{Pi}\p{Pf}"'¿¡*_~.,;:!?。、؟،]/u;
const DASH = /^[–—]+$/;
const LINE_MARK = /^[ \t]*(?:#{1,6}|>|[-*+])[ \t]+/gm;

/** Something in brackets that is no link is a gap to fill. */
export const GAP = /\[[^[\]]*\](?!\()/;

/** By what a prompt asks, however it is typed, the cards that ask it, in order. */
export type SamePrompts = ReadonlyMap<string, readonly CardEntry[]>;

/**
 * What stays of a prompt if case, white space, punctuation around words and Markdown marks are left out. Within words and in code all
 * counts ("C++" is not "C#"), and so does the case of a single word ("Essen" is not "essen").
 */
function typedAlike(prompt: string): string {
  const parts = prompt.normalize('NFKC').split(/`+/);
  const words = parts.flatMap((part, index): { readonly word: string; readonly isCode: boolean }[] => {
    const isCode = index % 2 === 1 && index < parts.length - 1;
    const pieces = (isCode ? part : part.replace(LINE_MARK, ''))
      .split(/\s+/)
      .filter((word) => word && !DASH.test(word));
    return pieces.map((piece) => ({ word: isCode ? piece : bare(piece), isCode }));
  });
  const isSingle = words.length === 1;
  return words.map(({ word, isCode }) => (isCode || isSingle ? word : word.toLowerCase())).join(' ') || prompt;
}

/** A word without what stands around it; marks alone are what is asked about, and stay. */
function bare(word: string): string {
  let start = 0;
  let end = word.length;
  while (start < end && AROUND_WORDS.test(word.charAt(start))) start++;
  while (end > start && AROUND_WORDS.test(word.charAt(end - 1))) end--;
  return word.slice(start, end) || word;
}

/** No two cards of one language have the same prompt. @returns the cards by what they ask */
export function checkSamePrompts(material: Material): SamePrompts {
  const asking = new Map<string, CardEntry[]>();
  for (const entry of material.cards) {
    const key = `${(entry.language ?? '').toLowerCase()} ${typedAlike(entry.card.prompt)}`;
    const others = asking.get(key);
    const [first] = others ?? [];
    if (first) {
      const where = first.deckId === entry.deckId ? first.key : `${first.deckId}/${first.key}`;
      const message = `${quoted(entry.card.prompt)} is the prompt of ${where} already; ask something else, or make one card of both`;
      material.report('same-prompt', entry, '/prompt', message);
    }
    if (others) others.push(entry);
    else asking.set(key, [entry]);
  }
  return asking;
}

const QUOTATIONS = [
  /“[^“”]*”/g,
  /„[^„“”]*[“”]/g,
  /«[^«»]*»/g,
  /»[^«»]*«/g,
  /「[^「」]*」/g,
  /『[^『』]*』/g,
  /"[^"]*"/g,
];
/** Between single quotes, where apostrophes stand too: it closes where no letter follows. */
const SINGLE_QUOTATION = /‘[^‘]*?’(?!\p{L})/gu;
/** The end of a question after a word, though not within an address; or, as in French, after a space, if no word goes on in small letters. */
const QUESTION = /(?<=[^\s?？؟])[?？؟]+(?![?？؟A-Za-z0-9=&/_])|\s[?？؟]+(?![?？؟]|\s*\p{Ll})/gu;

/** Every prompt asks one thing: it has one question mark at most, apart from code and quotations. A text with a gap asks for the gap. */
export function checkQuestions(material: Material): void {
  for (const entry of material.cards) {
    const { prompt } = entry.card;
    if (!/[?？؟]/.test(prompt) || GAP.test(prompt)) continue;
    let asked = withoutCode(prompt).replace(SINGLE_QUOTATION, ' ');
    for (const quotation of QUOTATIONS) asked = asked.replace(quotation, ' ');
    const count = asked.match(QUESTION)?.length ?? 0;
    if (count < 2) continue;
    const message = `the prompt asks ${count} questions; ask one, and make cards of the others, so that each is graded for itself`;
    material.report('several-questions', entry, '/prompt', message);
  }
}
