/** What we want to reach. Missing it fails nothing: machines differ. */
export interface Target {
  readonly text: string;
  /** @param ratio our time divided by the baseline's */
  reached(ratio: number, ourMs: number): boolean;
}

/** At most so many times the baseline's time. */
export function atMost(times: number): Target {
  return { text: `≤ ${times.toFixed(2)}`, reached: (ratio) => ratio <= times };
}

/** So many times faster than the baseline. */
export function faster(times: number): Target {
  return { text: `≤ ${(1 / times).toFixed(3)} (${times}× faster)`, reached: (ratio) => ratio <= 1 / times };
}

/** At least this share of the baseline's throughput. */
export function throughput(share: number): Target {
  return { text: `≤ ${(1 / share).toFixed(2)} (${share} of the throughput)`, reached: (ratio) => ratio <= 1 / share };
}

/** At most so many microseconds, whatever the baseline takes. */
export function microseconds(most: number): Target {
  return { text: `≤ ${most} µs`, reached: (_, ourMs) => ourMs * 1_000 <= most };
}

/** From Node 24 on, where ts-fsrs runs faster, some targets are others. */
export function byNode<Value>(before24: Value, from24: Value): Value {
  return Number(process.versions.node.split('.')[0]) >= 24 ? from24 : before24;
}
