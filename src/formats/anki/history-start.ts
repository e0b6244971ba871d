import type { ReviewRow } from './collection.js';

const LEARNING = 0;
const FILTERED = 3;
const MANUAL = 4;
const SECONDS_PER_DAY = 86_400;

/** Whether a card was asked and a button pressed. */
export function isAnswered({ button }: ReviewRow): boolean {
  return button === 1 || button === 2 || button === 3 || button === 4;
}

/** Whether the card was made new again. */
export function isReset(row: ReviewRow): boolean {
  return row.kind === MANUAL && row.factor === 0 && !isAnswered(row);
}

/** Whether the card was seen in a filtered deck that schedules nothing. */
export function isCramming({ kind, factor }: ReviewRow): boolean {
  return kind === FILTERED && factor === 0;
}

/** Where the history begins that Anki's FSRS looks at. */
export interface HistoryStart {
  /** Index of the row with its first answer. */
  readonly row: number;
  /** Whether it begins with the first learning of the card; otherwise the row only tells where the card stood then. */
  readonly isComplete: boolean;
}

/**
 * Where the history of a card begins; nothing if none of its rows counts. It is what Anki's FSRS goes by: the newest run of
 * rows that begins with learning the card; if there is none since it was last made new, the oldest answer that was given an interval of days.
 * @param rows of one card, in ascending order
 * @param ignoreBefore instant before which answers are not trusted
 */
export function historyStart(rows: readonly ReviewRow[], ignoreBefore: number): HistoryStart | undefined {
  let learned = -1;
  let graded = -1;
  for (let index = rows.length - 1; index >= 0; index--) {
    const row = rows[index] as ReviewRow;
    if (isCramming(row)) continue;
    const isAnswer = isAnswered(row);
    const isOverDays = row.interval >= 1 || row.interval <= -SECONDS_PER_DAY;
    if (isAnswer && isOverDays && row.id > ignoreBefore) graded = index;
    if (isAnswer && row.kind === LEARNING) learned = index;
    else if (isReset(row) || learned >= 0) break;
  }
  if (learned >= 0) {
    const isTrusted = (rows[learned] as ReviewRow).id >= ignoreBefore || learned === rows.length - 1;
    if (isTrusted) return { row: learned, isComplete: true };
  }
  return graded >= 0 ? { row: graded, isComplete: false } : undefined;
}
