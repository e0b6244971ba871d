import { sha1 } from '@noble/hashes/legacy.js';
import { bytesToHex } from '@noble/hashes/utils.js';

/** What may stand in the id of a deck and in the key of a card, at most. */
const LONGEST = 128;
/** Hexadecimal digits of a hash: few enough to type, enough for the names in one file. */
const HASH_LENGTH = 8;
const LONG_HASH_LENGTH = 32;
const encoder = new TextEncoder();

/** The first digits of a text's SHA-1, in hexadecimal: to tell names apart, not to guard them. */
function hashOf(text: string, length: number): string {
  return bytesToHex(sha1(encoder.encode(text))).slice(0, length);
}

/**
 * A text as part of a key: different texts give different names. What no key can hold is written as `~` and two hexadecimal
 * digits for each byte of its UTF-8; what becomes too long ends in a hash.
 * @param room how many characters it may take
 */
export function nameOf(text: string, room = LONGEST): string {
  let name = '';
  for (const character of text) {
    if (/[A-Za-z0-9._-]/.test(character)) name += character;
    else for (const byte of encoder.encode(character)) name += `~${byte.toString(16).padStart(2, '0')}`;
    if (name.length > room) return `${name.slice(0, room - LONG_HASH_LENGTH - 2)}~~${hashOf(text, LONG_HASH_LENGTH)}`;
  }
  return name;
}

/** A short name that people can read and type. Letters of other scripts than Latin have no place in it. */
export function slugOf(text: string, longest = 60): string {
  const words = text
    .normalize('NFKD')
    .replace(/\p{M}+/gu, '')
    .toLowerCase()
    .match(/[a-z0-9]+/g);
  return (words ?? []).join('-').slice(0, longest).replace(/-+$/, '');
}

/** The slug of a text and, where letters were lost, a hash of all of it; never empty. */
export function faithfulSlugOf(text: string, longest = 60): string {
  const slug = slugOf(text, longest);
  const lettersLost = /[^\p{M}\P{L}a-z]/u.test(text.normalize('NFKD').toLowerCase());
  if (slug !== '' && !lettersLost) return slug;
  return slug === '' ? hashOf(text, HASH_LENGTH) : `${slug}-${hashOf(text, HASH_LENGTH)}`;
}

/** Gives out each name once: a name that is taken gets a number. */
export function uniqueNames(): (name: string) => string {
  const taken = new Set<string>();
  const counts = new Map<string, number>();
  return (name) => {
    let free = name;
    for (let count = counts.get(name) ?? 2; taken.has(free); count++) {
      const suffix = `-${count}`;
      free = name.slice(0, LONGEST - suffix.length) + suffix;
      counts.set(name, count + 1);
    }
    taken.add(free);
    return free;
  };
}
