import type { Target } from './target.js';

/** How large a study is. */
export interface Size {
  readonly cards: number;
  readonly reviewsPerCard: number;
}

/** Where one side of a comparison finds its inputs, and where it may write. */
export interface Place {
  /** How many cards the study has. */
  readonly cards: number;
  /** Folder of the study that both sides are given. */
  readonly inputs: string;
  /** An empty folder of this process alone. */
  readonly scratch: string;
}

/** One side of a comparison, ready to run. */
export interface Task {
  /** How many operations one run is; figures are given for one of them. By default 1. */
  readonly operations?: number;
  /** Not measured, before each run: makes what a run uses up. */
  before?(): unknown;
  /** What is measured. */
  run(): unknown;
  /** What the runs have led to, as lines that are equal on both sides. */
  result(): readonly string[] | Promise<readonly string[]>;
}

/** Prepares one side. It is bundled without the other, and runs in a process of its own. */
export type Side = (place: Place) => Task | Promise<Task>;

/** How often a task is run in one process. The figure of the process is the median of its samples. */
export interface Plan {
  readonly warmUps: number;
  readonly samples: number;
}

/** What is measured of a run: ms, bytes that it allocates, or bytes that are held after it. */
export type Quantity = 'time' | 'allocation' | 'holding';

/** What is compared with what. */
export interface About {
  /** Also the name of the file in `cases/`. */
  readonly name: string;
  readonly work: string;
  readonly baseline: string;
  /** What the figure means to a user, in a sentence. */
  readonly meaning?: string;
  /** Of the target in the list of targets. */
  readonly targetNumber?: number;
  readonly target?: Target;
  /** By default time. */
  readonly quantity?: Quantity;
  readonly plan: Plan;
  /** After how many runs the results are compared; by default 1. */
  readonly checkedRuns?: number;
  /** At least so many rounds in a full run, where a process has few samples. */
  readonly rounds?: number;
  readonly sizes: {
    readonly full: readonly Size[];
    readonly short: readonly Size[];
    /** Besides the full ones, for those who have the minutes. */
    readonly large?: readonly Size[];
  };
}

/** The usual sizes: ten thousand cards and a hundred thousand reviews, or a tenth of that. */
export const USUAL: About['sizes'] = {
  full: [{ cards: 10_000, reviewsPerCard: 10 }],
  short: [{ cards: 1_000, reviewsPerCard: 10 }],
};

/** For what needs no study. */
export const NO_STUDY: Size = { cards: 0, reviewsPerCard: 0 };
