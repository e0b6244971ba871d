import { exponent } from '../fit.js';
import type { Operation, Series } from './operations.js';

/** How an operation grows. */
export interface Growth {
  readonly operation: string;
  readonly work: string;
  readonly growing: Series['growing'];
  readonly points: readonly Point[];
  /** Of the time in what grows: 0 is flat, 1 grows as fast. Nothing where there are no two sizes to compare. */
  readonly exponent?: number | undefined;
  /** Sizes that were not measured, and why. */
  readonly leftOut: readonly { readonly size: number; readonly why: string }[];
}

interface Point {
  /** How many cards or reviews. */
  readonly size: number;
  /** Median of the rounds. */
  readonly ms: number;
}

export function growthOf(
  { name, work }: Operation,
  { growing }: Series,
  points: readonly Point[],
  leftOut: Growth['leftOut'],
): Growth {
  const slope = points.length > 1 ? exponent(points.map(({ size, ms }) => [size, ms])) : undefined;
  return { operation: name, work, growing, points, exponent: slope, leftOut };
}
