/** A figure in words. */
export function amount(figure: number, unit: 'ms' | 'bytes'): string {
  if (unit === 'bytes') return figure >= 10_000 ? `${digits(figure / 1_000)} kB` : `${Math.round(figure)} B`;
  if (figure >= 1_000) return `${(figure / 1_000).toFixed(2)} s`;
  return figure >= 1 ? `${digits(figure)} ms` : `${digits(figure * 1_000)} µs`;
}

export function count(number: number): string {
  if (number >= 1_000_000) return `${number / 1_000_000}M`;
  return number >= 1_000 ? `${number / 1_000}k` : String(number);
}

export function digits(number: number): string {
  return number >= 100 ? number.toFixed(0) : String(Number(number.toPrecision(number < 0.1 ? 2 : 3)));
}
