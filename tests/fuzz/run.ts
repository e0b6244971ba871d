import { expect, inject, it } from 'vitest';
import { type Bounds, type Report, watch } from './watch.js';

/** A case to read alone, as a failure names it, or the number of a whole run. */
const [, onlyName, run = '1', onlyCase] = /^(?:([\w-]+):)?(\d+)(?::(\d+))?$/.exec(process.env.FUZZ_SEED ?? '1') ?? [];
const CASES = Number(process.env.FUZZ_CASES ?? 20_000);

/** What the reading of one damaged file may take. */
const BOUNDS: Bounds = { ms: 1_000, bytes: 200_000_000, bytesInAll: 400_000_000 };

/** A test that damages files for a reader, and lets it read them. */
export function fuzz(name: string, share = 1): void {
  const isWanted = onlyName === undefined || onlyName === name;
  it.runIf(isWanted)(`${name} reads or refuses whatever it is given, in little time and memory`, async () => {
    const from = onlyCase === undefined ? 0 : Number(onlyCase);
    const until = onlyCase === undefined ? Math.ceil(CASES * share) : from + 1;
    const report = await watch(inject('worker'), { name, run: Number(run), from, until }, BOUNDS);
    process.stdout.write(`${name}: ${summaryOf(report)}\n`);
    expect(report.failures).toEqual([]);
    if (onlyCase === undefined) expect(report.read).toBeGreaterThan(until / 50);
  });
}

export function summaryOf(report: Report): string {
  const { cases, read, refused, slowestMs, slowest, mostBytes, seconds } = report;
  const refusals = Object.entries(refused).map(([code, count]) => `, ${count} ${code}`);
  const most = `at most ${Math.round(slowestMs)} ms (${slowest}) and ${Math.round(mostBytes / 1e6)} MB`;
  return `${cases} files in ${seconds.toFixed(1)} s: ${read} read${refusals.join('')}; ${most}`;
}
