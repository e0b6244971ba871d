import { type Issue, StudyError } from '../../errors.js';
import { bytesOf, type FileBytes } from '../bytes.js';

/** Where a line stands to the fenced code blocks of its text; 0 is outside of them. */
export const OPENS = 1;
export const INSIDE = 2;
export const CLOSES = 3;

/** A text and its lines, without their line breaks. Lines are counted from 0 here, and from 1 wherever people read it. */
export interface Source {
  readonly text: string;
  readonly lines: readonly string[];
  /** Where each line begins in the text. */
  readonly starts: readonly number[];
  /** Where each line stands to the code blocks. */
  readonly fences: Uint8Array;
  /** The line that opens a code block which is never closed. */
  readonly openFence: number | undefined;
  /** The line break of the file. */
  readonly newline: string;
}

/**
 * The text of a file: as it is, or decoded from UTF-8.
 * @throws StudyError `invalid-file` for bytes that are no UTF-8
 */
export function textOf(input: string | FileBytes): string {
  if (typeof input === 'string') return input;
  const bytes = bytesOf(input, 'or text');
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch (cause) {
    throw new StudyError('invalid-file', 'The file is no text in UTF-8; save it in UTF-8 and try again', { cause });
  }
}

/** LF, CRLF, or a CR alone: CommonMark 0.31, section 2.1. */
const LINE_ENDING = /\r\n|\n|\r/g;

/** The lines of a text; a byte order mark before them is no part of the first. */
export function sourceOf(text: string): Source {
  const lines: string[] = [];
  const starts: number[] = [];
  let start = text.startsWith('\uFEFF') ? 1 : 0;
  for (const { 0: ending, index } of text.matchAll(LINE_ENDING)) {
    lines.push(text.slice(start, index));
    starts.push(start);
    start = index + ending.length;
  }
  lines.push(text.slice(start));
  starts.push(start);
  const { fences, openFence } = fencesOf(lines);
  const newline = /\r\n|\n|\r/.exec(text)?.[0] ?? '\n';
  return { text, lines, starts, fences, openFence, newline };
}

const FENCE = /^ {0,3}(`{3,}|~{3,})/;

/** The fenced code blocks among lines: CommonMark 0.31, section 4.5. */
export function fencesOf(lines: readonly string[]): Pick<Source, 'fences' | 'openFence'> {
  const fences = new Uint8Array(lines.length);
  let open = '';
  let openFence: number | undefined;
  for (let at = 0; at < lines.length; at++) {
    const line = lines[at] as string;
    const found = FENCE.exec(line);
    const run = found?.[1] ?? '';
    const info = found ? line.slice(found[0].length) : '';
    if (open === '') {
      if (run === '' || (run[0] === '`' && info.includes('`'))) continue;
      open = run;
      openFence = at;
      fences[at] = OPENS;
    } else if (run[0] === open[0] && run.length >= open.length && isBlank(info)) {
      open = '';
      openFence = undefined;
      fences[at] = CLOSES;
    } else fences[at] = INSIDE;
  }
  return { fences, openFence };
}

export const isBlank = (line: string): boolean => line.trim() === '';

/** The lines without the blank ones before and after, and without the white space at the end. */
export function joined(lines: readonly string[]): string {
  let from = 0;
  while (from < lines.length && isBlank(lines[from] as string)) from++;
  return lines.slice(from).join('\n').trimEnd();
}

/** The offset behind the last visible character of a line. */
export function endOf({ lines, starts }: Source, line: number): number {
  return (starts[line] as number) + (lines[line] as string).trimEnd().length;
}

/** Faults are listed up to this many; a file with more is of another kind. */
const MOST_ISSUES = 100;
const ISSUES_SHOWN = 5;

/** `form`: it cannot be read; `twice`: a name is taken already; `content`: it can be read, and no deck may hold it. */
type FaultKind = 'form' | 'twice' | 'content';

/** A fault of a file in our own form, with more of it than callers are told. */
export interface Fault extends Issue {
  readonly line: number;
  readonly kind: FaultKind;
  /** For what breaks the deck format: which deck of the file, from 0, and the issue with that deck. */
  readonly ofDeck?: { readonly index: number; readonly issue: Issue };
}

/** A fault on a line, counted from 0. */
export const faultAt = (line: number, message: string, kind: FaultKind = 'form'): Fault => ({
  path: '',
  line: line + 1,
  message,
  kind,
});

/** One error for a file with many faults; the message names the first few. */
export function faultyFile(issues: readonly (Issue & { readonly line: number })[]): StudyError {
  const shown = issues.slice(0, ISSUES_SHOWN).map(({ line, message }) => `line ${line}: ${message}`);
  if (issues.length > ISSUES_SHOWN) shown.push(`and ${issues.length - ISSUES_SHOWN} more`);
  return new StudyError('invalid-file', `This file cannot be read: ${shown.join('; ')}`, {
    issues: issues.slice(0, MOST_ISSUES).map(({ path, line, message }) => ({ path, line, message })),
  });
}
