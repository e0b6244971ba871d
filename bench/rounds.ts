import { readFileSync } from 'node:fs';
import type { About } from './case.js';
import { linesOf } from './files.js';
import { bundleSide, type GeneratedStudy, resultOf, type SideName, samplesOf } from './processes.js';

/** One round: ms or bytes of one operation on both sides. */
export interface Round {
  readonly ours: number;
  readonly peer: number;
}

export type Bundles = Readonly<Record<SideName, string>>;

export async function bundlesOf(about: About, folder: string): Promise<Bundles> {
  return { ours: await bundleSide(about, 'ours', folder), peer: await bundleSide(about, 'peer', folder) };
}

/**
 * Compares both sides round by round: what slows the machine down for a while then slows both. Who goes first alternates.
 * @throws Error if the two sides do not come to the same result; nothing was timed then
 */
export async function compare(about: About, study: GeneratedStudy, bundles: Bundles, count: number): Promise<Round[]> {
  await assertEqual(about, study, bundles);
  const figure = async (side: SideName) => median(await samplesOf(bundles[side], study, about));
  return alternated(count, figure);
}

/** What both sides come to, round by round. */
export async function alternated<Figure>(
  count: number,
  figure: (side: SideName) => Promise<Figure>,
): Promise<{ readonly ours: Figure; readonly peer: Figure }[]> {
  const rounds: { readonly ours: Figure; readonly peer: Figure }[] = [];
  while (rounds.length < count) {
    const peerFirst = rounds.length % 2 === 0 ? await figure('peer') : undefined;
    const ours = await figure('ours');
    rounds.push({ ours, peer: peerFirst ?? (await figure('peer')) });
  }
  return rounds;
}

/** @throws Error if the two sides do not come to the same result */
export async function assertEqual(
  { name, checkedRuns = 1 }: About,
  study: GeneratedStudy,
  bundles: Bundles,
): Promise<void> {
  const [ours, peer] = await Promise.all([
    resultOf(bundles.ours, study, checkedRuns),
    resultOf(bundles.peer, study, checkedRuns),
  ]);
  const bytes = readFileSync(ours);
  if (bytes.length === 0) throw new Error(`${name}: there is no result to compare`);
  if (bytes.equals(readFileSync(peer))) return;
  const [ourLines, peerLines] = [linesOf(ours), linesOf(peer)];
  const line = ourLines.findIndex((text, index) => text !== peerLines[index]);
  const at = line < 0 ? ourLines.length : line;
  throw new Error(`${name}: the results differ in line ${at + 1}:\n  ours ${ourLines[at]}\n  peer ${peerLines[at]}`);
}

export function median(numbers: readonly number[]): number {
  const sorted = [...numbers].sort((a, b) => a - b);
  const middle = sorted.length / 2;
  return ((sorted[Math.ceil(middle) - 1] as number) + (sorted[Math.floor(middle)] as number)) / 2;
}
