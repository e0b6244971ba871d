/** A hash of an id before its first character (FNV-1a, http://www.isthe.com/chongo/tech/comp/fnv/). */
export const HASH_START = 0x811c9dc5;

export function hashedWith(hash: number, character: number): number {
  return Math.imul(hash ^ character, 0x01000193);
}

/** After the last character: 32 bits, all of them well mixed (as MurmurHash3 ends, https://github.com/aappleby/smhasher), and never 0. */
export function hashEnd(hash: number): number {
  const first = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b);
  const second = Math.imul(first ^ (first >>> 13), 0xc2b2ae35);
  return (second ^ (second >>> 16)) >>> 0 || 1;
}

export function hashOf(id: string): number {
  let hash = HASH_START;
  for (let index = 0; index < id.length; index++) hash = hashedWith(hash, id.charCodeAt(index));
  return hashEnd(hash);
}
