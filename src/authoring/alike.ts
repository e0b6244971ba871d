/** Sets of words, each sorted by how rare its words are among all of them: the numbers count from the rarest word on. */
export type WordSet = readonly number[];

/** Each set of words as numbers. */
export function numbered(sets: readonly (readonly string[])[]): { readonly sets: WordSet[]; readonly words: string[] } {
  const counts = new Map<string, number>();
  for (const set of sets) for (const word of set) counts.set(word, (counts.get(word) ?? 0) + 1);
  const words = [...counts].sort(([one, a], [other, b]) => a - b || (one < other ? -1 : 1)).map(([word]) => word);
  const numbers = new Map(words.map((word, number) => [word, number]));
  const sorted = sets.map((set) => set.map((word) => numbers.get(word) as number).sort((a, b) => a - b));
  return { sets: sorted, words };
}

/** Of the sets that have a word in common, and of those that are alike, no more are looked at: one template can make a hundred thousand. */
const MOST_WITH_A_WORD = 50;
const MOST_ALIKE = 20;

export interface Pair {
  /** Which of the sets, and which of those before it. */
  readonly later: number;
  readonly earlier: number;
}

/**
 * The pairs of sets that have most words in common, without comparing each with each: two that are alike have one of their rarest members in
 * common (Chaudhuri, Ganti, Kaushik, "A primitive operator for similarity joins in data cleaning", ICDE 2006, doi:10.1109/ICDE.2006.9).
 * @param least which share of all words of the two stand in both, from 0 to 1
 */
export function* alikePairs(sets: readonly WordSet[], wordCount: number, least: number): Generator<Pair> {
  const having = Array.from({ length: wordCount }, (): number[] => []);
  const isOf = new Int32Array(wordCount).fill(-1);
  const seenBy = new Int32Array(sets.length).fill(-1);
  for (const [later, set] of sets.entries()) {
    for (const word of set) isOf[word] = later;
    let left = MOST_ALIKE;
    const telltales = Math.min(set.length, set.length - Math.ceil(set.length * least) + 1);
    for (let n = 0; n < telltales; n++) {
      const others = having[set[n] as number] as number[];
      for (let at = others.length - 1; at >= 0 && at >= others.length - MOST_WITH_A_WORD && left > 0; at--) {
        const earlier = others[at] as number;
        if (seenBy[earlier] === later) continue;
        seenBy[earlier] = later;
        const other = sets[earlier] as WordSet;
        if (Math.min(set.length, other.length) < Math.max(set.length, other.length) * least) continue;
        let common = 0;
        for (const each of other) if (isOf[each] === later) common++;
        if (common < (set.length + other.length - common) * least) continue;
        left--;
        yield { later, earlier };
      }
      others.push(later);
    }
  }
}
