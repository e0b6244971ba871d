import { sha1 } from '@noble/hashes/legacy.js';
import { sha256 } from '@noble/hashes/sha2.js';

const encoder = new TextEncoder();

/** Anki's letters for the ids that notes keep across collections. */
const LETTERS = 'abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789!#$%&()*+,-./:;<=>?@[]^_`{|}~';

/** Where the ids of notes, cards and decks lie, which Anki reads as times: long past, in ms since 1970 UTC. */
const FIRST_ID = 1_300_000_000_000;
const IDS = 400_000_000_000;

/** The id that a note keeps across collections: 64 bits of a hash of what it is known by, in Anki's own notation. */
export function guidOf(name: string): string {
  const hash = sha256(encoder.encode(name));
  let rest = new DataView(hash.buffer, hash.byteOffset).getBigUint64(0);
  const base = BigInt(LETTERS.length);
  let text = '';
  for (; rest > 0n; rest /= base) text = LETTERS[Number(rest % base)] + text;
  return text;
}

/** Gives out row ids: the same name gets the same id, unless one given out before has it. */
export function rowIds(): (name: string) => number {
  const taken = new Set<number>();
  return (name) => {
    const hash = sha256(encoder.encode(name));
    const view = new DataView(hash.buffer, hash.byteOffset);
    let id = FIRST_ID + ((view.getUint32(8) * 0x10000 + view.getUint16(12)) % IDS);
    while (taken.has(id)) id++;
    taken.add(id);
    return id;
  };
}

/** What Anki finds duplicates by: the first 32 bits of the SHA-1 of the first field without its HTML. */
export function fieldChecksum(text: string): number {
  const hash = sha1(encoder.encode(text));
  return new DataView(hash.buffer, hash.byteOffset).getUint32(0);
}

/** As Anki's map of media wants it. */
export function fileHash(bytes: Uint8Array): Uint8Array {
  return sha1(bytes);
}
