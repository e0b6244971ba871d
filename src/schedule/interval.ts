/** Days until the next review, for the three grades of a card that was remembered. */
export interface Intervals {
  readonly hard: number;
  readonly good: number;
  readonly easy: number;
}

/** Hard never waits longer than good, and good and easy wait at least a day longer than the grade below, as far as the maximum allows. */
export function inOrder(intervals: Intervals, maximumDays: number): Intervals {
  const hard = Math.min(intervals.hard, intervals.good, maximumDays);
  const good = Math.min(Math.max(intervals.good, hard + 1), maximumDays);
  const easy = Math.min(Math.max(intervals.easy, good + 1), maximumDays);
  return { hard, good, easy };
}

/**
 * How wide dues are spread: a day, and this share of the part of the interval that lies in the band.
 * From, to (in days) and share of each band, as in Anki, `rslib/src/scheduler/states/fuzz.rs`.
 */
const FUZZ_BANDS = [
  [2.5, 7, 0.15],
  [7, 20, 0.1],
  [20, Number.POSITIVE_INFINITY, 0.05],
] as const;

/**
 * The interval moved by a few percent.
 * @param days the interval, a whole number of days
 * @param elapsedDays since the last review: a longer interval stays longer than that
 * @param chance from 0 to 1, exclusive: where in the range the result lies
 */
export function fuzzed(days: number, elapsedDays: number, maximumDays: number, chance: number): number {
  if (days < FUZZ_BANDS[0][0]) return days;
  const inBand = (from: number, to: number) => Math.max(Math.min(days, to) - from, 0);
  const spread = FUZZ_BANDS.reduce((sum, [from, to, share]) => sum + share * inBand(from, to), 1);
  const latest = Math.min(Math.round(days + spread), maximumDays);
  const longer = days > elapsedDays ? elapsedDays + 1 : 0;
  const earliest = Math.min(Math.max(2, Math.round(days - spread), longer), latest);
  return earliest + Math.floor(chance * (latest - earliest + 1));
}

/**
 * A number from 0 to 1 (exclusive) that depends on the text alone, evenly spread.
 * FNV-1a, finished as MurmurHash3 finishes (`fmix32`), over UTF-16 code units.
 */
export function chanceOf(text: string): number {
  let hash = 0x811c9dc5;
  for (let index = 0; index < text.length; index++) hash = Math.imul(hash ^ text.charCodeAt(index), 0x01000193);
  hash = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b);
  hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35);
  return ((hash ^ (hash >>> 16)) >>> 0) / 2 ** 32;
}
