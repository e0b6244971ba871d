import type { CardId } from '../deck/deck.js';
import { dayNumber, dayOfNumber } from '../time/study-day.js';
import { type EventId, GRADES, type Grade, type Reviewed, type StudyEvent } from './event.js';
import { type ColumnsOf, columnsOf } from './typed-columns.js';

/** What is kept of each event at its row: 22 bytes, to which the id comes. */
export const EVENT_COLUMNS = {
  /** `at`: its low 32 bits, and its high 16 bits with the sign. */
  atLow: Uint32Array,
  atHigh: Int16Array,
  card: Uint32Array,
  /** The row of the event of the same card that was added before, plus one; zero for the first. */
  before: Uint32Array,
  /** Of reviews, as all that follows. */
  durationMs: Uint32Array,
  /** From the review to its due: days from day to day, or minutes from instant to instant. */
  wait: Uint16Array,
  nth: Uint8Array,
  /** Some of the bits below. */
  traits: Uint8Array,
} as const;

export type Columns = ColumnsOf<typeof EVENT_COLUMNS>;

/** The two lowest bits of `traits` are the number of the grade. */
const GRADE = 3;
const IS_REVIEW = 4;
const IS_DUE_AT_INSTANT = 8;
const HAS_DURATION = 16;
const HAS_REST = 32;
/** The two highest: by how many days more than the least the study day is ahead of the day of UTC. */
const AHEAD_SHIFT = 6;
const LEAST_AHEAD = -2; // in the zone that is furthest behind, an hour before the latest rollover
const MOST_AHEAD = 1;

const MS_PER_DAY = 86_400_000;
const MS_PER_MINUTE = 60_000;
const TWO_32 = 2 ** 32;
/** Stands for times that 48 bits cannot hold, thousands of years from now. */
const FAR = -0x8000;

/** The columns with room for so many rows. */
export function resized(columns: Columns, rows: number): Columns {
  return columnsOf(EVENT_COLUMNS, (Type, name) => {
    if (columns[name].length >= rows) return columns[name].subarray(0, rows);
    const longer = new Type(rows);
    longer.set(columns[name]);
    return longer;
  });
}

/** The time of an event; not a number where the columns cannot hold it. */
export function readAt({ atLow, atHigh }: Columns, row: number): number {
  const high = atHigh[row] as number;
  return high === FAR ? Number.NaN : high * TWO_32 + (atLow[row] as number);
}

/** Number of the study day of a review; nothing for another event, or where the columns cannot tell. */
export function readDay(columns: Columns, row: number): number | undefined {
  const traits = columns.traits[row] as number;
  return (traits & (IS_REVIEW | HAS_REST)) === IS_REVIEW ? dayIn(traits, readAt(columns, row)) : undefined;
}

function dayIn(traits: number, at: number): number {
  return Math.floor(at / MS_PER_DAY) + (traits >> AHEAD_SHIFT) + LEAST_AHEAD;
}

/** What the columns cannot hold of an event; nothing where they hold it all. */
export type Rest = Readonly<Record<string, unknown>>;

/** Writes an event at a row, and returns what is left of it: of a review what is rare, of other events everything. */
export function writeEvent(
  columns: Columns,
  row: number,
  event: StudyEvent,
  cardId: CardId | undefined,
): Rest | undefined {
  const { at } = event;
  const high = Math.floor(at / TWO_32);
  columns.atLow[row] = at;
  columns.atHigh[row] = high > FAR && high < -FAR ? high : FAR;
  if (event.type !== 'reviewed' || columns.atHigh[row] === FAR || cardId === undefined || !isUsual(event)) {
    columns.traits[row] = HAS_REST;
    return event as unknown as Rest;
  }
  return writeReview(columns, row, event, cardId);
}

/** The order in which reviews are written; after these comes what a newer version may add. */
const MEMBERS = ['id', 'type', 'at', 'batch', 'cardId', 'grade', 'day', 'nth', 'due', 'durationMs'];
/** Those that the columns have a place for. */
const HELD: ReadonlySet<string> = new Set(MEMBERS.filter((member) => member !== 'batch'));

