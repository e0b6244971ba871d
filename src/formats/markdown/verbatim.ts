import { CLOSES, fencesOf, isBlank, joined, OPENS } from './source.js';

/**
 * Text that cannot stand in a file as it is. Most of it stands in a code block that says `verbatim`; what a text file may lose on
 * its way (line breaks of other systems, halves of characters) or what must fit in a line is a JSON string after that word.
 */
const WORD = 'verbatim';

/** Half a surrogate pair: no UTF-8 can hold it. */
const HALF_CHARACTER = /\p{Surrogate}/u;
const cannotBeKept = (text: string) => text.includes('\r') || HALF_CHARACTER.test(text);

/** The text that a line or a paragraph spells. */
export function fromLine(line: string): string {
  const text = line.trim();
  if (!text.startsWith(`${WORD} "`)) return text;
  try {
    const value: unknown = JSON.parse(text.slice(WORD.length));
    return typeof value === 'string' ? value : text;
  } catch {
    return text;
  }
}

/**
 * A text as one line that spells it.
 * @param isPlain whether it may stand there as it is, for all that its place knows
 */
export function toLine(text: string, isPlain = true): string {
  if (isPlain && !text.includes('\n') && !cannotBeKept(text) && text !== '' && fromLine(text) === text) return text;
  return `${WORD} ${JSON.stringify(text)}`;
}

/** The text that lines of a file spell. */
export function fromLines(lines: readonly string[]): string {
  const text = joined(lines);
  const inner = text.split('\n');
  if (inner.length === 1) return text.startsWith(`${WORD} "`) ? fromLine(text) : text;
  if (!/^`{3,}verbatim$/.test((inner[0] as string).trimEnd())) return text;
  const { fences } = fencesOf(inner);
  const isOneBlock = fences[0] === OPENS && fences.indexOf(CLOSES) === inner.length - 1;
  return isOneBlock ? inner.slice(1, -1).join('\n') : text;
}

/**
 * A text as lines that spell it.
 * @param isSyntax whether a line outside of code blocks would be taken for something else
 */
export function toLines(text: string, isSyntax: (line: string) => boolean): string {
  if (cannotBeKept(text)) return toLine(text, false);
  const lines = text.split('\n');
  const { fences, openFence } = fencesOf(lines);
  const isPlain = openFence === undefined && !lines.some((line, at) => fences[at] === 0 && isSyntax(line));
  if (isPlain && !isBlank(text) && fromLines(lines) === text) return text;
  const fence = '`'.repeat(Math.max(3, longestRun(text) + 1));
  return `${fence}${WORD}\n${text}\n${fence}`;
}

function longestRun(text: string): number {
  let longest = 0;
  for (const [run] of text.matchAll(/`+/g)) longest = Math.max(longest, run.length);
  return longest;
}
