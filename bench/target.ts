/** What we want to reach. Missing it fails nothing: machines differ. */
export interface Target {
  readonly text: string;
  /** The greatest ratio that reaches it, where it is one of ratios. */
  readonly ratio?: number;
  /**
   * @param ratio our figure divided by the baseline's
   * @param ours in ms or bytes
   * @param cards how many the study has
   */
  reached(ratio: number, ours: number, cards: number): boolean;
}

/** At most so many times the baseline's figure. */
export function atMost(times: number): Target {
  return { text: `≤ ${times.toFixed(2)}`, ratio: times, reached: (ratio) => ratio <= times };
}

/** So many times faster than the baseline. */
export function faster(times: number): Target {
  const most = 1 / times;
  return { text: `≤ ${most.toFixed(3)} (${times}× faster)`, ratio: most, reached: (ratio) => ratio <= most };
}

/** At least this share of the baseline's throughput. */
export function throughput(share: number): Target {
  const most = 1 / share;
  const text = `≤ ${most.toFixed(2)} (${share} of the throughput)`;
  return { text, ratio: most, reached: (ratio) => ratio <= most };
}

/** At most so many microseconds, whatever the baseline takes. */
export function microseconds(most: number): Target {
  return { text: `≤ ${most} µs`, reached: (_, ourMs) => ourMs * 1_000 <= most };
}

/** At most so many microseconds for each card of the study. */
export function microsecondsACard(most: number): Target {
  return { text: `≤ ${most} µs a card`, reached: (_, ourMs, cards) => (ourMs * 1_000) / cards <= most };
}

/** At most so many bytes, whatever the baseline takes. */
export function bytes(most: number): Target {
  const text = most < 1_000 ? `${most} bytes` : `${most / 1_000} kB`;
  return { text: `≤ ${text}`, reached: (_, ours) => ours <= most };
}

/** From Node 24 on, where ts-fsrs runs faster, some targets are others. */
export function byNode<Value>(before24: Value, from24: Value): Value {
  return Number(process.versions.node.split('.')[0]) >= 24 ? from24 : before24;
}
