import type { CardId } from '../../deck/deck.js';
import { type CardEvent, GRADES, type Grade } from '../../log/event.js';
import type { Due } from '../../time/due.js';
import { dayOfNumber } from '../../time/study-day.js';
import type { Remark } from '../imported.js';
import type { Memory } from '../sm2.js';
import type { CardRow, ReviewRow } from './collection.js';
import { type CollectionDays, dayAfter } from './day-numbers.js';
import { dueAfter } from './due.js';
import { ankiEventId } from './event-ids.js';
import { isAnswered, isCramming, isReset } from './history-start.js';

const MANUAL = 4;

/** The past of a card that events are still added to. */
export interface Draft {
  readonly card: CardRow;
  readonly cardId: CardId;
  readonly days: CollectionDays;
  /** In the order of history. */
  readonly events: CardEvent[];
  remarks: readonly Remark[];
  /** How many reviews count since the last reset or seed. */
  nth: number;
  /** The due that stands; nothing while the card is new. */
  due: Due | undefined;
  /** The day of the last review. What FSRS moves is counted from there; what the learner moves, from the day it is moved. */
  reviewed: number;
  /** The instant of the latest event or row; nothing before there is one. */
  at: number | undefined;
}

const NO_REMARKS: readonly Remark[] = [];

/** The past of a card that nothing has happened to. */
export function blankPast(card: CardRow, cardId: CardId, days: CollectionDays): Draft {
  return { card, cardId, days, events: [], remarks: NO_REMARKS, nth: 0, due: undefined, reviewed: 0, at: undefined };
}

/** Adds what a row tells, and says whether it tells anything. */
export function addRow(draft: Draft, row: ReviewRow): boolean {
  const { card, cardId, days, events } = draft;
  const { id: at, button, kind, interval, durationMs } = row;
  draft.at = at;
  if (isReset(row)) {
    events.push({ id: ankiEventId('reset', at, card.id), type: 'reset', at, cardId });
    draft.nth = 0;
    draft.due = undefined;
    return true;
  }
  const number = days.numberAt(at);
  if (!isAnswered(row)) {
    if (kind < MANUAL) return false;
    if (draft.due === undefined) return true;
    const due = dayAfter(kind === MANUAL ? number : draft.reviewed, interval);
    events.push({ id: ankiEventId('rescheduled', at, card.id), type: 'rescheduled', at, cardId, due });
    draft.due = due;
    return true;
  }
  const day = dayOfNumber(number);
  const grade = GRADES[button - 1] as Grade;
  if (isCramming(row)) {
    events.push({ id: ankiEventId('practiced', at, card.id), type: 'practiced', at, cardId, grade, day });
    return true;
  }
  const id = ankiEventId('reviewed', at, card.id);
  const nth = ++draft.nth;
  const due = dueAfter(interval, at, number, days);
  draft.due = due;
  draft.reviewed = number;
  if (durationMs >= 0 && durationMs <= Number.MAX_SAFE_INTEGER) {
    events.push({ id, type: 'reviewed', at, cardId, grade, day, nth, due, durationMs });
  } else events.push({ id, type: 'reviewed', at, cardId, grade, day, nth, due });
  return true;
}

/** Adds a new beginning that no row tells of. */
export function addBeginning(draft: Draft, at: number): void {
  const { card, cardId, events } = draft;
  events.push({ id: ankiEventId('fresh', at, card.id), type: 'reset', at, cardId });
  draft.nth = 0;
  draft.due = undefined;
  draft.at = at;
}

/**
 * Adds what the past before came to.
 * @param source whether a row tells of it, or the card itself
 */
export function addSeed(
  draft: Draft,
  source: 'seeded' | 'known',
  at: number,
  day: number,
  memory: Memory,
  due: Due,
): void {
  const { card, cardId, events } = draft;
  const { stability, difficulty } = memory;
  const id = ankiEventId(source, at, card.id);
  events.push({ id, type: 'seeded', at, cardId, day: dayOfNumber(day), stability, difficulty, due });
  draft.nth = 0;
  draft.due = due;
  draft.reviewed = day;
  draft.at = at;
}

/** Adds that the due is another than the rows promise. */
export function addMove(draft: Draft, at: number, due: Due): void {
  const { card, cardId, events } = draft;
  events.push({ id: ankiEventId('moved', at, card.id, due), type: 'rescheduled', at, cardId, due });
  draft.due = due;
  draft.at = at;
}

/** Adds that the card is suspended. */
export function addSuspension(draft: Draft, at: number): void {
  const { card, cardId, events } = draft;
  events.push({ id: ankiEventId('suspended', at, card.id), type: 'suspended', at, cardId });
  draft.at = at;
}

export function addRemark(draft: Draft, kind: Remark['kind'], message: string): void {
  const { card, cardId, remarks } = draft;
  draft.remarks = [...remarks, { kind, place: `card ${card.id}`, message, cardId }];
}

/** The instant after everything so far. */
export function instantAfter({ at }: Draft, otherwise: number): number {
  return at === undefined ? otherwise : at + 1;
}
