import { readUuid, uuidAt, WORDS } from './uuid.js';

const FEWEST_ROWS = 16;
/** How full the index may get before it grows. */
const MOST_FULL = 0.75;

/** Ids as they can be written down. */
export interface PackedIds {
  readonly words: Uint32Array;
  /** Those that are no UUIDs. */
  readonly others: readonly (readonly [row: number, id: string])[];
}

/**
 * A list of ids, each once and at its row: sixteen bytes for a UUID, the text for any other. Rows are found by id
 * through an index that is made when it is first needed: a hash table with open addressing and linear probing.
 */
export class Ids {
  #words: Uint32Array;
  #count: number;
  /** Ids that are no UUIDs, by row. */
  readonly #others: Map<number, string>;
  /** Rows, each plus one; zero where a slot is free. */
  #slots: Uint32Array | undefined;

  /** @param packed ids to go on with */
  constructor({ words, others }: PackedIds = { words: new Uint32Array(0), others: [] }) {
    this.#words = words;
    this.#count = words.length / WORDS;
    this.#others = new Map(others);
  }

  get packed(): PackedIds {
    return { words: this.#words.subarray(0, this.#count * WORDS), others: [...this.#others] };
  }

  at(row: number): string {
    const other = this.#others.size > 0 ? this.#others.get(row) : undefined;
    return other ?? uuidAt(this.#words, row * WORDS);
  }

  /** The row of an id; nothing if it is not in the list. */
  find(id: string): number | undefined {
    const row = this.#indexed()[this.#slotOf(id, readUuid(id, read))] as number;
    return row === 0 ? undefined : row - 1;
  }

  /**
   * Adds an id at the next row, and says whether it did: not if it is in the list already.
   * @param isNew the caller vouches that it is not there; then no index is made for it
   */
  add(id: string, isNew = false): boolean {
    const isUuid = readUuid(id, read);
    if (!isNew || this.#slots) {
      const slots = this.#indexed();
      const slot = this.#slotOf(id, isUuid);
      if ((slots[slot] as number) > 0) return false;
      slots[slot] = this.#count + 1;
      if (this.#count + 1 > slots.length * MOST_FULL) this.forgetIndex(); // the next one is larger
    }
    if ((this.#count + 1) * WORDS > this.#words.length) this.reserve(Math.max(FEWEST_ROWS, this.#count >> 3));
    if (isUuid) this.#write(this.#count * WORDS);
    else this.#others.set(this.#count, id);
    this.#count++;
    return true;
  }

  /** Takes away all ids from this row on. */
  truncate(count: number): void {
    for (let row = count; row < this.#count; row++) this.#others.delete(row);
    this.#words.fill(0, count * WORDS); // where no UUID stands there are zeros, which no UUID matches
    this.#count = count;
    this.forgetIndex();
  }

  /** Lets go of the memory of the index until it is needed again. */
  forgetIndex(): void {
    this.#slots = undefined;
  }

  /** Makes room for so many more ids. */
  reserve(more: number): void {
    const needed = (this.#count + more) * WORDS;
    if (needed <= this.#words.length) return;
    const words = new Uint32Array(needed);
    words.set(this.#words.subarray(0, this.#count * WORDS));
    this.#words = words;
  }

  /** Writes the words that were read last. */
  #write(at: number): void {
    this.#words[at] = read[0] as number;
    this.#words[at + 1] = read[1] as number;
    this.#words[at + 2] = read[2] as number;
    this.#words[at + 3] = read[3] as number;
  }

  #indexed(): Uint32Array {
    if (this.#slots === undefined) {
      const room = Math.max(this.#count * 1.5, this.#words.length / WORDS, FEWEST_ROWS);
      this.#slots = new Uint32Array(2 ** Math.ceil(Math.log2(room / MOST_FULL)));
      for (let row = 0; row < this.#count; row++) this.#slots[this.#freeSlotFor(row)] = row + 1;
    }
    return this.#slots;
  }

  /** The slot of an id, or the free one where it would go. */
  #slotOf(id: string, isUuid: boolean): number {
    const slots = this.#indexed();
    const words = this.#words;
    const last = slots.length - 1;
    for (let slot = (isUuid ? hashOf(read, 0) : hashOfText(id)) & last; ; slot = (slot + 1) & last) {
      const row = (slots[slot] as number) - 1;
      if (row < 0) return slot;
      const isIt = isUuid ? isReadAt(words, row * WORDS) : this.#others.get(row) === id;
      if (isIt) return slot;
    }
  }

  #freeSlotFor(row: number): number {
    const slots = this.#slots as Uint32Array;
    const last = slots.length - 1;
    const other = this.#others.size > 0 ? this.#others.get(row) : undefined;
    let slot = (other === undefined ? hashOf(this.#words, row * WORDS) : hashOfText(other)) & last;
    while (slots[slot] !== 0) slot = (slot + 1) & last;
    return slot;
  }
}

/** The words of the UUID that was read last. */
const read = new Uint32Array(WORDS);

function isReadAt(words: Uint32Array, at: number): boolean {
  return words[at] === read[0] && words[at + 1] === read[1] && words[at + 2] === read[2] && words[at + 3] === read[3];
}

/** FNV-1a over words, its bits stirred. */
function hashOf(words: Uint32Array, at: number): number {
  let hash = 0x811c9dc5;
  for (let word = at; word < at + WORDS; word++) {
    hash = Math.imul(hash ^ (words[word] as number), 0x01000193);
    hash ^= hash >>> 15;
  }
  return hash;
}

/** The same over UTF-16 code units. */
function hashOfText(text: string): number {
  let hash = 0x811c9dc5;
  for (let at = 0; at < text.length; at++) hash = Math.imul(hash ^ text.charCodeAt(at), 0x01000193);
  return hash ^ (hash >>> 15);
}
