import { StudyError } from '../errors.js';
import { check, whole } from '../json.js';
import type { StudyEvent } from '../log/event.js';
import type { Cursor, LogPage } from './store.js';

/** A place in a log: its number there, and the id of the event at it, by which the log is recognized. Before all events, 0. */
export interface Place {
  readonly seq: number;
  readonly id: string;
}

/** An event with its number in the log: from 1, rising, maybe with gaps. */
export type Numbered = readonly [seq: number, event: StudyEvent];

export function cursorAt({ seq, id }: Place): Cursor {
  return `${seq} ${id}` as Cursor;
}

/** Where to read, and how much. */
export interface Asked extends Place {
  /** How many rows to ask for, the one at the place included; nothing if all there are. */
  readonly rows: number | undefined;
}

/** @throws StudyError `invalid-argument` for what was never a cursor, or is no limit */
export function askedFor(cursor: Cursor | undefined, limit: number | undefined): Asked {
  if (limit !== undefined) check('invalid-argument', 'The limit', limit, LIMIT);
  const place = placeOf(cursor);
  return { ...place, rows: limit && limit + (place.seq === 0 ? 0 : 1) };
}

/** Fits into what every database counts rows with. */
export const LIMIT = whole(1, 1_000_000_000);

function placeOf(cursor: Cursor | undefined): Place {
  if (cursor === undefined) return { seq: 0, id: '' };
  const [, seq = '', id = ''] = /^(\d{1,15}) (.*)$/s.exec(cursor) ?? [];
  if (seq === '') throw foreignCursor();
  return { seq: Number(seq), id };
}

/**
 * What follows a place.
 * @param rows the event at the place, unless it comes before all events, and those after it
 * @throws StudyError `invalid-argument` if another event stands there: the cursor is of another log, or of one that was replaced
 */
export function pageAfter(place: Place, rows: readonly Numbered[]): LogPage {
  const fresh = place.seq === 0 ? rows : rows.slice(1);
  if (fresh !== rows && rows[0]?.[1].id !== place.id) throw foreignCursor();
  const last = fresh.at(-1);
  return {
    events: fresh.map(([, event]) => event),
    cursor: cursorAt(last ? { seq: last[0], id: last[1].id } : place),
  };
}

export function foreignCursor(): StudyError {
  return new StudyError('invalid-argument', 'The cursor is of another log, or this one was replaced; read without one');
}
