import { StudyError } from '../errors.js';
import type { StudyEvent } from '../log/event.js';
import type { Cursor, LogPage } from './store.js';

/** A place in a log: its number there, and the id of the event at it, by which the log is recognised. Before all events, 0. */
export interface Place {
  readonly seq: number;
  readonly id: string;
}

/** An event with its number in the log: from 1, rising, maybe with gaps. */
export type Numbered = readonly [seq: number, event: StudyEvent];

export function cursorAt({ seq, id }: Place): Cursor {
  return `${seq} ${id}` as Cursor;
}

/** @throws StudyError `invalid-argument` for what was never a cursor */
export function placeOf(cursor: Cursor | undefined): Place {
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
