import type { Deck } from 'ownwords';
import type { InterviewFields } from './interview.js';
import file from './list.json' with { type: 'json' };

/** What there is to know of a deck before it is loaded. */
export interface DeckEntry {
  readonly id: string;
  readonly title: string;
  readonly description: string;
  /** BCP 47. */
  readonly language: string;
  /** The id of the deck that this one says in another language, card by card under the same keys. */
  readonly translationOf?: string;
  /** How many cards it has. */
  readonly cards: number;
  /** How long it takes to say all its answers aloud once, in minutes. */
  readonly minutes: number;
  /** The deck itself, which bundlers keep in a file of its own. */
  readonly load: () => Promise<Deck<string, string, InterviewFields>>;
}

const LOADERS: { readonly [id: string]: DeckEntry['load'] } = {
  'initiative-and-leadership': async () => (await import('./initiative-and-leadership.js')).initiativeAndLeadership,
  'pressure-and-deadlines': async () => (await import('./pressure-and-deadlines.js')).pressureAndDeadlines,
  'conflict-and-disagreement': async () => (await import('./conflict-and-disagreement.js')).conflictAndDisagreement,
  'failure-and-learning': async () => (await import('./failure-and-learning.js')).failureAndLearning,
  teamwork: async () => (await import('./teamwork.js')).teamwork,
  feedback: async () => (await import('./feedback.js')).feedback,
  'strengths-and-weaknesses': async () => (await import('./strengths-and-weaknesses.js')).strengthsAndWeaknesses,
  'motivation-and-fit': async () => (await import('./motivation-and-fit.js')).motivationAndFit,
  'communication-and-influence': async () =>
    (await import('./communication-and-influence.js')).communicationAndInfluence,
  'initiative-and-leadership-ar': async () =>
    (await import('./initiative-and-leadership-ar.js')).initiativeAndLeadershipAr,
};

/**
 * All bundled decks, in an order in which to learn them, translations last.
 * @example
 * const english = deckList.filter(({ language }) => language === 'en');
 * const study = await openStudy({ decks: await Promise.all(english.map(({ load }) => load())) });
 */
export const deckList: readonly DeckEntry[] = /* @__PURE__ */ file.decks.map((entry) => ({
  ...entry,
  load: LOADERS[entry.id] as DeckEntry['load'],
}));