/** Whether its members come in the usual order, in which they are read again; a batch may stand anywhere. */
function isUsual(review: Reviewed): boolean {
  let place = 0;
  for (const member in review) {
    while (place < MEMBERS.length && MEMBERS[place] !== member) place++;
    if (place === MEMBERS.length && HELD.has(member)) return false;
  }
  return true;
}

function writeReview(columns: Columns, row: number, review: Reviewed, cardId: CardId): Rest | undefined {
  const { at, day, nth, due, durationMs } = review;
  const number = dayNumber(day);
  const ahead = number - Math.floor(at / MS_PER_DAY);
  const isNear = ahead >= LEAST_AHEAD && ahead <= MOST_AHEAD;
  const isDueAtInstant = typeof due === 'number';
  const wait = isDueAtInstant ? (due - at) / MS_PER_MINUTE : dayNumber(due) - number;
  columns.wait[row] = wait;
  columns.nth[row] = nth;
  columns.durationMs[row] = durationMs ?? 0;
  columns.traits[row] =
    GRADES.indexOf(review.grade) |
    IS_REVIEW |
    (isDueAtInstant ? IS_DUE_AT_INSTANT : 0) |
    (durationMs === undefined ? 0 : HAS_DURATION) |
    (isNear ? (ahead - LEAST_AHEAD) << AHEAD_SHIFT : 0);

  let others = durationMs === undefined ? -8 : -9;
  for (const _ in review) others++;
  const fits =
    isNear &&
    columns.wait[row] === wait &&
    columns.nth[row] === nth &&
    columns.durationMs[row] === (durationMs ?? 0) &&
    review.cardId === cardId;
  if (fits && others === 0) return undefined;

  const rest: Record<string, unknown> = {};
  for (const [member, value] of Object.entries(review)) if (!HELD.has(member)) rest[member] = value;
  if (!isNear) rest.day = day;
  if (!isNear || columns.wait[row] !== wait) rest.due = due;
  if (columns.nth[row] !== nth) rest.nth = nth;
  if (columns.durationMs[row] !== (durationMs ?? 0)) rest.durationMs = durationMs;
  if (review.cardId !== cardId) rest.cardId = review.cardId;
  columns.traits[row] = (columns.traits[row] as number) | HAS_REST;
  return rest;
}

/** The event that was written at a row. */
export function readEvent(
  columns: Columns,
  row: number,
  id: string,
  cardIdOf: (card: number) => CardId,
  restAt: (row: number) => Rest | undefined,
): StudyEvent {
  const traits = columns.traits[row] as number;
  const rest = (traits & HAS_REST) > 0 ? restAt(row) : undefined;
  if ((traits & IS_REVIEW) === 0) return rest as unknown as StudyEvent;
  const at = readAt(columns, row);
  const day = dayIn(traits, at);
  const wait = columns.wait[row] as number;
  const review: Draft = {
    id: id as EventId,
    type: 'reviewed',
    at,
    cardId: cardIdOf(columns.card[row] as number),
    grade: GRADES[traits & GRADE] as Grade,
    day: dayOfNumber(day),
    nth: columns.nth[row] as number,
    due: (traits & IS_DUE_AT_INSTANT) > 0 ? at + wait * MS_PER_MINUTE : dayOfNumber(day + wait),
  };
  if ((traits & HAS_DURATION) > 0) review.durationMs = columns.durationMs[row] as number;
  return rest === undefined ? review : completed(review, rest);
}

type Draft = { -readonly [Member in keyof Reviewed]: Reviewed[Member] };

function completed({ id, type, at, ...others }: Reviewed, rest: Rest): Reviewed {
  const { batch } = rest as Partial<Reviewed>;
  return { id, type, at, ...(batch !== undefined && { batch }), ...others, ...rest };
}
