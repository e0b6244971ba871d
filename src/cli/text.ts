import { stripVTControlCharacters } from 'node:util';
import { directed, isolated } from './direction.js';
import type { Colors } from './terminal.js';

/**
 * Text from a deck, a file or the learner, safe to print: without the control characters (C0, C1) that drive a terminal, and
 * those that turn the direction of what comes after.
 */
export function safe(text: string): string {
  return text
    .replace(/\r\n?/g, '\n')
    .replaceAll('\t', ' ')
    .replace(/(?!\n)\p{Cc}|[\u202a-\u202e\u2066-\u2069]/gu, '');
}

/** Safe text on one line, in its own direction also within a line of another language. */
export function oneLine(text: string): string {
  return isolated(safe(text).replace(/\s+/g, ' ').trim());
}

/** What begins a line of its own in Markdown: an item of a list, a quotation, a heading. */
const OWN_LINE = /^\s*([-*+>]|#+|\d+[.)])\s/;

/**
 * Markdown in lines of at most `width` columns: paragraphs and lists stay, `**bold**` becomes what `bold` makes of it.
 * @param language BCP 47, if it is known
 */
export function prose(
  markdown: string,
  width: number,
  bold: (text: string) => string,
  language?: string,
): readonly string[] {
  const paragraphs = safe(markdown)
    .trim()
    .split(/\n\s*\n/);
  const lines = paragraphs.flatMap((paragraph, index) => {
    const lines = joined(paragraph.split('\n')).flatMap((line) => wrapped(line, width));
    const text = lines.join('\n').replace(/\*\*(?=\S)(.+?)(?<=\S)\*\*/gs, (_, strong: string) => {
      return strong.split('\n').map(bold).join('\n');
    });
    return index === 0 ? text.split('\n') : ['', ...text.split('\n')];
  });
  return directed(lines, language);
}

/** Markdown below a title, with a colored line at its side and a space above. */
export function bordered(
  title: string,
  markdown: string,
  paint: (text: string) => string,
  { colors, width }: { readonly colors: Colors; readonly width: number },
  language?: string,
): string[] {
  const lines = prose(markdown, width - 2, colors.bold, language).map((line) => `${paint('│')} ${line}`.trimEnd());
  return ['', paint(title), ...lines];
}

/** Lines that only the author's editor broke become one again. */
function joined(lines: readonly string[]): string[] {
  const whole: string[] = [];
  for (const line of lines) {
    const before = whole.at(-1);
    if (before === undefined || OWN_LINE.test(line) || / {2}$|\\$/.test(before)) whole.push(line);
    else whole[whole.length - 1] = `${before} ${line.trim()}`;
  }
  return whole.map((line) => line.replace(/\\$/, '').trimEnd());
}

/** The lines, those that are too long broken. */
export function fitted(lines: readonly string[], width: number): string[] {
  const whole = lines.join('\n').split('\n');
  return whole.flatMap((line) => (columnsOf(line) <= width ? [line] : wrapped(line, width)));
}

/** One line of text in lines of at most `width` columns, broken between words where that is possible. */
function wrapped(line: string, width: number): string[] {
  const lines = [''];
  for (const word of line.split(/\s+/).flatMap((whole) => cut(whole, width))) {
    const last = lines.at(-1) as string;
    const longer = last === '' ? word : `${last} ${word}`;
    if (last !== '' && columnsOf(longer) > width) lines.push(word);
    else lines[lines.length - 1] = longer;
  }
  return lines;
}

/** A word in pieces that fit. */
function cut(word: string, width: number): string[] {
  if (columnsOf(word) <= width) return [word];
  const pieces = [''];
  for (const sign of signsOf(word)) {
    const longer = `${pieces.at(-1)}${sign}`;
    if (columnsOf(longer) > width) pieces.push(sign);
    else pieces[pieces.length - 1] = longer;
  }
  return pieces;
}

/** Signs that take two columns: East Asian wide ones and emoji. */
const WIDE =
  /\p{Emoji_Presentation}|\p{Script=Han}|\p{Script=Hiragana}|\p{Script=Katakana}|\p{Script=Hangul}|[\u3000-\u303f\uff01-\uff60]/u;

/** How many columns a text takes in the terminal; colors, the marks of `**bold**` and those of direction take none. */
function columnsOf(text: string): number {
  let columns = 0;
  const seen = stripVTControlCharacters(text).replace(/\*\*|[\u200e\u200f\u2066-\u2069]/g, '');
  for (const sign of signsOf(seen)) columns += WIDE.test(sign) ? 2 : 1;
  return columns;
}

const segmenter = new Intl.Segmenter();

/** What a reader takes for one sign each, whatever it is made of. */
function signsOf(text: string): string[] {
  return Array.from(segmenter.segment(text), ({ segment }) => segment);
}

/** `1 card`, `2 cards`. */
export function counted(count: number, noun: string): string {
  return `${count} ${noun}${count === 1 ? '' : 's'}`;
}
