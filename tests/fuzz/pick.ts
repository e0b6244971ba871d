import { type Random, randomFrom, wholeBelow } from '../../bench/random.js';

export type { Random };

/** Numbers for one case: the same ones for the same name, on every machine. */
export function randomOf(name: string): Random {
  let seed = 0x811c9dc5;
  for (let at = 0; at < name.length; at++) seed = Math.imul(seed ^ name.charCodeAt(at), 0x01000193);
  return randomFrom(seed);
}

/** A whole number from 0 to `end` (exclusive). */
export const below = (end: number, random: Random) => wholeBelow(Math.max(1, end), random);

export const oneOf = <Item>(items: readonly Item[], random: Random): Item => items[below(items.length, random)] as Item;

export const chance = (part: number, random: Random) => random() < part;

/** Often few, seldom many: from 1 to `most`. */
export const someOf = (most: number, random: Random) => 1 + Math.floor((most - 1) * random() ** 4);
