import { isRecord } from '../../json.js';
import type { CardRow } from './collection.js';
import type { SqlValue } from './sqlite.js';
import { json, small, text, whole } from './values.js';

export const CARDS = `SELECT id, nid, did, ord, mod, type, queue, due, ivl, factor, reps, lapses, odue, odid, flags, data
  FROM cards NOT INDEXED ORDER BY nid, ord`;

type Writable = { -readonly [Member in keyof CardRow]: CardRow[Member] };

/** What becomes of a row of `CARDS`. */
export function cardOf(row: SqlValue[]): Writable {
  const [id, nid, did, ord, mod, type, queue, due, ivl, factor, reps, lapses, odue, odid, flags, data] = row;
  const card: Writable = {
    id: whole(id),
    noteId: whole(nid),
    deckId: whole(did),
    ord: small(ord),
    modified: whole(mod),
    type: small(type),
    queue: small(queue),
    due: small(due),
    interval: Math.max(0, small(ivl)),
    factor: small(factor),
    reps: small(reps),
    lapses: small(lapses),
    originalDue: small(odue),
    originalDeckId: whole(odid),
    flags: small(flags),
  };
  if (card.type < 0 || card.type > 3) card.type = 0;
  if (card.queue < -3 || card.queue > 4) card.queue = queueOfType(card);
  if (data !== '' && data !== '{}') addData(card, text(data));
  return card;
}

/** The queue that a card of its type waits in. */
export function queueOfType({ type, due, originalDue }: Pick<CardRow, 'type' | 'due' | 'originalDue'>): number {
  if (type === 0 || type === 2) return type;
  return (originalDue || due) > LATEST_DAY ? 1 : 3;
}

/** What is more than any number of a day is an instant, in seconds. */
const LATEST_DAY = 1_000_000_000;

/** A JSON object, in which each member counts by itself. */
function addData(card: Writable, data: string): void {
  const found = json(data);
  if (!isRecord(found)) return;
  const { s, d, lrt, pos } = found;
  if (isWithin(s, Number.MIN_VALUE, 1e9) && isWithin(d, 1, 10)) {
    card.stability = s;
    card.difficulty = d;
  }
  if (isWithin(lrt, 1, Number.MAX_SAFE_INTEGER)) card.lastReviewed = Math.round(lrt);
  if (isWithin(pos, 0, Number.MAX_SAFE_INTEGER)) card.position = Math.round(pos);
}

const isWithin = (value: unknown, least: number, most: number): value is number =>
  typeof value === 'number' && value >= least && value <= most;
