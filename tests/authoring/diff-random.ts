/** Numbers that are the same for the same seed: mulberry32, https://github.com/bryc/code/blob/master/jshash/PRNGs.md */
export function randomOf(seed: number) {
  let state = seed | 0;
  const next = () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
  const below = (limit: number) => Math.floor(next() * limit);
  return {
    below,
    isChance: (probability: number) => next() < probability,
    pick: <Item>(items: readonly Item[]): Item => items[below(items.length)] as Item,
    shuffled: <Item>(items: readonly Item[]): Item[] => {
      const left = [...items];
      return items.map(() => left.splice(below(left.length), 1)[0] as Item);
    },
  };
}

export type Random = ReturnType<typeof randomOf>;

const SYLLABLES = ['ka', 'lo', 'mi', 'ren', 'sto', 'tal', 'ur', 'ven', 'ba', 'gri', 'hol', 'pes'];
const COMMON = ['what', 'is', 'the', 'of', 'and', 'a', 'in', 'to', 'you', 'that'];

/** A text of so many words: some that stand everywhere, and many that are rare. */
export function wordsBy({ pick, below, isChance }: Random, count: number): string[] {
  const rare = () => Array.from({ length: 2 + below(2) }, () => pick(SYLLABLES)).join('');
  return Array.from({ length: count }, () => (isChance(0.3) ? pick(COMMON) : rare()));
}
