import fc from 'fast-check';
import type { CardContent, CardId, Deck, SchedulingWishes } from 'ownwords';

/** Decks with random wishes, and how long a script to play with them. */
export interface RandomDecks {
  readonly decks: fc.Arbitrary<Deck[]>;
  readonly ids: readonly CardId[];
  readonly mostTurns: number;
}

/** Wishes, each of them stated or not. */
const wishesWithin = (limits: readonly number[]): fc.Arbitrary<SchedulingWishes> =>
  fc.record(
    {
      newPerDay: fc.constantFrom(...limits),
      reviewsPerDay: fc.constantFrom(...limits),
      reviewOrder: fc.constantFrom('due-day', 'random', 'retrievability'),
      spreadSiblings: fc.boolean(),
      learnAheadMinutes: fc.constantFrom(0, 10, 20),
      learningSteps: fc.constantFrom([], ['1m', '10m'], ['5m', '1d']),
      relearningSteps: fc.constantFrom([], ['10m'], ['2d']),
      leechThreshold: fc.constantFrom(1, 2),
      fuzz: fc.boolean(),
    },
    { requiredKeys: [] },
  );

/** So small that they bind. */
const SMALL_LIMITS = [0, 1, 2, 3];
export const learnerWishes = fc.oneof(fc.constant<SchedulingWishes>({}), wishesWithin(SMALL_LIMITS));

function randomDecks(decks: readonly Deck[], limits: readonly number[], mostTurns: number): RandomDecks {
  const wishes = wishesWithin(limits);
  return {
    decks: fc.tuple(...decks.map((deck) => wishes.map((scheduling): Deck => ({ ...deck, scheduling })))),
    ids: decks.flatMap(({ id, cards }) => Object.keys(cards).map((key): CardId => `${id}/${key}`)),
    mostTurns,
  };
}

const card = (prompt: string, more: Partial<CardContent> = {}): CardContent => ({ prompt, answer: prompt, ...more });
const follow = (followsUp: string, more: Partial<CardContent> = {}) => card('and then?', { followsUp, ...more });
const tags = ['t'];

const renamed = card('f', { tags, formerly: ['old/f'] });

/** Chains of follow-ups, single cards, a tag across decks, and a card that had another id before; not in the order of their ids. */
export const FEW_CARDS = randomDecks(
  [
    {
      id: 'chain',
      title: 'A chain',
      cards: { d: card('d', { tags }), c: follow('d'), b: follow('c', { tags }), a: card('a') },
    },
    { id: 'plain', title: 'Two cards', cards: { f: renamed, e: card('e') } },
    { id: 'pair', title: 'A pair', cards: { h: card('h'), i: follow('h', { tags }), g: card('g') } },
  ],
  SMALL_LIMITS,
  20,
);

/** So many cards, by keys that count down, with every third of them following the one before it, and every fourth tagged. */
function manyCards(count: number): Record<string, CardContent> {
  const key = (n: number) => `key-${1_000 - n}`;
  const cards = Array.from({ length: count }, (_, n): [string, CardContent] => {
    const more = n % 4 === 0 ? { tags } : {};
    return [key(n), n % 3 === 2 ? follow(key(n - 1), more) : card(`number ${n}`, more)];
  });
  return Object.fromEntries(cards);
}

/** The same in large. */
export const MANY_CARDS = randomDecks(
  [
    { id: 'chain', title: 'Fifty cards', cards: manyCards(50) },
    { id: 'plain', title: 'Thirty cards', cards: { f: renamed, ...manyCards(29) } },
    { id: 'pair', title: 'Twenty cards', cards: manyCards(20) },
  ],
  [2, 7, 25],
  16,
);
