import { type CardId, cardId } from '../../deck/deck.js';
import { isCardId } from '../../deck/parse.js';
import { StudyError } from '../../errors.js';
import { shown } from '../../json.js';
import { GRADES, type Grade } from '../../log/event.js';
import { dayNumber, isInstant } from '../../time/study-day.js';
import { nameOf } from '../names.js';

/** A row of a review log. */
export interface ReviewRow {
  readonly cardId: CardId;
  readonly at: number;
  readonly grade: Grade;
  readonly durationMs?: number;
}

/** Where the columns of a review log are, counted from 0. */
export interface ReviewLayout {
  readonly card: number;
  readonly time: number;
  readonly rating: number;
  readonly duration: number | undefined;
}

/** The names of the columns in small letters without anything between them: those of FSRS tools, and of the fields of py-fsrs. */
const COLUMNS = {
  card: ['cardid'],
  time: ['reviewtime', 'reviewdatetime'],
  rating: ['reviewrating', 'rating'],
  duration: ['reviewduration'],
} satisfies Readonly<Record<string, readonly string[]>>;

/** @throws StudyError `invalid-file` if a column is missing */
export function reviewLayoutOf(header: readonly string[]): ReviewLayout {
  const names = header.map((cell) => cell.toLowerCase().replace(/[^a-z]/g, ''));
  const find = (role: keyof typeof COLUMNS) => {
    const column = names.findIndex((name) => COLUMNS[role].includes(name));
    return column < 0 ? undefined : column;
  };
  const [card, time, rating, duration] = [find('card'), find('time'), find('rating'), find('duration')];
  if (card === undefined || time === undefined || rating === undefined) {
    const there = shown(header.join(', '));
    const message = `This is no review log: its first row must name the columns card_id, review_time and review_rating; it is ${there}`;
    throw new StudyError('invalid-file', message);
  }
  return { card, time, rating, duration };
}

/** Makes card ids of what stands in the column of cards. */
export type CardIdOf = (value: string) => CardId;

/** Card ids stay as they are; anything else becomes a key in the deck. Each value is looked at once. */
export function cardIdsIn(deckId: string, given: CardIdOf | undefined): CardIdOf {
  const known = new Map<string, CardId>();
  return (value) => {
    let id = known.get(value);
    if (id === undefined) {
      id = given ? given(value) : isCardId(value) ? value : cardId(deckId, nameOf(value));
      if (!isCardId(id)) {
        throw new StudyError(
          'invalid-argument',
          `cardId made ${shown(id)} of ${shown(value)}; it must be like "deck/key"`,
        );
      }
      known.set(value, id);
    }
    return id;
  };
}

/** The review in a row, or what is wrong with it. */
export function reviewIn(cells: readonly string[], layout: ReviewLayout, cardIdOf: CardIdOf): ReviewRow | string {
  const card = cells[layout.card]?.trim() ?? '';
  const time = cells[layout.time] ?? '';
  const rating = cells[layout.rating] ?? '';
  const duration = (layout.duration === undefined ? '' : (cells[layout.duration] ?? '')).trim();
  const grade = gradeIn(rating);
  const at = instantIn(time);
  if (card === '') return 'it names no card';
  if (grade === undefined) return `its rating is ${shown(rating)}; a review has one from 1 (again) to 4 (easy)`;
  if (at === undefined) return `its time is ${shown(time)}; it must be in ISO 8601, or in ms or seconds since 1970 UTC`;
  const durationMs = Number(duration);
  const isTimed = duration !== '' && durationMs >= 0 && durationMs <= Number.MAX_SAFE_INTEGER;
  return { cardId: cardIdOf(card), at, grade, ...(isTimed && { durationMs }) };
}

/** Ratings are numbers from 1; some tools write them as `3.0`, or by their names. */
function gradeIn(cell: string): Grade | undefined {
  const number = cell.length === 1 ? cell.charCodeAt(0) - 0x30 : Number(cell);
  const name = cell.trim().toLowerCase() as Grade;
  return GRADES[number - 1] ?? (GRADES.includes(name) ? name : undefined);
}

/** Numbers below this are seconds: as ms they would lie before March 1973, as seconds this is the year 5138. */
export const LEAST_MS = 100_000_000_000;

const ISO =
  /^(\d{4}-\d{2}-\d{2})(?:[T ](\d{2}):(\d{2})(?::(\d{2})(?:[.,](\d{1,9}))?)?)? ?(?:Z|UTC|([+-])(\d{2}):?(\d{2}))?$/i;

/** An instant as FSRS tools write it. A time without a zone is in UTC. */
function instantIn(cell: string): number | undefined {
  const text = cell.trim();
  if (/^\d+(\.\d*)?$/.test(text)) {
    const number = Number(text);
    const at = Math.round(number < LEAST_MS ? number * 1000 : number);
    return isInstant(at) ? at : undefined;
  }
  const found = ISO.exec(text);
  if (found === null) return undefined;
  const [, day = '', hour = '0', minute = '0', second = '0', fraction = '0', sign, zoneHour = '0', zoneMinute = '0'] =
    found;
  const [hours, minutes, seconds] = [Number(hour), Number(minute), Number(second)];
  const ahead = (sign === '-' ? -1 : 1) * (Number(zoneHour) * 60 + Number(zoneMinute));
  const ms = Math.floor(Number(`0.${fraction}`) * 1000 + ROUNDING);
  const at = (((dayNumber(day) * 24 + hours) * 60 + minutes - ahead) * 60 + seconds) * 1000 + ms;
  return hours < 24 && minutes < 60 && seconds <= 60 && isInstant(at) ? at : undefined;
}

/** Takes back what is lost when a decimal fraction becomes a binary one. */
const ROUNDING = 1e-6;
