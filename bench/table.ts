import type { Figure } from './figure.js';
import { amount, count, digits } from './words.js';

export const HEAD = `\
| target | case | work | baseline | cards / reviews | ours | baseline | ours ÷ baseline (min–max) | to reach | reached |
|---|---|---|---|---|---|---|---|---|---|`;

/** A row of the table: medians over the rounds. */
export function rowOf({ case: name, work, baseline, size, unit, ours, peer, ratio, target }: Figure): string {
  const cells = [
    target?.number ?? '',
    name,
    work,
    baseline ?? '',
    size ? `${count(size.cards)} / ${count(size.cards * size.reviewsPerCard)}` : '',
    amount(ours, unit),
    peer === undefined ? '' : amount(peer, unit),
    ratio ? `**${digits(ratio.median)}** (${digits(ratio.least)}–${digits(ratio.most)})` : '',
    target?.text ?? '',
    target ? (target.reached ? 'yes' : 'no') : '',
  ];
  return `| ${cells.join(' | ')} |`;
}

/** What was measured where, as a list. */
export function listOf(conditions: Readonly<Record<string, string>>): string {
  return Object.entries(conditions)
    .map(([name, value]) => `- ${name}: ${value}`)
    .join('\n');
}
