import { sha1 } from '@noble/hashes/legacy.js';
import type { EventId } from '../log/event.js';
import { uuidAt } from '../log/uuid.js';

/** The namespace of the ids that are derived here: a random UUID, and never another one. */
const NAMESPACE = Uint8Array.from([
  0x6b, 0x1d, 0x0e, 0x52, 0x9c, 0x47, 0x4f, 0x0a, 0x8e, 0x33, 0xd1, 0x5a, 0x70, 0xc8, 0x2f, 0x94,
]);
const encoder = new TextEncoder();

/**
 * The id of an event that is known by what it says: the same parts always give the same id, so that what is imported twice
 * counts once. A UUID made from a name (RFC 9562, version 5).
 */
export function derivedEventId(...parts: readonly (string | number)[]): EventId {
  const name = encoder.encode(JSON.stringify(parts));
  const bytes = new Uint8Array(NAMESPACE.length + name.length);
  bytes.set(NAMESPACE);
  bytes.set(name, NAMESPACE.length);
  const hash = sha1(bytes);
  const words = new Uint32Array(4);
  for (let place = 0; place < 16; place++) {
    const word = place >> 2;
    words[word] = ((words[word] as number) << 8) | (hash[place] as number);
  }
  words[1] = ((words[1] as number) & 0xffff0fff) | 0x5000;
  words[2] = ((words[2] as number) & 0x3fffffff) | 0x80000000;
  return uuidAt(words, 0) as EventId;
}
