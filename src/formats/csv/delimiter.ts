import { StudyError } from '../../errors.js';
import { shown } from '../../json.js';
import type { RowStart } from './records.js';

/** In the order in which they are tried: the rarer one is inside a cell, the earlier. */
const CANDIDATES = ['\t', ';', ',', '|'];
/** So many lines are looked at, and so much of them. */
const LINES = 10;
const CHARACTERS = 65_536;

/**
 * The delimiter of a text of which nothing is known: the first candidate that each of the first lines holds outside quotes, or
 * else the first that any of them holds.
 */
export function delimiterOf(text: string): string {
  const lines = delimitersIn(text);
  const isIn = (candidate: string) => (line: ReadonlySet<string>) => line.has(candidate);
  return (
    CANDIDATES.find((candidate) => lines.length > 0 && lines.every(isIn(candidate))) ??
    CANDIDATES.find((candidate) => lines.some(isIn(candidate))) ??
    ','
  );
}

/** The candidates that the first lines hold outside quotes, line by line. */
function delimitersIn(text: string): readonly ReadonlySet<string>[] {
  const lines: ReadonlySet<string>[] = [];
  let line = new Set<string>();
  let isQuoted = false;
  let isAtStart = true;
  let from = 0; // where the line begins
  const end = Math.min(text.length, CHARACTERS);
  for (let at = 0; at <= end && lines.length < LINES; at++) {
    const character = text[at];
    const isEnd = at === end || (!isQuoted && (character === '\n' || character === '\r'));
    if (isEnd) {
      const isWhole = at < end || end === text.length || lines.length === 0;
      if (at > from && isWhole) lines.push(line);
      line = new Set();
      from = at + 1;
      isAtStart = true;
    } else if (isQuoted) {
      if (character === '"' && text[at + 1] === '"') at++;
      else if (character === '"') isQuoted = false;
    } else if (character === '"' && isAtStart) {
      isQuoted = true;
      isAtStart = false;
    } else {
      isAtStart = CANDIDATES.includes(character ?? '');
      if (isAtStart) line.add(character ?? '');
    }
  }
  return lines;
}

/** The line above the header in which files for spreadsheets name their delimiter. */
const NAMED = /^("?)sep=([^"\r\n])\1(?:\r\n|\r|\n)/i;

/** The delimiter that the first line names, and where the records begin. */
export function namedDelimiter(text: string): { readonly delimiter: string; readonly from: RowStart } | undefined {
  const found = NAMED.exec(text);
  return found ? { delimiter: found[2] as string, from: { place: found[0].length, line: 2 } } : undefined;
}

/** @throws StudyError `invalid-argument` for anything but one character that can stand between cells */
export function checkDelimiter(delimiter: unknown): void {
  if (typeof delimiter === 'string' && delimiter.length === 1 && !/["\r\n]/.test(delimiter)) return;
  const what = 'one character that is neither a quote nor the end of a line';
  throw new StudyError('invalid-argument', `delimiter is ${shown(delimiter)}; it must be ${what}`);
}
