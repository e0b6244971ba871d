import { errorOf, type Issue, StudyError } from '../errors.js';
import { isRecord } from '../json.js';
import { eventIssues } from '../log/check-event.js';
import type { StudyEvent } from '../log/event.js';

const FORMAT = 'ownwords-log';
const VERSION = 1;

/** The first line of every log file. */
export const HEADER = `${JSON.stringify({ format: FORMAT, version: VERSION })}\n`;

/** What a log file, or the part of it from some line on, holds. */
export interface Lines {
  readonly events: readonly StudyEvent[];
  /** How many bytes of the file are whole lines; a last line that only lacks its end, as an editor may leave it, is whole. */
  readonly end: number;
  /** Whether more follows: the rest of an append that was cut short, which nobody was promised. */
  readonly isTorn: boolean;
}

/**
 * Reads the lines of a log file.
 * @param bytes the file from the line that begins at byte `from`
 * @param linesBefore how many lines come before that one; asked only when there is a fault to place
 * @throws StudyError `not-a-log`, `newer-version`, or `corrupt-log` with the line number
 */
export function readLines(bytes: Buffer, from: number, path: string, linesBefore: () => number): Lines {
  const whole = bytes.lastIndexOf(0x0a) + 1;
  const lines = bytes.toString('utf8', 0, whole).split('\n');
  lines.pop(); // what follows the last line end
  const rest = bytes.toString('utf8', whole);
  if (from === 0) {
    if (lines.length === 0) return { events: [], end: 0, isTorn: isTornHeader(rest, path) };
    checkHeader(lines[0] as string, path);
    lines[0] = '';
  }
  const events: StudyEvent[] = [];
  for (let index = 0; index < lines.length; index++) {
    const line = lines[index] as string;
    if (line === '' || line === '\r') continue;
    const issues = readLine(line, events);
    if (issues.length > 0) throw corrupt(path, linesBefore() + index + 1, issues);
  }
  if (rest === '') return { events, end: from + whole, isTorn: false };
  if (!isJson(rest)) return { events, end: from + whole, isTorn: true };
  const issues = readLine(rest, events);
  if (issues.length > 0) throw corrupt(path, linesBefore() + lines.length + 1, issues);
  return { events, end: from + bytes.length, isTorn: false };
}

function isJson(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}

/** Adds the event of a line, or all of its list, to others; every fault of it. */
function readLine(line: string, events: StudyEvent[]): readonly Issue[] {
  let value: unknown;
  try {
    value = JSON.parse(line);
  } catch (cause) {
    return [{ path: '', message: `not JSON: ${(cause as Error).message}` }];
  }
  if (!Array.isArray(value)) {
    events.push(value as StudyEvent);
    return eventIssues(value);
  }
  for (const event of value) events.push(event);
  return value.flatMap((event) => eventIssues(event));
}

function checkHeader(line: string, path: string): void {
  let header: unknown;
  try {
    header = JSON.parse(line.replace(/^\uFEFF/, ''));
  } catch {
    throw notALog(path);
  }
  if (!isRecord(header) || header.format !== FORMAT || !Number.isInteger(header.version)) throw notALog(path);
  if ((header.version as number) > VERSION) {
    throw new StudyError('newer-version', `${path} was written by a newer ownwords; update ownwords to read it`);
  }
}

/** A file whose making was cut short holds the beginning of a header; anything else is somebody's other file. */
function isTornHeader(rest: string, path: string): boolean {
  if (HEADER.startsWith(rest)) return rest !== '';
  throw notALog(path);
}

function notALog(path: string): StudyError {
  return new StudyError('not-a-log', `${path} is not a log of ownwords; give the path of another file`);
}

function corrupt(path: string, line: number, issues: readonly Issue[]): StudyError {
  return errorOf(
    'corrupt-log',
    `Line ${line} of ${path} is damaged and was left as it is; mend or remove it, or go back to a backup`,
    issues.map((issue) => ({ ...issue, line })),
  );
}
