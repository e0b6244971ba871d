import type { ReviewRow } from './collection.js';
import type { SqlValue } from './sqlite.js';
import { small, whole } from './values.js';

export const REVIEWS = 'SELECT id, cid, ease, ivl, lastIvl, factor, time, type FROM revlog NOT INDEXED ORDER BY id';

const RESCHEDULED = 5;

/** What becomes of a row of `REVIEWS`. */
export function reviewOf(row: SqlValue[]): ReviewRow {
  const [id, cid, ease, ivl, lastIvl, factor, time, type] = row;
  const button = small(ease);
  const kind = small(type);
  const durationMs = Math.max(0, small(time));
  return {
    id: whole(id),
    cardId: whole(cid),
    button: button >= 1 && button <= 4 ? button : 0,
    interval: small(ivl),
    lastInterval: small(lastIvl),
    factor: small(factor),
    durationMs,
    kind: kind === 0 && button === 0 && durationMs === 0 ? RESCHEDULED : kind >= 0 && kind <= RESCHEDULED ? kind : 0,
  };
}
