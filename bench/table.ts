import { readFileSync } from 'node:fs';
import { availableParallelism, cpus, loadavg } from 'node:os';
import { type Comparison, median } from './rounds.js';

const PACKAGES = ['ts-fsrs', 'date-fns', '@date-fns/tz', 'esbuild'];

/** What the figures depend on. */
export function conditions(): Readonly<Record<string, string>> {
  const versions = PACKAGES.map((name): [string, string] => [name, versionOf(`node_modules/${name}/package.json`)]);
  return {
    processor: `${cpus()[0]?.model.trim() ?? 'unknown'}, ${availableParallelism()} cores`,
    'load when it began': (loadavg()[0] as number).toFixed(1), // above 1, other programs are at work
    Node: process.versions.node,
    ownwords: versionOf('package.json'),
    ...Object.fromEntries(versions),
  };
}

function versionOf(path: string): string {
  return JSON.parse(readFileSync(new URL(`../${path}`, import.meta.url), 'utf8')).version;
}

export const HEAD = `\
| case | work | baseline | cards / reviews | ours | baseline | ours ÷ baseline (min–max) | target | reached |
|---|---|---|---|---|---|---|---|---|`;

/** A row of the table: medians over the rounds. */
export function rowOf(comparison: Comparison): string {
  const { about, size, ours, peer, ratio, reached } = summaryOf(comparison);
  const cells = [
    about.name,
    about.work,
    about.baseline,
    `${count(size.cards)} / ${count(size.cards * size.reviewsPerCard)}`,
    time(ours),
    time(peer),
    `**${digits(ratio.median)}** (${digits(ratio.least)}–${digits(ratio.most)})`,
    about.target?.text ?? '',
    reached === undefined ? '' : reached ? 'yes' : 'no',
  ];
  return `| ${cells.join(' | ')} |`;
}

/** A comparison as a program would read it, times in ms for one operation. */
export function summaryOf(comparison: Comparison) {
  const { about, rounds } = comparison;
  const ours = median(rounds.map((round) => round.ours));
  const peer = median(rounds.map((round) => round.peer));
  const ratios = rounds.map((round) => round.ratio);
  const ratio = { median: median(ratios), least: Math.min(...ratios), most: Math.max(...ratios) };
  return { ...comparison, ours, peer, ratio, reached: about.target?.reached(ratio.median, ours) };
}

function count(number: number): string {
  return number >= 1_000_000 ? `${number / 1_000_000}M` : `${number / 1_000}k`;
}

function time(ms: number): string {
  if (ms >= 1_000) return `${(ms / 1_000).toFixed(2)} s`;
  return ms >= 1 ? `${digits(ms)} ms` : `${digits(ms * 1_000)} µs`;
}

function digits(number: number): string {
  return number >= 100 ? number.toFixed(0) : String(Number(number.toPrecision(number < 0.1 ? 2 : 3)));
}
