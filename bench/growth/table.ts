import { amount, count } from '../words.js';
import type { Growth } from './climb.js';

/** A table of operations of which the same thing grows. */
export function growthTable(growths: readonly Growth[]): string {
  const sizes = [...new Set(growths.flatMap(({ points, leftOut }) => [...points, ...leftOut].map(({ size }) => size)))];
  sizes.sort((a, b) => a - b);
  const head = ['operation', ...sizes.map((size) => `${count(size)} ${growths[0]?.growing}`), 'exponent'];
  const rows = growths.map((growth) => [
    growth.work,
    ...sizes.map((size) => cell(growth, size)),
    growth.exponent === undefined ? '' : `**${growth.exponent.toFixed(2)}**`,
  ]);
  return [head, head.map(() => '---'), ...rows].map((cells) => `| ${cells.join(' | ')} |`).join('\n');
}

function cell({ points, leftOut }: Growth, size: number): string {
  const point = points.find((point) => point.size === size);
  if (point) return amount(point.ms, 'ms');
  return leftOut.find((left) => left.size === size)?.why ?? '';
}
