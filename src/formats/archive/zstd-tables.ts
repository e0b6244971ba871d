import { bitsAt, highestBit, invalidZstd, topOf } from './zstd-bits.js';

/** A table of states (RFC 8878, section 4.1): each stands for a symbol, and tells how many bits lead to the next state. */
export interface StateTable {
  readonly log: number;
  readonly symbols: Uint8Array;
  readonly bits: Uint8Array;
  readonly bases: Uint16Array;
}

/** A table of prefix codes (section 4.2): what the next `log` bits begin with, and how many of them it takes. */
export interface PrefixTable {
  readonly log: number;
  readonly symbols: Uint8Array;
  readonly bits: Uint8Array;
}

const MOST_PREFIX_BITS = 11;
const MOST_WEIGHT_LOG = 6;

/** @param counts how many states each symbol has; -1 stands for less than one */
export function stateTable(counts: ArrayLike<number>, log: number): StateTable {
  const size = 1 << log;
  const symbols = new Uint8Array(size);
  const bits = new Uint8Array(size);
  const bases = new Uint16Array(size);
  const next = new Uint16Array(counts.length);
  let rare = size;
  for (let symbol = 0; symbol < counts.length; symbol++) {
    const count = counts[symbol] as number;
    if (count === -1) symbols[--rare] = symbol;
    next[symbol] = Math.abs(count);
  }
  const stride = (size >> 1) + (size >> 3) + 3;
  let place = 0;
  for (let symbol = 0; symbol < counts.length; symbol++) {
    for (let left = counts[symbol] as number; left > 0; left--) {
      symbols[place] = symbol;
      do place = (place + stride) & (size - 1);
      while (place >= rare);
    }
  }
  for (let state = 0; state < size; state++) {
    const symbol = symbols[state] as number;
    const turn = next[symbol] as number;
    next[symbol] = turn + 1;
    const count = log - highestBit(turn);
    bits[state] = count;
    bases[state] = (turn << count) - size;
  }
  return { log, symbols, bits, bases };
}

/** The table of one state: the same symbol again and again. */
export function constantTable(symbol: number): StateTable {
  return { log: 0, symbols: Uint8Array.of(symbol), bits: new Uint8Array(1), bases: new Uint16Array(1) };
}

/** Reads the description of a table of states (section 4.1.1), and tells how many bytes it took. */
export function readStateTable(
  bytes: Uint8Array,
  mostLog: number,
  mostSymbols: number,
): { readonly table: StateTable; readonly length: number } {
  const log = bitsAt(bytes, 0, 4) + 5;
  if (log > mostLog) throw invalidZstd('a table is too large');
  const counts: number[] = [];
  let place = 4;
  let left = 1 << log;
  while (left > 0) {
    if (counts.length >= mostSymbols) throw invalidZstd('a table has too many symbols');
    const width = highestBit(left + 1) + 1;
    const short = (1 << width) - 2 - left; // so many values do with one bit less
    const value = bitsAt(bytes, place, width);
    const low = value & ((1 << (width - 1)) - 1);
    place += low < short ? width - 1 : width;
    const count = (low < short ? low : value === low ? value : value - short) - 1;
    left -= Math.abs(count);
    counts.push(count);
    for (let more = count === 0 ? 3 : 0; more === 3; place += 2) {
      more = bitsAt(bytes, place, 2);
      for (let zero = 0; zero < more; zero++) counts.push(0);
      if (counts.length > mostSymbols) throw invalidZstd('a table has too many symbols');
    }
  }
  const length = (place + 7) >> 3;
  if (left < 0 || length > bytes.length) throw invalidZstd('a table does not add up');
  return { table: stateTable(counts, log), length };
}

/** Reads the description of a table of prefix codes (section 4.2.1), and tells how many bytes it took. */
export function readPrefixTable(bytes: Uint8Array): { readonly table: PrefixTable; readonly length: number } {
  const head = bytes[0] ?? 0;
  const length = 1 + (head < 128 ? head : (head - 126) >> 1);
  if (length > bytes.length) throw invalidZstd('a table breaks off');
  const weights = head < 128 ? packedWeights(bytes.subarray(1, length)) : plainWeights(bytes, head - 127);
  return { table: prefixTable(weights), length };
}

function plainWeights(bytes: Uint8Array, count: number): number[] {
  return Array.from({ length: count }, (_, index) => {
    const pair = bytes[1 + (index >> 1)] as number;
    return index & 1 ? pair & 15 : pair >> 4;
  });
}

/** Weights written by two states in turn. */
function packedWeights(bytes: Uint8Array): number[] {
  const { table, length } = readStateTable(bytes, MOST_WEIGHT_LOG, MOST_PREFIX_BITS + 1);
  const stream = bytes.subarray(length);
  let place = topOf(stream) - 2 * table.log;
  if (place < 0) throw invalidZstd('a table breaks off');
  let state = bitsAt(stream, place + table.log, table.log);
  let other = bitsAt(stream, place, table.log);
  const weights: number[] = [];
  while (weights.length < 255) {
    weights.push(table.symbols[state] as number);
    const count = table.bits[state] as number;
    if (place < count) {
      weights.push(table.symbols[other] as number);
      return weights;
    }
    place -= count;
    const next = (table.bases[state] as number) + bitsAt(stream, place, count);
    state = other;
    other = next;
  }
  throw invalidZstd('a table has too many symbols');
}

function prefixTable(weights: number[]): PrefixTable {
  let total = 0;
  for (const weight of weights) total += weight > 0 ? 2 ** (weight - 1) : 0;
  const log = total > 0 ? highestBit(total) + 1 : 0;
  const rest = 2 ** log - total;
  if (log < 1 || log > MOST_PREFIX_BITS || weights.length > 255 || (rest & (rest - 1)) !== 0) {
    throw invalidZstd('a table does not add up');
  }
  weights.push(highestBit(rest) + 1); // the last one goes without saying
  const symbols = new Uint8Array(1 << log);
  const bits = new Uint8Array(1 << log);
  let at = 0;
  for (let weight = 1; weight <= log; weight++) {
    for (let symbol = 0; symbol < weights.length; symbol++) {
      if (weights[symbol] !== weight) continue;
      const until = at + (1 << (weight - 1));
      symbols.fill(symbol, at, until);
      bits.fill(log + 1 - weight, at, until);
      at = until;
    }
  }
  return { log, symbols, bits };
}
