import { StudyError } from '../../errors.js';

/** A message of the protobuf wire format: the values of each field, in order. Of a field that stands once, the last one counts. */
export interface Message {
  number(field: number): number | undefined;
  text(field: number): string;
  bytes(field: number): Uint8Array | undefined;
  /** All values of a repeated field that are bytes, as the messages in it. */
  all(field: number): readonly Uint8Array[];
  /** A list of 32-bit floats, packed or not. */
  floats(field: number): number[];
}

const decoder = new TextDecoder();
const NO_BYTES = new Uint8Array(0);

/**
 * Reads a message; fields nobody asks for are no fault.
 * @throws StudyError `invalid-file` if it ends in the midst of a field, or uses a form that does not exist
 */
export function readMessage(bytes: Uint8Array): Message {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const numbers = new Map<number, number>();
  const parts = new Map<number, Uint8Array[]>();
  let at = 0;
  /** Beyond 2^53 it is not exact; what has all 64 bits is negative. */
  const varint = () => {
    let low = 0;
    let high = 0;
    for (let digit = 0; digit < 10; digit++) {
      const byte = bytes[at++];
      if (byte === undefined) throw damaged();
      if (digit < 4) low += (byte & 0x7f) * 2 ** (7 * digit);
      else high += (byte & 0x7f) * 2 ** (7 * (digit - 4));
      if (byte < 0x80) return low + (high < 2 ** 35 ? high : high - 2 ** 36) * 2 ** 28;
    }
    throw damaged();
  };
  const take = (length: number) => {
    if (!(length >= 0 && length <= bytes.length - at)) throw damaged();
    at += length;
    return bytes.subarray(at - length, at);
  };
  const add = (field: number, part: Uint8Array) => {
    const list = parts.get(field);
    if (list) list.push(part);
    else parts.set(field, [part]);
  };
  while (at < bytes.length) {
    const tag = varint();
    const field = Math.floor(tag / 8);
    const form = tag % 8;
    if (form === 0) numbers.set(field, varint());
    else if (form === 1) take(8);
    else if (form === 2) add(field, take(varint()));
    else if (form === 5) {
      add(field, take(4));
      numbers.set(field, floatAt(view, at - 4));
    } else throw damaged();
  }
  const all = (field: number) => parts.get(field) ?? [];
  return {
    number: (field) => numbers.get(field),
    text: (field) => decoder.decode(all(field).at(-1) ?? NO_BYTES),
    bytes: (field) => all(field).at(-1),
    all,
    floats: (field) => all(field).flatMap(floatsIn),
  };
}

function floatsIn(part: Uint8Array): number[] {
  const view = new DataView(part.buffer, part.byteOffset, part.byteLength);
  return Array.from({ length: part.length >> 2 }, (_, index) => floatAt(view, 4 * index));
}

/** A float of 32 bits as the shortest decimal that means it: 0.85, not 0.8500000238. */
function floatAt(view: DataView, at: number): number {
  const value = view.getFloat32(at, true);
  for (let digits = 6; digits < 9; digits++) {
    const short = Number(value.toPrecision(digits));
    if (Math.fround(short) === value) return short;
  }
  return value;
}

function damaged(): StudyError {
  return new StudyError('invalid-file', 'The package is damaged: a message in it breaks off; fetch the file again');
}
