import { readFileSync } from 'node:fs';
import { availableParallelism, cpus, loadavg } from 'node:os';
import { median } from '../rounds.js';
import type { Outcome, Side, Work } from './order.js';

const PACKAGES = ['pg', 'hono', '@hono/node-server'];

/** What the figures depend on. */
export function conditions(): Readonly<Record<string, string>> {
  return {
    processor: `${cpus()[0]?.model.trim() ?? 'unknown'}, ${availableParallelism()} cores for all processes`,
    'load when it began': (loadavg()[0] as number).toFixed(1), // above 1, other programs are at work
    Node: process.versions.node,
    ownwords: versionOf('package.json'),
    ...Object.fromEntries(PACKAGES.map((name) => [name, versionOf(`node_modules/${name}/package.json`)])),
  };
}

function versionOf(path: string): string {
  return JSON.parse(readFileSync(new URL(`../../${path}`, import.meta.url), 'utf8')).version;
}

export const HEAD = `\
| work | at once | over HTTP: a second, p50, p99 | postgresStore | bare pg | HTTP ÷ bare (min–max) | postgresStore ÷ bare (min–max) |
|---|---|---|---|---|---|---|`;

interface Figures {
  readonly work: Work;
  readonly concurrency: number;
  readonly rounds: readonly Readonly<Record<Side, Outcome>>[];
}

/** A row of the table: medians over the rounds. The ratios are of throughput, round by round. */
export function rowOf({ work, concurrency, rounds }: Figures): string {
  const cell = (side: Side) => {
    const of = (pick: (outcome: Outcome) => number) => median(rounds.map((round) => pick(round[side])));
    const [perSecond, p50, p99] = [of((each) => each.perSecond), of(({ p50 }) => p50), of(({ p99 }) => p99)];
    return `${Math.round(perSecond)}, ${ms(p50)}, ${ms(p99)}`;
  };
  const ratio = (side: Side) => {
    const ratios = rounds.map((round) => round[side].perSecond / round.bare.perSecond);
    return `**${median(ratios).toFixed(2)}** (${Math.min(...ratios).toFixed(2)}–${Math.max(...ratios).toFixed(2)})`;
  };
  const cells = [`${work}s`, concurrency, cell('http'), cell('store'), cell('bare'), ratio('http'), ratio('store')];
  return `| ${cells.join(' | ')} |`;
}

const ms = (time: number) => `${time < 10 ? time.toFixed(1) : Math.round(time)} ms`;
