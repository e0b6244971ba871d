/** How full the table may get before it grows. */
const MOST_FULL = 0.75;
const FEWEST_SLOTS = 16;

/**
 * Finds the place of an event by its id. It remembers places and hashes alone, some sixteen bytes an event, and asks for the
 * id at a place where it has to compare. A hash table with open addressing and linear probing.
 */
export class IdIndex {
  readonly #idAt: (place: number) => string;
  /** Places, each plus one; zero where a slot is free. */
  #places: Uint32Array;
  #hashes: Int32Array;
  #size = 0;

  /** @param expected how many places will be added, as far as is known */
  constructor(idAt: (place: number) => string, expected = 0) {
    const slots = Math.max(FEWEST_SLOTS, 2 ** Math.ceil(Math.log2(expected / MOST_FULL + 1)));
    this.#idAt = idAt;
    this.#places = new Uint32Array(slots);
    this.#hashes = new Int32Array(slots);
  }

  /** The place of the event with this id; nothing if it is not known. */
  find(id: string): number | undefined {
    const place = (this.#places[this.#slotOf(id, hashOf(id))] as number) - 1;
    return place < 0 ? undefined : place;
  }

  /** Remembers where the event with this id is, unless one with the same id is known: then its place is returned. */
  add(id: string, place: number): number | undefined {
    if (this.#size >= this.#places.length * MOST_FULL) this.#grow();
    const hash = hashOf(id);
    const slot = this.#slotOf(id, hash);
    const known = (this.#places[slot] as number) - 1;
    if (known >= 0) return known;
    this.#places[slot] = place + 1;
    this.#hashes[slot] = hash;
    this.#size++;
    return undefined;
  }

  /** The slot of this id, or the free one where it would go. */
  #slotOf(id: string, hash: number): number {
    const last = this.#places.length - 1;
    for (let slot = hash & last; ; slot = (slot + 1) & last) {
      const place = this.#places[slot] as number;
      if (place === 0 || (this.#hashes[slot] === hash && this.#idAt(place - 1) === id)) return slot;
    }
  }

  #grow(): void {
    const [places, hashes] = [this.#places, this.#hashes];
    const last = places.length * 2 - 1;
    this.#places = new Uint32Array(last + 1);
    this.#hashes = new Int32Array(last + 1);
    for (let from = 0; from < places.length; from++) {
      if (places[from] === 0) continue;
      let slot = (hashes[from] as number) & last;
      while (this.#places[slot] !== 0) slot = (slot + 1) & last;
      this.#places[slot] = places[from] as number;
      this.#hashes[slot] = hashes[from] as number;
    }
  }
}

/** FNV-1a over UTF-16 code units, two at a time, the high bits of the result folded into the low ones. */
function hashOf(id: string): number {
  let hash = 0x811c9dc5 ^ id.length;
  let at = id.length - 1;
  for (; at > 0; at -= 2) hash = Math.imul(hash ^ id.charCodeAt(at) ^ (id.charCodeAt(at - 1) << 16), 0x01000193);
  if (at === 0) hash = Math.imul(hash ^ id.charCodeAt(0), 0x01000193);
  return hash ^ (hash >>> 15);
}
