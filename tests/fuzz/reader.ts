import type { StudyErrorCode } from 'ownwords';
import type { Random } from './pick.js';

/** A reader, and how its damaged files are made. */
export interface Reader {
  readonly name: string;
  /** With these it may refuse a file. */
  readonly refusals: readonly StudyErrorCode[];
  /** Gives, for one case after another, what reads a damaged file. */
  prepare(): Promise<(random: Random, number: number) => () => unknown>;
  /** Throws if what was read is not as it must be. */
  check(result: unknown): void;
}

export const FILE_REFUSALS: readonly StudyErrorCode[] = ['invalid-file', 'unsafe-file', 'too-large', 'newer-version'];

/** A reader whose results are checked as what it gives. */
export function readerOf<Result>(reader: {
  readonly name: string;
  readonly refusals: readonly StudyErrorCode[];
  readonly prepare: () => Promise<(random: Random, number: number) => () => Result | Promise<Result>>;
  readonly check: (result: Result) => void;
}): Reader {
  return reader as Reader;
}
