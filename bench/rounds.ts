import type { About, Size } from './case.js';
import { bundleSide, type GeneratedStudy, resultOf, type SideName, timesOf } from './processes.js';

/** What became of a comparison: of each round the ms of one operation on both sides. */
export interface Comparison {
  readonly about: About;
  readonly size: Size;
  readonly rounds: readonly Round[];
}

interface Round {
  readonly ours: number;
  readonly peer: number;
  /** Ours divided by the peer's. */
  readonly ratio: number;
}

export type Bundles = Readonly<Record<SideName, string>>;

export async function bundlesOf(about: About, folder: string): Promise<Bundles> {
  return { ours: await bundleSide(about, 'ours', folder), peer: await bundleSide(about, 'peer', folder) };
}

/**
 * Compares both sides round by round: what slows the machine down for a while then slows both. Who goes first alternates.
 * @param inputs folder of the study
 * @throws Error if the two sides do not come to the same result; nothing was timed then
 */
export async function compare(
  about: About,
  size: Size,
  inputs: string,
  bundles: Bundles,
  count: number,
): Promise<Comparison> {
  const study = { inputs, cards: size.cards };
  await assertEqual(about, study, bundles);
  const figure = async (side: SideName) => median(await timesOf(bundles[side], study, about.plan));
  const rounds: Round[] = [];
  while (rounds.length < count) {
    const peerFirst = rounds.length % 2 === 0 ? await figure('peer') : undefined;
    const ours = await figure('ours');
    const peer = peerFirst ?? (await figure('peer'));
    rounds.push({ ours, peer, ratio: ours / peer });
  }
  return { about, size, rounds };
}

async function assertEqual({ name, checkedRuns = 1 }: About, study: GeneratedStudy, bundles: Bundles): Promise<void> {
  const [ours, peer] = await Promise.all([
    resultOf(bundles.ours, study, checkedRuns),
    resultOf(bundles.peer, study, checkedRuns),
  ]);
  if (ours.length === 0) throw new Error(`${name}: there is no result to compare`);
  for (let line = 0; line < Math.max(ours.length, peer.length); line++) {
    if (ours[line] === peer[line]) continue;
    throw new Error(`${name}: the results differ in line ${line + 1}:\n  ours ${ours[line]}\n  peer ${peer[line]}`);
  }
}

export function median(numbers: readonly number[]): number {
  const sorted = [...numbers].sort((a, b) => a - b);
  const middle = sorted.length / 2;
  return ((sorted[Math.ceil(middle) - 1] as number) + (sorted[Math.floor(middle)] as number)) / 2;
}
