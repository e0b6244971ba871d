/** At most so full, and then larger by so much: with 8 bytes a slot, an id takes 9 to 12 bytes. */
const MOST_FULL = 0.85;
const GROWTH = 1.25;
const FIRST_SLOTS = 64;
/** What 32 bits tell apart: hashes, and the bytes of one region of a file. */
const RANGE = 2 ** 32;
const NOWHERE: readonly number[] = [];

/**
 * Where in a log file events stand, by the hash of their id: a long log has more ids than memory should hold. Whoever must be
 * sure reads what stands there.
 */
export class FileIds {
  readonly #tables: Table[] = []; // one for each region of the file

  /** @param place the byte at which the event begins, or what holds it */
  add(hash: number, place: number): void {
    const region = Math.floor(place / RANGE);
    const table = this.#tables[region] ?? emptyTable(FIRST_SLOTS);
    const roomy = table.size < MOST_FULL * table.hashes.length ? table : grown(table);
    this.#tables[region] = roomy;
    put(roomy, hash, place - region * RANGE);
  }

  /** The places of events whose id has this hash. */
  placesOf(hash: number): readonly number[] {
    let places = NOWHERE;
    for (const [region, table] of this.#tables.entries()) {
      if (!table) continue;
      for (let slot = homeOf(table, hash); table.hashes[slot] !== 0; slot = after(table, slot)) {
        if (table.hashes[slot] === hash) places = [...places, region * RANGE + (table.places[slot] as number)];
      }
    }
    return places;
  }
}

/** Open addressing in two columns. The hash 0 marks a free slot. */
interface Table {
  readonly hashes: Uint32Array;
  readonly places: Uint32Array;
  size: number;
}

function emptyTable(slots: number): Table {
  return { hashes: new Uint32Array(slots), places: new Uint32Array(slots), size: 0 };
}

function grown({ hashes, places }: Table): Table {
  const larger = emptyTable(Math.ceil(hashes.length * GROWTH));
  for (let slot = 0; slot < hashes.length; slot++) {
    const hash = hashes[slot] as number;
    if (hash !== 0) put(larger, hash, places[slot] as number);
  }
  return larger;
}

function put(table: Table, hash: number, place: number): void {
  const { hashes, places } = table;
  let slot = homeOf(table, hash);
  while (hashes[slot] !== 0) slot = after(table, slot);
  hashes[slot] = hash;
  places[slot] = place;
  table.size++;
}

/** Slots are in the order of hashes, so that a table that grows is read and written from end to end. */
function homeOf({ hashes }: Table, hash: number): number {
  return Math.floor((hash / RANGE) * hashes.length);
}

function after({ hashes }: Table, slot: number): number {
  return slot + 1 === hashes.length ? 0 : slot + 1;
}
