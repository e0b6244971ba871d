import { type CardView, type Deck, GRADES, memoryStore, openStudy, type Store } from 'ownwords';
import { type StoppedClock, stoppedClock } from 'ownwords/testing';
import { type AuthoredCard, idOf } from './diff-author.js';
import type { Random } from './diff-random.js';

/** One release: what learners get, and what the author knows of it. */
export interface Release {
  readonly cards: readonly AuthoredCard[];
  readonly decks: readonly Deck[];
}

interface Work {
  readonly card: AuthoredCard;
  readonly at: number;
  readonly due: Date | undefined;
}

/** Someone who takes some releases and leaves out others, and works a little with each. */
export async function learnerBy(random: Random, releases: readonly Release[]) {
  const store = memoryStore();
  const clock = stoppedClock('2026-03-02T08:00:00Z');
  const work: Work[] = [];
  for (const release of releases) {
    if (random.isChance(0.4)) continue; // skipped
    clock.advance({ days: 1 + random.below(20) });
    work.push(...(await workWith(release, random, store, clock)));
  }
  return { store, clock, work };
}

async function workWith({ cards, decks }: Release, random: Random, store: Store, clock: StoppedClock): Promise<Work[]> {
  const study = await openStudy({ decks, store, clock });
  const work: Work[] = [];
  for (const card of random.shuffled(cards).slice(0, 1 + random.below(5))) {
    for (let turn = random.below(2); turn >= 0; turn--) {
      clock.advance({ minutes: 1 + random.below(2_000) });
      const { due } = await study.grade(idOf(card), random.pick(GRADES));
      work.push({ card, at: clock.now(), due });
    }
  }
  return work;
}

/** What became of a learner's work when the last release is opened: every card that has not what it should have. */
export async function wrongsOf(
  { store, clock, work }: Awaited<ReturnType<typeof learnerBy>>,
  releases: readonly Release[],
): Promise<string[]> {
  const last = releases.at(-1) as Release;
  const study = await openStudy({ decks: last.decks, store, clock });
  const heirs = heirsIn(releases);
  return last.cards.flatMap((card) => {
    const own = work.filter((each) => heirs.get(each.card) === card);
    const newest = own.at(-1);
    const view: CardView = study.card(idOf(card));
    const day = newest && clock.dayOf(newest.at);
    const isRight =
      view.reps === own.length &&
      view.lastReviewed === day &&
      // Where histories were merged, the due is worked out anew.
      (isMerged(card) || view.due?.getTime() === newest?.due?.getTime());
    return isRight ? [] : [`${idOf(card)}: ${view.reps} reviews instead of ${own.length}`];
  });
}

/** The card of the last release that each card of any release lives on in. */
function heirsIn(releases: readonly Release[]): Map<AuthoredCard, AuthoredCard> {
  const heirs = new Map<AuthoredCard, AuthoredCard>();
  for (const [index, { cards }] of [...releases].reverse().entries()) {
    for (const card of cards) {
      const heir = index === 0 ? card : heirs.get(card);
      if (!heir) continue;
      heirs.set(card, heir);
      for (const before of card.was) heirs.set(before, heir);
    }
  }
  return heirs;
}

function isMerged({ was }: AuthoredCard): boolean {
  return was.length > 1 || was.some(isMerged);
}
