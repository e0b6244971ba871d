import type { CardContent, CardId, Deck } from 'ownwords';
import { type Random, wordsBy } from './diff-random.js';

/** A card in one release, and what the author knows of it: which cards of the release before it truly is. */
export interface AuthoredCard {
  readonly deck: string;
  readonly key: string;
  readonly prompt: readonly string[];
  readonly answer: readonly string[];
  readonly formerly: readonly CardId[];
  readonly was: readonly AuthoredCard[];
}

export const idOf = ({ deck, key }: AuthoredCard): CardId => `${deck}/${key}`;

/** An author who edits decks as authors do, and forgets to say what cards were before. */
export function authorBy(random: Random) {
  const { below, isChance, pick, shuffled } = random;
  let named = 0;
  const newName = (kind: string) => `${kind}-${++named}`;
  const newCard = (deck: string): AuthoredCard => ({
    deck,
    key: newName('card'),
    prompt: wordsBy(random, 6 + below(4)),
    answer: wordsBy(random, 18 + below(12)),
    formerly: [],
    was: [],
  });
  const replaced = (words: readonly string[], count: number) => {
    const places = new Set(Array.from({ length: count }, () => below(words.length)));
    return words.map((word, place) => (places.has(place) ? (wordsBy(random, 1)[0] as string) : word));
  };
  const reworded = (card: AuthoredCard): AuthoredCard => ({
    ...card,
    prompt: replaced(card.prompt, 1),
    answer: replaced(card.answer, 2),
  });
  const perhapsReworded = (card: AuthoredCard) => (isChance(0.4) ? reworded(card) : card);
  const perhapsForgotten = (card: AuthoredCard) => (isChance(0.3) ? { ...card, formerly: [] } : card);
  const renamed = (card: AuthoredCard) => ({ ...perhapsForgotten(perhapsReworded(card)), key: newName('card') });

  /** The larger part is what the card was. */
  function split(card: AuthoredCard): AuthoredCard[] {
    const at = Math.ceil(card.answer.length * 0.65);
    const part = { ...newCard(card.deck), answer: card.answer.slice(at) };
    const larger = { ...card, answer: card.answer.slice(0, at) };
    return [isChance(0.7) ? { ...perhapsForgotten(larger), key: newName('card') } : larger, part];
  }
  /** The new card has a new key, or that of the first. */
  function merged(one: AuthoredCard, other: AuthoredCard): AuthoredCard {
    const both = {
      ...one,
      prompt: [...one.prompt, ...other.prompt],
      answer: [...one.answer, ...other.answer],
      formerly: isChance(0.5) ? [...one.formerly, ...other.formerly] : [],
      was: [...one.was, ...other.was],
    };
    return isChance(0.5) ? both : { ...both, key: newName('card') };
  }

  return {
    first(): AuthoredCard[] {
      const decks = Array.from({ length: 2 + below(2) }, () => newName('deck'));
      return decks.flatMap((deck) => Array.from({ length: 4 + below(6) }, () => newCard(deck)));
    },

    /** The next release of decks. */
    next(release: readonly AuthoredCard[]): AuthoredCard[] {
      const decks = [...new Set(release.map(({ deck }) => deck))];
      const renamedDeck = isChance(0.3) ? pick(decks) : undefined;
      const newDeck = newName('deck');
      const left = shuffled(release.map((card) => ({ ...card, was: [card] })));
      const edited: AuthoredCard[] = [];
      for (let card = left.pop(); card; card = left.pop()) {
        const act = below(14);
        const other = act === 0 ? left.pop() : undefined;
        if (other) edited.push(merged(card, other));
        else if (act === 1 && card.answer.length >= 12) edited.push(...split(card));
        else if (act <= 3) edited.push(renamed(card));
        else if (act <= 5) edited.push({ ...perhapsReworded(card), deck: pick(decks) });
        else if (act === 6) edited.push(reworded(card));
        else if (act === 7)
          edited.push(newCard(card.deck)); // and the card is gone
        else if (act === 8) edited.push(card, newCard(card.deck));
        else edited.push(card);
      }
      const placed = edited
        .map((card) => (card.deck === renamedDeck ? { ...card, deck: newDeck } : card))
        // Where a card comes back to an id it had, no deck is accepted that says so.
        .map((card) => ({ ...card, formerly: card.formerly.filter((id) => id !== idOf(card)) }));
      return isChance(0.5) ? shuffled(placed) : placed;
    },
  };
}

/** The decks that hold these cards. */
export function decksOf(cards: readonly AuthoredCard[]): Deck[] {
  return [...new Set(cards.map(({ deck }) => deck))].map((id) => {
    const own = cards.filter(({ deck }) => deck === id);
    return { id, title: id, cards: Object.fromEntries(own.map((card) => [card.key, contentOf(card)])) };
  });
}

function contentOf({ prompt, answer, formerly }: AuthoredCard): CardContent {
  return { prompt: prompt.join(' '), answer: answer.join(' '), ...(formerly.length > 0 && { formerly }) };
}

/** The cards as they stand in decks that were published: with the former ids that were added. */
export function asPublished(cards: readonly AuthoredCard[], decks: readonly Deck[]): AuthoredCard[] {
  const byId = new Map(decks.map((deck) => [deck.id, deck]));
  return cards.map((card) => ({ ...card, formerly: byId.get(card.deck)?.cards[card.key]?.formerly ?? [] }));
}
