import type { CardId } from '../../deck/deck.js';
import type { CardEvent } from '../../log/event.js';
import type { Due } from '../../time/due.js';
import { dayNumber, dayOfNumber, isInstant, isStudyDay, LAST_INSTANT } from '../../time/study-day.js';
import type { Remark } from '../imported.js';
import type { CardRow, Preset, ReviewRow } from './collection.js';
import { type CollectionDays, dayAfter } from './day-numbers.js';
import { dueOf } from './due.js';
import {
  addBeginning,
  addMove,
  addRemark,
  addRow,
  addSeed,
  addSuspension,
  blankPast,
  type Draft,
  instantAfter,
} from './history-draft.js';
import { type MemoryAssumptions, memoryAfter, memoryOfCard } from './history-memory.js';
import { historyStart, isReset } from './history-start.js';

/** What the history of a card is read by, besides its rows. */
export interface HistoryContext extends MemoryAssumptions {
  readonly days: CollectionDays;
  /** Instant before which answers are not trusted. */
  readonly ignoreBefore: number;
}

/** What is known of a card's past. */
export interface CardPast {
  /** In the order of history. */
  readonly events: readonly CardEvent[];
  readonly remarks: readonly Remark[];
}

const DEFAULT_RETENTION = 0.9;
const SUSPENDED = -1;
const LAST_PLAUSIBLE = LAST_INSTANT - 1_000;

/** How the histories of all cards under a preset are read. */
export function historyContext(days: CollectionDays, preset?: Preset): HistoryContext {
  const { historicalRetention = DEFAULT_RETENTION, parameters = [], ignoreReviewsBefore } = preset ?? {};
  const ignoreBefore = isStudyDay(ignoreReviewsBefore) ? days.clock.startOf(ignoreReviewsBefore) : 0;
  return { days, historicalRetention, parameters, ignoreBefore };
}

/**
 * What happened to a card. Every answer is a review; where Anki's memory model starts later than the answers do, a reset or a
 * seed stands between. What the rows do not explain about the card follows after them: its due, if it is another than the last
 * row promised, its suspension, and the memory of a card whose rows are lost. An event is the same whenever its row is read;
 * what follows after the rows gives way to the rows of a later export.
 * @param rows the card's rows, in ascending order
 * @param cardId the id that the card has here
 */
export function eventsOf(card: CardRow, rows: readonly ReviewRow[], cardId: CardId, context: HistoryContext): CardPast {
  const draft = blankPast(card, cardId, context.days);
  const dated = rows.every(isDated) ? rows : rows.filter(isDated);
  const start = historyStart(dated, context.ignoreBefore);
  let lost = rows.length - dated.length;
  for (let index = 0; index < dated.length; index++) {
    const row = dated[index] as ReviewRow;
    const isStart = index === start?.row;
    const before = dated[index - 1];
    if (isStart && start?.isComplete && before && !isReset(before)) addBeginning(draft, row.id);
    if (!addRow(draft, row)) lost++;
    if (isStart && !start?.isComplete) {
      addSeed(draft, 'seeded', row.id, draft.reviewed, memoryAfter(row, context), draft.due as Due);
    }
  }
  if (lost > 0)
    addRemark(draft, 'dropped', `${lost} of its ${rows.length} review rows say nothing of what happened when`);
  if (start === undefined || card.type === 0) replacePast(draft, context);
  addPresent(draft);
  return { events: draft.events, remarks: draft.remarks };
}

function isDated({ id }: ReviewRow): boolean {
  return isPlausible(id);
}

/** Adds what the card itself tells of a past whose rows do not count, or are lost. */
function replacePast(draft: Draft, context: HistoryContext): void {
  const { card, days } = draft;
  const due = dueOf(card, days);
  const memory = due === undefined ? undefined : memoryOfCard(card, context);
  if (due === undefined || memory === undefined) {
    if (draft.due !== undefined) addBeginning(draft, instantAfter(draft, 0));
    if (due !== undefined)
      addRemark(draft, 'changed', 'is new again: the reviews in which it was being learned are lost');
    return;
  }
  const reviewed = (card.lastReviewed ?? Number.NaN) * 1000;
  const interval = card.interval >= 0 && Number.isFinite(card.interval) ? Math.floor(card.interval) : 0;
  const day = isInstant(reviewed) ? days.numberAt(reviewed) : numberOf(due, days) - interval;
  const at = isInstant(reviewed) ? reviewed : days.clock.startOf(dayOfNumber(day));
  const promised = typeof due === 'string' ? dayAfter(day, interval) : due;
  addSeed(draft, 'known', instantAfter(draft, isPlausible(at) ? at : 0), day, memory, promised);
}

/** Adds what the card itself tells of the present, and the rows do not. */
function addPresent(draft: Draft): void {
  const { card, days } = draft;
  const isBuried = card.queue < SUSPENDED;
  if (draft.due !== undefined) {
    const due = presentDue(card, days, isBuried);
    if (due !== undefined && due !== draft.due) addMove(draft, instantAfter(draft, 0), due);
  } else if (isBuried) addRemark(draft, 'changed', 'may come on the day it was buried on: new cards have no due');
  if (card.queue === SUSPENDED) addSuspension(draft, instantAfter(draft, isPlausible(card.id) ? card.id : 0));
}

/** When the card is due; if it is buried, not before the day after. */
function presentDue(card: CardRow, days: CollectionDays, isBuried: boolean): Due | undefined {
  const due = dueOf(card, days);
  const buried = card.modified * 1000;
  if (due === undefined || !isBuried || !isInstant(buried)) return due;
  const tomorrow = days.numberAt(buried) + 1;
  return numberOf(due, days) < tomorrow ? dayOfNumber(tomorrow) : due;
}

function numberOf(due: Due, days: CollectionDays): number {
  return typeof due === 'string' ? dayNumber(due) : days.numberAt(due);
}

/** Whether something can have happened then: since 1970, and so that something can follow. */
function isPlausible(instant: number): boolean {
  return isInstant(instant) && instant >= 0 && instant < LAST_PLAUSIBLE;
}
