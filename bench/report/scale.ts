/** A logarithmic axis from one power of ten to another, laid on a stretch of the picture. */
export interface Scale {
  readonly decades: readonly number[];
  at(value: number): number;
}

/** The least such axis that all of the values lie on. */
export function logScale(values: readonly number[], from: number, to: number): Scale {
  const low = Math.floor(Math.log10(Math.min(...values)));
  const high = Math.max(low + 1, Math.ceil(Math.log10(Math.max(...values))));
  const decades = Array.from({ length: high - low + 1 }, (_, step) => 10 ** (low + step));
  return { decades, at: (value) => from + ((Math.log10(value) - low) / (high - low)) * (to - from) };
}
