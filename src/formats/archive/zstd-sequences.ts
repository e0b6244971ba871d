import { bitsAt, invalidZstd, topOf } from './zstd-bits.js';
import { constantTable, readStateTable, type StateTable, stateTable } from './zstd-tables.js';

/** What a kind of code stands for (RFC 8878, section 3.1.1.3.2.1): a base, and a number of bits to add to it. */
interface Codes {
  readonly mostLog: number;
  readonly symbols: number;
  readonly usual: StateTable;
}

const repeated = (count: number, value: number) => new Array<number>(count).fill(value);
const LITERAL_BITS = [...repeated(16, 0), 1, 1, 1, 1, 2, 2, 3, 3, 4, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16];
const MATCH_BITS = [...repeated(32, 0), 1, 1, 1, 1, 2, 2, 3, 3, 4, 4, 5, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16];
const LITERAL_BASES = basesOf(LITERAL_BITS, 0);
const MATCH_BASES = basesOf(MATCH_BITS, 3);

function basesOf(bits: readonly number[], first: number): readonly number[] {
  let base = first;
  return bits.map((count) => {
    base += 1 << count;
    return base - (1 << count);
  });
}

/** The tables that a block may use without describing them (section 3.1.1.3.2.2). */
const LITERALS: Codes = {
  mostLog: 9,
  symbols: 36,
  usual: stateTable(
    [4, 3, ...repeated(11, 2), 1, 1, 1, ...repeated(9, 2), 3, 2, ...repeated(5, 1), ...repeated(4, -1)],
    6,
  ),
};
const OFFSETS: Codes = {
  mostLog: 8,
  symbols: 32,
  usual: stateTable([...repeated(6, 1), 2, 2, 2, ...repeated(15, 1), ...repeated(5, -1)], 5),
};
const MATCHES: Codes = {
  mostLog: 9,
  symbols: 53,
  usual: stateTable([1, 4, 3, ...repeated(6, 2), ...repeated(37, 1), ...repeated(7, -1)], 6),
};

/** What one block of a frame leaves to the next. */
export interface Memory {
  tables: readonly StateTable[];
  /** The three distances used last. */
  readonly distances: [number, number, number];
}

/** Where the bytes of a block go. */
export interface Room {
  readonly bytes: Uint8Array;
  /** Where the frame begins, and where the block does. */
  readonly frame: number;
  readonly from: number;
  /** No byte of the block may come to lie here or later. */
  readonly until: number;
}

/**
 * Carries out what a block says to do with its literals: so many of them, then so many bytes from so far back.
 * @returns where the block ends
 */
export function follow(section: Uint8Array, literals: Uint8Array, memory: Memory, room: Room): number {
  const { count, head } = countOf(section);
  let at = room.from;
  let literal = 0;
  if (count > 0) {
    const { bytes, frame, until } = room;
    const { tables, stream } = tablesOf(section, head, memory);
    const [forLiterals, forOffsets, forMatches] = tables as [StateTable, StateTable, StateTable];
    let place = topOf(stream);
    const take = (bits: number) => {
      place -= bits;
      return bits > 24
        ? bitsAt(stream, place + 16, bits - 16) * 0x10000 + bitsAt(stream, place, 16)
        : bitsAt(stream, place, bits);
    };
    let literalState = take(forLiterals.log);
    let offsetState = take(forOffsets.log);
    let matchState = take(forMatches.log);
    for (let left = count; left > 0; left--) {
      const offsetCode = forOffsets.symbols[offsetState] as number;
      const matchCode = forMatches.symbols[matchState] as number;
      const literalCode = forLiterals.symbols[literalState] as number;
      const offset = 2 ** offsetCode + take(offsetCode);
      const length = (MATCH_BASES[matchCode] as number) + take(MATCH_BITS[matchCode] as number);
      const plain = (LITERAL_BASES[literalCode] as number) + take(LITERAL_BITS[literalCode] as number);
      if (left > 1) {
        literalState = (forLiterals.bases[literalState] as number) + take(forLiterals.bits[literalState] as number);
        matchState = (forMatches.bases[matchState] as number) + take(forMatches.bits[matchState] as number);
        offsetState = (forOffsets.bases[offsetState] as number) + take(forOffsets.bits[offsetState] as number);
      }
      const distance = distanceOf(offset, plain === 0, memory.distances);
      if (place < 0 || literal + plain > literals.length) throw invalidZstd('a block breaks off');
      if (at + plain + length > until) throw invalidZstd('a block holds too much');
      for (let end = at + plain; at < end; at++) bytes[at] = literals[literal++] as number;
      if (!(distance > 0 && distance <= at - frame)) throw invalidZstd('a copy reaches back too far');
      for (let end = at + length; at < end; at++) bytes[at] = bytes[at - distance] as number;
    }
    if (place !== 0) throw invalidZstd('a block is too long');
  }
  if (at + literals.length - literal > room.until) throw invalidZstd('a block holds too much');
  room.bytes.set(literals.subarray(literal), at);
  return at + literals.length - literal;
}

function countOf(section: Uint8Array): { count: number; head: number } {
  const [first, second = 0, third = 0] = section;
  if (first === undefined) throw invalidZstd('a block breaks off');
  if (first < 128) return { count: first, head: 1 };
  if (first < 255) return { count: ((first - 128) << 8) + second, head: 2 };
  return { count: second + (third << 8) + 0x7f00, head: 3 };
}

/** The tables that the block describes, or takes from before. */
function tablesOf(section: Uint8Array, head: number, memory: Memory) {
  const modes = section[head] ?? 0;
  let at = head + 1;
  memory.tables = [LITERALS, OFFSETS, MATCHES].map(({ usual, mostLog, symbols }, kind) => {
    const mode = (modes >> (6 - 2 * kind)) & 3;
    if (mode === 0) return usual;
    if (mode === 1) {
      const symbol = section[at++] ?? symbols;
      if (symbol >= symbols) throw invalidZstd('a code is unknown');
      return constantTable(symbol);
    }
    if (mode === 2) {
      const { table, length } = readStateTable(section.subarray(at), mostLog, symbols);
      at += length;
      return table;
    }
    const known = memory.tables[kind];
    if (!known) throw invalidZstd('a table is missing');
    return known;
  });
  return { tables: memory.tables, stream: section.subarray(at) };
}

/** How far back to copy from; small numbers mean the distances used last (section 3.1.1.5). */
function distanceOf(offset: number, isBare: boolean, distances: Memory['distances']): number {
  const [first, second, third] = distances;
  const turn = offset > 3 ? 4 : offset + (isBare ? 1 : 0);
  if (turn === 1) return first;
  const distance = offset > 3 ? offset - 3 : turn === 2 ? second : turn === 3 ? third : first - 1;
  if (turn > 2) distances[2] = second;
  distances[1] = first;
  distances[0] = distance;
  return distance;
}
