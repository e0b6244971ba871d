import { codeInLine } from './markdown-code.js';
import { destinationOf, escapedInline, isWordCharacter } from './markdown-escape.js';

/** How a piece of text is set, as bits. */
export const STRUCK = 1;
export const BOLD = 2;
export const ITALIC = 4;

/** A piece of a line, set in one way. */
export interface Piece {
  /** `raw` is Markdown already. */
  readonly kind: 'text' | 'code' | 'raw';
  text: string;
  readonly style: number;
  /** Where it leads, or empty. */
  readonly href: string;
}

/** From the outermost to the innermost: a link, which is 0 here, then what is set by marks on both sides. */
const LEVELS = [0, STRUCK, BOLD, ITALIC];
/** Stands for the mark that closes what is around: neither a space nor part of a word. */
const MARK = '.';

/** What is written so far. */
interface Written {
  readonly parts: string[];
  /** The last character, a space at the start. */
  last: string;
  /** Whether it ends with a mark, and of what kind. */
  mark: 'opening' | 'closing' | undefined;
  /** Whether the next character, part of a word, must be written as a reference, so that a mark before it can close. */
  isNextReferred: boolean;
  isLabel: boolean;
  readonly lost: Set<string>;
}

const isSpace = ({ kind, text }: Piece) => kind === 'text' && /^\s*$/.test(text);
const referenceOf = (character: string) => `&#x${(character.codePointAt(0) ?? 0).toString(16)};`;
/** Half of a pair counts with its neighbors outside a mark as part of a word, inside as none, so that both readings are right. */
const isPaired = (character: string) => /[\ud800-\udfff]/.test(character);

/** A line in Markdown; emphasis has its marks where Markdown takes them for marks. */
export function lineOf(pieces: readonly Piece[], lost: Set<string>): string {
  const written: Written = { parts: [], last: ' ', mark: undefined, isNextReferred: false, isLabel: false, lost };
  const isPlain = pieces.every(({ style, href }) => style === 0 && href === '');
  const split = isPlain ? pieces : pieces.flatMap(withoutOuterSpaces);
  writeRuns(written, split, 0, split.length, isPlain ? LEVELS.length : 0, '');
  return written.parts.join('').trim();
}

/** Spaces at the ends of emphasized text stand outside the marks: pieces of their own. */
function withoutOuterSpaces(piece: Piece): readonly Piece[] {
  if (piece.kind !== 'text' || (piece.style === 0 && piece.href === '')) return [piece];
  const inner = piece.text.trim();
  if (inner.length === piece.text.length) return [piece];
  const start = piece.text.length - piece.text.trimStart().length;
  const texts = inner ? [piece.text.slice(0, start), inner, piece.text.slice(start + inner.length)] : [piece.text];
  return texts.filter((text) => text !== '').map((text) => ({ ...piece, text }));
}

const isSetAlike = (one: Piece, other: Piece, level: number) =>
  level === 0 ? one.href === other.href : ((one.style ^ other.style) & (LEVELS[level] as number)) === 0;
const isSet = (piece: Piece, level: number) =>
  level === 0 ? piece.href !== '' : (piece.style & (LEVELS[level] as number)) !== 0;

/** The first character that is written of a piece, seen from a level. */
function firstOf(piece: Piece | undefined, level: number, otherwise: string): string {
  if (!piece) return otherwise;
  if (isSpace(piece)) return ' ';
  for (let each = level; each < LEVELS.length; each++) {
    if (isSet(piece, each)) return '[~**'[each] as string;
  }
  if (piece.kind === 'code') return '`';
  return piece.text[0] as string;
}

