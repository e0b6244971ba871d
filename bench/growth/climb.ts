import { totalmem } from 'node:os';
import { exponent } from '../fit.js';
import { type GeneratedStudy, samplesOf } from '../processes.js';
import { median } from '../rounds.js';
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

const BYTES_PER_MB = 2 ** 20;
/** One round at least, and more while an operation at one size has taken no longer than this. */
const ROUNDS = 5;
const ROUNDS_MS = 3_000;
/** Sizes grow tenfold, and so may time; what is not flat is then left out rather than waited for. */
const STEP = 10;
/** What is large needs more than Node would take by itself. */
const FLAGS = [`--max-old-space-size=${Math.floor((totalmem() / BYTES_PER_MB) * 0.7)}`];

/** An operation on its way up through the sizes. */
export class Climb {
  readonly series: Series;
  readonly #operation: Operation;
  readonly #bundle: string;
  readonly #points: Point[] = [];
  readonly #leftOut: Growth['leftOut'][number][] = [];
  #lastMs = 0;

  constructor(series: Series, operation: Operation, bundle: string) {
    this.series = series;
    this.#operation = operation;
    this.#bundle = bundle;
  }

  /** Measures the operation in a study of the next size, unless that would take longer than there is time left. */
  async measure(size: number, study: () => GeneratedStudy, leftMs: number): Promise<void> {
    if (this.#lastMs * STEP > leftMs) {
      this.#leftOut.push({ size, why: 'not in the time given' });
      return;
    }
    const place = study();
    const began = performance.now();
    const spent = () => performance.now() - began;
    const rounds: number[] = [];
    try {
      while (rounds.length === 0 || (rounds.length < ROUNDS && spent() < ROUNDS_MS)) {
        rounds.push(median(await samplesOf(this.#bundle, place, this.#operation, FLAGS)));
      }
    } catch (error) {
      process.stderr.write(`${this.#operation.name} at ${size}: ${(error as Error).message}\n`);
      this.#leftOut.push({ size, why: 'failed' });
      return;
    }
    this.#lastMs = spent() / rounds.length;
    this.#points.push({ size, ms: median(rounds) });
  }

  get growth(): Growth {
    const { name, work } = this.#operation;
    const points = this.#points;
    const slope = points.length > 1 ? exponent(points.map(({ size, ms }) => [size, ms])) : undefined;
    return { operation: name, work, growing: this.series.growing, points, exponent: slope, leftOut: this.#leftOut };
  }
}
