import type { CardId } from '../deck/deck.js';
import { remainderOf, type Vocabulary, type Wording } from './diff-words.js';

/** A card and its words; of a card that carries others on already, the words that none of those has said. */
export interface WordedCard {
  readonly id: CardId;
  readonly key: string;
  readonly wording: Wording;
}

/** The card that an old one most likely lives on in. */
export interface Match {
  readonly heir: CardId;
  /** From 0 to 1. */
  readonly likeness: number;
}

/** Halves of a card that was split come to about 0.6, two cards about one thing seldom to 0.3. */
const LEAST_LIKENESS = 0.5;
/** How much the same key says, as where a whole deck was renamed and reworded at once. */
const SAME_KEY = 0.2;
/** So many cards that share its rarest words are looked at for each card, and so many of them compared word by word. */
const MOST_LOOKED_AT = 500;
const MOST_COMPARED = 5;

interface Pair extends Match {
  readonly old: number;
  readonly next: number;
  /** Likeness, and what the key says. */
  readonly rank: number;
}

/**
 * Pairs old cards with new ones, the most alike first. Each old card gets at most one heir. A new card may be the heir of several, but each
 * further one must be found in what the others have not said: then cards were merged, and otherwise they are only of one kind.
 */
export function likeliestHeirs(
  olds: readonly WordedCard[],
  news: readonly WordedCard[],
  vocabulary: Vocabulary,
): Map<CardId, Match> {
  const pairsOf = pairing(olds, news, vocabulary);
  const pairs = pairsOf.flat().filter(({ rank }) => rank >= LEAST_LIKENESS);
  pairs.sort((a, b) => b.rank - a.rank || a.old - b.old || a.next - b.next);
  const found = new Map<CardId, Match>();
  const rests = new Map<CardId, Wording>(); // what a new card says that no card it is the heir of has said
  const restOf = ({ heir, next }: Pair) => rests.get(heir) ?? (news[next] as WordedCard).wording;
  const marry = (pair: Pair) => {
    const { id, wording } = olds[pair.old] as WordedCard;
    found.set(id, { heir: pair.heir, likeness: pair.likeness });
    rests.set(pair.heir, remainderOf(restOf(pair), [wording]));
  };
  for (const pair of pairs) {
    if (!found.has((olds[pair.old] as WordedCard).id) && !rests.has(pair.heir)) marry(pair);
  }
  for (const [index, old] of olds.entries()) {
    if (found.has(old.id)) continue;
    const inRest = (pairsOf[index] as Pair[]).map((pair) => {
      return { ...pair, likeness: vocabulary.likeness(old.wording, restOf(pair)) };
    });
    const best = inRest.sort((a, b) => b.likeness - a.likeness || a.next - b.next)[0];
    if (best && best.likeness >= LEAST_LIKENESS) marry(best);
  }
  return found;
}

/** For each old card, the new ones most like it. */
function pairing(olds: readonly WordedCard[], news: readonly WordedCard[], vocabulary: Vocabulary): Pair[][] {
  const byWord = new Map<number, number[]>();
  const byKey = new Map<string, number[]>();
  for (const [index, { key, wording }] of news.entries()) {
    for (const words of [wording.prompt, wording.answer]) {
      for (const word of words) {
        const places = listed(byWord, word);
        if (places.at(-1) !== index) places.push(index);
      }
    }
    listed(byKey, key).push(index);
  }
  const shared = new Float64Array(news.length);
  return olds.map((card, old) => {
    const near = nearest(card, byWord, shared, vocabulary);
    const namesakes = (byKey.get(card.key) ?? []).slice(0, MOST_COMPARED);
    const pairs = [...new Set([...near, ...namesakes])].flatMap((next): Pair[] => {
      const { id: heir, key, wording } = news[next] as WordedCard;
      if (heir === card.id) return [];
      const likeness = vocabulary.likeness(card.wording, wording);
      if (likeness === 0) return [];
      return [{ old, next, heir, likeness, rank: likeness + (key === card.key ? SAME_KEY : 0) }];
    });
    return pairs;
  });
}

/** The new cards that share the most telling words with a card, by way of its rarest words. */
function nearest(
  { wording }: WordedCard,
  byWord: ReadonlyMap<number, readonly number[]>,
  shared: Float64Array,
  vocabulary: Vocabulary,
): number[] {
  const lists: { readonly places: readonly number[]; readonly weight: number }[] = [];
  for (const words of [wording.prompt, wording.answer]) {
    for (const word of words) {
      const places = byWord.get(word);
      if (places) lists.push({ places, weight: vocabulary.weight(word) });
    }
  }
  lists.sort((a, b) => a.places.length - b.places.length);
  const touched: number[] = [];
  let left = MOST_LOOKED_AT;
  for (const { places, weight } of lists) {
    const count = Math.min(places.length, left);
    for (let at = 0; at < count; at++) {
      const place = places[at] as number;
      if (shared[place] === 0) touched.push(place);
      shared[place] = (shared[place] as number) + weight;
    }
    left -= count;
    if (left === 0) break;
  }
  const best = touched
    .map((place) => ({ place, weight: shared[place] as number }))
    .sort((a, b) => b.weight - a.weight || a.place - b.place)
    .slice(0, MOST_COMPARED);
  for (const place of touched) shared[place] = 0;
  return best.map(({ place }) => place);
}

function listed<Key>(lists: Map<Key, number[]>, key: Key): number[] {
  const list = lists.get(key) ?? [];
  lists.set(key, list);
  return list;
}