function writeRuns(
  written: Written,
  pieces: readonly Piece[],
  from: number,
  to: number,
  level: number,
  after: string,
): void {
  if (level === LEVELS.length) {
    for (let place = from; place < to; place++) {
      writePiece(written, pieces[place] as Piece, firstOf(place + 1 < to ? pieces[place + 1] : undefined, 0, after));
    }
    return;
  }
  for (let start = from, end = from; start < to; start = end) {
    const first = pieces[start] as Piece;
    while (end < to && isSetAlike(first, pieces[end] as Piece, level)) end++;
    const then = end < to ? firstOf(pieces[end], level, after) : after;
    if (!isSet(first, level)) {
      writeRuns(written, pieces, start, end, level + 1, then);
      continue;
    }
    let inner = start;
    let outer = end;
    while (inner < outer && isSpace(pieces[inner] as Piece)) inner++;
    while (inner < outer && isSpace(pieces[outer - 1] as Piece)) outer--;
    writeRuns(written, pieces, start, inner, level + 1, ' ');
    const next = outer < end ? ' ' : then;
    if (inner < outer) writeRun(written, pieces, inner, outer, level, next, end === to && outer === end);
    writeRuns(written, pieces, outer, end, level + 1, then);
  }
}

/** @param isLast whether it ends what is around it */
function writeRun(
  written: Written,
  pieces: readonly Piece[],
  from: number,
  to: number,
  level: number,
  next: string,
  isLast: boolean,
): void {
  const first = pieces[from] as Piece;
  if (level === 0) {
    writeLink(written, pieces, from, to, first.href);
    return;
  }
  const isBefore = isWordCharacter(written.last);
  const isNext = isWordCharacter(next);
  let mark = level === 1 ? '~~' : level === 2 ? '**' : '*';
  if (level === 3) {
    const isInMark = (isLast && next === MARK) || (written.mark === 'opening' && written.last === '*');
    if (!isBefore && !isNext && !isInMark) mark = '_';
    else if ((written.mark === 'closing' && written.last === '*') || next === '*') {
      written.lost.add('italics');
      writeRuns(written, pieces, from, to, level + 1, next);
      return;
    }
  }
  // A mark between a word and a symbol opens or closes nothing; the reference of a letter ends and begins with symbols.
  const inside = firstOf(first, level === 2 ? 4 : level + 1, MARK);
  if (isBefore && (isPaired(inside) || !isWordCharacter(inside))) referToLast(written);
  write(written, mark, 'opening');
  writeRuns(written, pieces, from, to, level + 1, level === 1 ? '~' : MARK);
  const tail = written.parts.findLast((part) => mark === '_' || mark === '~~' || !/^\*+$/.test(part)) ?? MARK;
  const end = tail[tail.length - 1] as string;
  write(written, mark, 'closing');
  if (isNext && (isPaired(end) || !isWordCharacter(end))) written.isNextReferred = true;
}

function writeLink(written: Written, pieces: readonly Piece[], from: number, to: number, href: string): void {
  const { length } = written.parts;
  if (written.last === '!' && written.mark === undefined) {
    written.parts[length - 1] = (written.parts[length - 1] as string).replace(/!$/, '\\!');
  }
  const only = pieces[from] as Piece;
  if (to - from === 1 && only.text === href && only.style === 0 && /^https?:[^\s<>]+$/i.test(href)) {
    write(written, `<${href}>`);
    return;
  }
  write(written, '[');
  written.isLabel = true;
  writeRuns(written, pieces, from, to, 1, MARK);
  written.isLabel = false;
  write(written, `](${destinationOf(href)})`);
}

function writePiece(written: Written, { kind, text }: Piece, next: string): void {
  if (kind === 'raw') write(written, text);
  else if (kind === 'code') write(written, codeInLine(text));
  else if (written.isNextReferred) {
    written.isNextReferred = false;
    const character = String.fromCodePoint(text.codePointAt(0) ?? 0);
    write(written, referenceOf(character));
    write(written, escapedInline(text.slice(character.length), ';', next, written.isLabel));
  } else write(written, escapedInline(text, written.last, next, written.isLabel));
}

function write(written: Written, text: string, mark?: Written['mark']): void {
  if (text === '') return;
  written.parts.push(text);
  written.last = text[text.length - 1] as string;
  written.mark = mark;
}

function referToLast(written: Written): void {
  const place = written.parts.length - 1;
  const part = written.parts[place] as string;
  const character = /[\ud800-\udbff][\udc00-\udfff]$/.test(part) ? part.slice(-2) : part.slice(-1);
  written.parts[place] = part.slice(0, part.length - character.length) + referenceOf(character);
  written.last = ';';
}
