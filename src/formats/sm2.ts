/** What the SM-2 algorithm and its kin know of a card. */
export interface Sm2Memory {
  /** The factor by which an interval grows, such as 2.5. */
  readonly ease: number;
  readonly intervalDays: number;
  /** The share that was remembered while that algorithm scheduled, 0 to 1; by default 0.9. */
  readonly historicalRetention?: number;
  /** FSRS parameters: 21, 19 or 17; empty or absent for the model's own. */
  readonly parameters?: readonly number[];
}

/** Memory as FSRS has it, in the bounds that events keep. */
export interface Memory {
  /** Days until recall falls to 90 %. */
  readonly stability: number;
  /** From 1 to 10. */
  readonly difficulty: number;
}

/** The parameters 8, 9, 10 and 20 of FSRS-6 by default: fsrs-rs, `src/inference.rs`, `DEFAULT_PARAMETERS`. */
const DEFAULTS = { gain: 1.8722, saturation: 0.1666, spacing: 0.796, decay: 0.1542 };
/** Parameter 20 of the models before FSRS-6, which had no such parameter: fsrs-rs, `FSRS5_DEFAULT_DECAY`. */
const DECAY_BEFORE_FSRS6 = 0.5;
const DEFAULT_RETENTION = 0.9;
const LEAST_RETENTION = 0.01;
const MOST_RETENTION = 0.999;

/**
 * The FSRS memory that fits what SM-2 knows of a card: the stability with which recall falls to the retention within the
 * interval, and the difficulty with which the next good review would grow it by the ease. The formula is
 * `memory_state_from_sm2` of fsrs-rs, the reference implementation:
 * https://github.com/open-spaced-repetition/fsrs-rs/blob/0cbb9d3/src/inference.rs
 */
export function memoryOfSm2({ ease, intervalDays, historicalRetention, parameters = [] }: Sm2Memory): Memory {
  const retention = within(historicalRetention, LEAST_RETENTION, MOST_RETENTION, DEFAULT_RETENTION);
  const isFitted = parameters.length > 0;
  const gain = parameters[8] ?? DEFAULTS.gain;
  const saturation = parameters[9] ?? DEFAULTS.saturation;
  const spacing = parameters[10] ?? DEFAULTS.spacing;
  const decay = parameters[20] ?? (isFitted ? DECAY_BEFORE_FSRS6 : DEFAULTS.decay);
  const decline = (recall: number) => recall ** (-1 / decay) - 1;
  const stability = stabilityWithin((intervalDays * decline(0.9)) / decline(retention));
  const growth = Math.exp(gain) * stability ** -saturation * Math.expm1((1 - retention) * spacing);
  return { stability, difficulty: difficultyWithin(11 - (ease - 1) / growth) };
}

/** The nearest stability that an event can carry. */
export const stabilityWithin = (stability: number) => within(stability, 0.001, 36_500, 1);

/** The nearest difficulty that an event can carry. */
export const difficultyWithin = (difficulty: number) => within(difficulty, 1, 10, 5);

function within(value: number | undefined, least: number, most: number, otherwise: number): number {
  if (value === undefined || Number.isNaN(value)) return otherwise;
  return Math.min(Math.max(value, least), most);
}
