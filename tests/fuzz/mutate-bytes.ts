import { below, oneOf, type Random, someOf } from './pick.js';

/** At the edges of what a number of 8, 16, 32 or 64 bits can say. */
const EXTREMES = [0, 1, 0x7f, 0x80, 0xff, 0x100, 0x7fff, 0x8000, 0xffff, 0x10000, 0x7fffffff, 0x80000000, 0xffffffff];

type Mutation = (bytes: Uint8Array, random: Random, others: readonly Uint8Array[]) => Uint8Array;

const MUTATIONS: readonly Mutation[] = [
  flipBit,
  flipBit,
  setByte,
  setByte,
  changeNumber,
  changeNumber,
  fillRange,
  cut,
  repeat,
  swap,
  splice,
  truncate,
];

/** The bytes with one damage or several. The ones given stay as they are. */
export function mutatedBytes(bytes: Uint8Array, random: Random, others: readonly Uint8Array[] = []): Uint8Array {
  let mutated: Uint8Array = bytes.slice();
  for (let left = someOf(12, random); left > 0; left--) mutated = oneOf(MUTATIONS, random)(mutated, random, others);
  return mutated;
}

function flipBit(bytes: Uint8Array, random: Random): Uint8Array {
  const at = below(bytes.length, random);
  if (at < bytes.length) bytes[at] = (bytes[at] as number) ^ (1 << below(8, random));
  return bytes;
}

function setByte(bytes: Uint8Array, random: Random): Uint8Array {
  const at = below(bytes.length, random);
  if (at < bytes.length) bytes[at] = oneOf([0, 255, below(256, random)], random);
  return bytes;
}

function changeNumber(bytes: Uint8Array, random: Random): Uint8Array {
  if (bytes.length < 4) return bytes;
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const at = below(bytes.length - 3, random);
  const isLittle = random() < 0.5;
  const value = oneOf(EXTREMES, random);
  if (random() < 0.5) view.setUint16(at, value & 0xffff, isLittle);
  else view.setUint32(at, value, isLittle);
  return bytes;
}

/** Where a piece of the bytes begins and ends; most are short. */
function range(bytes: Uint8Array, random: Random): [from: number, until: number] {
  const from = below(bytes.length, random);
  return [from, Math.min(bytes.length, from + someOf(Math.max(2, bytes.length), random))];
}

function fillRange(bytes: Uint8Array, random: Random): Uint8Array {
  const [from, until] = range(bytes, random);
  return bytes.fill(oneOf([0, 255, below(256, random)], random), from, until);
}

function cut(bytes: Uint8Array, random: Random): Uint8Array {
  const [from, until] = range(bytes, random);
  return joined(bytes.subarray(0, from), bytes.subarray(until));
}

const MOST_BYTES = 1_000_000;

function repeat(bytes: Uint8Array, random: Random): Uint8Array {
  const [from, until] = range(bytes, random);
  const piece = bytes.subarray(from, until);
  const times = Math.min(someOf(200, random), Math.floor(MOST_BYTES / Math.max(1, bytes.length)));
  return joined(bytes.subarray(0, until), ...Array.from({ length: times }, () => piece), bytes.subarray(until));
}

function swap(bytes: Uint8Array, random: Random): Uint8Array {
  const [from, until] = range(bytes, random);
  const to = below(bytes.length - (until - from), random);
  const piece = bytes.slice(from, until);
  bytes.copyWithin(from, to, to + piece.length);
  bytes.set(piece.subarray(0, bytes.length - to), to);
  return bytes;
}

function splice(bytes: Uint8Array, random: Random, others: readonly Uint8Array[]): Uint8Array {
  const other = others.length > 0 ? oneOf(others, random) : bytes;
  const [from, until] = range(other, random);
  const at = below(bytes.length, random);
  const after = Math.min(bytes.length, random() < 0.5 ? at : at + until - from);
  return joined(bytes.subarray(0, at), other.subarray(from, until), bytes.subarray(after));
}

function truncate(bytes: Uint8Array, random: Random): Uint8Array {
  return bytes.slice(0, below(bytes.length + 1, random));
}

function joined(...parts: readonly Uint8Array[]): Uint8Array {
  const whole = new Uint8Array(parts.reduce((length, part) => length + part.length, 0));
  let at = 0;
  for (const part of parts) {
    whole.set(part, at);
    at += part.length;
  }
  return whole;
}
