import type { About, Quantity, Size } from './case.js';
import { median, type Round } from './rounds.js';

/** A figure as the tables show it and a program would read it. */
export interface Figure {
  readonly case: string;
  readonly work: string;
  readonly baseline?: string | undefined;
  readonly meaning?: string | undefined;
  readonly size?: Size | undefined;
  readonly unit: 'ms' | 'bytes';
  /** Median of the rounds, for one operation. */
  readonly ours: number;
  readonly peer?: number | undefined;
  /** Ours divided by the baseline's, round by round. */
  readonly ratio?: Spread | undefined;
  readonly rounds: number;
  readonly target?: Aim | undefined;
}

interface Spread {
  readonly median: number;
  readonly least: number;
  readonly most: number;
}

/** A target, and whether it was reached. */
interface Aim {
  readonly number?: number | undefined;
  readonly text: string;
  /** The greatest ratio that reaches it, where it is one of ratios. */
  readonly ratio?: number | undefined;
  readonly reached: boolean;
}

type Description = Pick<About, 'name' | 'work' | 'baseline' | 'meaning' | 'target' | 'targetNumber' | 'quantity'>;

export function figureOf(about: Description, rounds: readonly Round[], size?: Size): Figure {
  const { name, work, baseline, meaning, target, targetNumber: number, quantity = 'time' } = about;
  const ours = median(rounds.map((round) => round.ours));
  const peer = median(rounds.map((round) => round.peer));
  const ratio = spreadOf(rounds.map((round) => round.ours / round.peer));
  const aim = target && {
    number,
    text: target.text,
    ratio: target.ratio,
    reached: target.reached(ratio.median, ours, size?.cards ?? 0),
  };
  return {
    case: name,
    work,
    baseline,
    meaning,
    size: size?.cards ? size : undefined,
    unit: UNITS[quantity],
    ours,
    peer,
    ratio,
    rounds: rounds.length,
    target: aim,
  };
}

const UNITS: Readonly<Record<Quantity, Figure['unit']>> = { time: 'ms', allocation: 'bytes', holding: 'bytes' };

function spreadOf(numbers: readonly number[]): Spread {
  return { median: median(numbers), least: Math.min(...numbers), most: Math.max(...numbers) };
}
