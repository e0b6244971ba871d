import type { About, Size } from './case.js';
import { about } from './cases/memory.js';
import { type Figure, figureOf } from './figure.js';
import { slopes } from './fit.js';
import { type SideName, samplesOf } from './processes.js';
import { alternated, assertEqual, type Bundles, type Round } from './rounds.js';
import { bytes } from './target.js';

/** Bytes for a card and for a review, at each of the moments that were looked at. */
type Shares = readonly (readonly [ofCard: number, ofReview: number])[];

const MOMENTS = ['after the first `due()`', 'after a grade'];

const SHARES: readonly Pick<About, 'name' | 'meaning' | 'target'>[] = [
  { name: 'memory-card', meaning: 'What a card takes in memory while its study is open.', target: bytes(250) },
  { name: 'memory-review', meaning: 'What each review of the past takes beside.', target: bytes(40) },
];

/** What one more card and one more review take, told from studies of several sizes. */
export async function memoryFigures(
  sizes: readonly Size[],
  inputsOf: (size: Size) => string,
  bundles: Bundles,
  count: number,
): Promise<Figure[]> {
  const studies = sizes.map((size) => ({ size, study: { inputs: inputsOf(size), cards: size.cards } }));
  for (const { study } of studies) await assertEqual(about, study, bundles);

  async function sharesOf(side: SideName): Promise<Shares> {
    const held: (readonly [cards: number, reviews: number, bytes: readonly number[]])[] = [];
    for (const { size, study } of studies) {
      const { cards, reviewsPerCard } = size;
      held.push([cards, cards * reviewsPerCard, await samplesOf(bundles[side], study, about)]);
    }
    return MOMENTS.map((_, moment) => slopes(held.map(([x, y, bytes]) => [x, y, bytes[moment] as number])));
  }

  const rounds = await alternated(count, sharesOf);
  return SHARES.flatMap((share, axis) =>
    MOMENTS.map((moment, index) => {
      const work = `${share.name === 'memory-card' ? 'a card' : 'a review'} of ${about.work}, ${moment}`;
      const of = (shares: Shares) => shares[index]?.[axis] as number;
      const both = rounds.map(({ ours, peer }): Round => ({ ours: of(ours), peer: of(peer) }));
      return figureOf({ ...about, ...share, work, targetNumber: 10 }, both);
    }),
  );
}
