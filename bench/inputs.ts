import { join } from 'node:path';
import type { CardId, Reviewed } from 'ownwords';
import { linesOf, writeLines } from './files.js';

/** What a generated study consists of. Both sides read it from files, so that neither has run the other's code. */
export interface Study {
  /** The log so far, in the order of history. */
  readonly past: Iterable<Reviewed>;
  /** Grades that are given now, one a second; as events, exactly as a study should record them. */
  readonly grades: readonly Reviewed[];
}

/** The present, before the first of the grades. */
export const NOW = Date.parse('2026-07-01T12:00:00Z');

export const DECKS = 20;

/** The id of a card by its number; neighbours are in different decks. */
export function cardIdOf(index: number): CardId {
  return `deck-${String(index % DECKS).padStart(2, '0')}/card-${String(Math.floor(index / DECKS)).padStart(6, '0')}`;
}

/** As the file store writes it; if that changes, the store refuses the file and the benchmark says so. */
const LOG_HEADER = '{"format":"ownwords-log","version":1}';

export function writeStudy(folder: string, { past, grades }: Study): void {
  writeLines(logPath(folder), withHeader(past));
  writeLines(gradesPath(folder), texts(grades));
}

function* withHeader(events: Iterable<Reviewed>): Iterable<string> {
  yield LOG_HEADER;
  yield* texts(events);
}

function* texts(events: Iterable<Reviewed>): Iterable<string> {
  for (const event of events) yield JSON.stringify(event);
}

/** The log so far, as the file store keeps it. */
export function logPath(folder: string): string {
  return join(folder, 'past.ndjson');
}

/** The log so far; at each call new objects and texts, whose hashes nobody has asked for yet. */
export function readPast(folder: string): Reviewed[] {
  return linesOf(logPath(folder)).slice(1).map(parsed);
}

/** The log so far as a progress file, exported now. */
export function readProgressText(folder: string): string {
  const exportedAt = new Date(NOW).toISOString();
  const events = linesOf(logPath(folder)).slice(1).join(',');
  return `{"format":"ownwords-progress","version":1,"exportedAt":"${exportedAt}","events":[${events}]}`;
}

export function readGrades(folder: string): Reviewed[] {
  return linesOf(gradesPath(folder)).map(parsed);
}

function gradesPath(folder: string): string {
  return join(folder, 'grades.ndjson');
}

function parsed(line: string): Reviewed {
  return JSON.parse(line);
}
