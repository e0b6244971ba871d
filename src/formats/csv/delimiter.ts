import { StudyError } from '../../errors.js';
import { shown } from '../../json.js';

/** In the order in which they are tried: the rarer one is inside a cell, the earlier. */
const CANDIDATES = ['\t', ';', ',', '|'];
/** So many lines are looked at, and so much of them. */
const LINES = 10;
const CHARACTERS = 65_536;

/** The delimiter of a text of which nothing is known: the first candidate that the first lines hold outside quotes. */
export function delimiterOf(text: string): string {
  const found = new Set<string>();
  let isQuoted = false;
  let isAtStart = true;
  let lines = 0;
  for (let at = 0; at < Math.min(text.length, CHARACTERS) && lines < LINES; at++) {
    const character = text[at] as string;
    if (isQuoted) {
      if (character !== '"') continue;
      if (text[at + 1] === '"') at++;
      else isQuoted = false;
      continue;
    }
    const isDelimiter = CANDIDATES.includes(character);
    const isEnd = character === '\n' || character === '\r';
    if (isDelimiter) found.add(character);
    else if (isEnd) lines++;
    else if (character === '"' && isAtStart) isQuoted = true;
    isAtStart = isDelimiter || isEnd;
  }
  return CANDIDATES.find((candidate) => found.has(candidate)) ?? ',';
}

/** @throws StudyError `invalid-argument` for anything but one character that can stand between cells */
export function checkDelimiter(delimiter: unknown): void {
  if (typeof delimiter === 'string' && delimiter.length === 1 && !/["\r\n]/.test(delimiter)) return;
  const what = 'one character that is neither a quote nor the end of a line';
  throw new StudyError('invalid-argument', `delimiter is ${shown(delimiter)}; it must be ${what}`);
}
