import { invalidZstd } from './zstd-bits.js';
import { readLiterals } from './zstd-literals.js';
import type { Output } from './zstd-output.js';
import { follow, type Memory } from './zstd-sequences.js';
import type { PrefixTable } from './zstd-tables.js';

// RFC 8878, section 3.1
export const FRAME = 0xfd2fb528;
const SKIPPABLE = 0x184d2a50;
const MOST_OF_BLOCK = 131_072;
/** A header and a byte. */
const LEAST_OF_BLOCK = 4;

interface Frame {
  /** Where its blocks begin. */
  readonly from: number;
  readonly contentSize: number | undefined;
  readonly mostOfBlock: number;
  readonly checksumBytes: number;
}

/** Reads the frame that begins at a place, and tells where it ends. */
export function readFrame(view: DataView, start: number, output: Output): number {
  const bytes = new Uint8Array(view.buffer, view.byteOffset, view.byteLength);
  const { from, contentSize, mostOfBlock, checksumBytes } = frameAt(view, start);
  if (contentSize !== undefined) output.expect(contentSize);
  const first = output.length;
  const readPacked = packedReader(output, mostOfBlock, contentSize);
  let at = from;
  for (let isLast = false; !isLast; ) {
    if (at + 3 > bytes.length) throw invalidZstd('it breaks off');
    const header = view.getUint16(at, true) + (view.getUint8(at + 2) << 16);
    isLast = (header & 1) === 1;
    const form = (header >> 1) & 3;
    const size = header >> 3;
    const until = at + 3 + (form === 1 ? 1 : size);
    if (form === 3 || size > mostOfBlock || until > bytes.length) throw invalidZstd('a block breaks off');
    const block = bytes.subarray(at + 3, until);
    if (form === 2) readPacked(block);
    else {
      if (contentSize === undefined) output.reserve(size);
      else if (output.length - first + size > contentSize) throw invalidZstd('it holds more than it declares');
      if (form === 0) output.bytes.set(block, output.length);
      else output.bytes.fill(block[0] as number, output.length, output.length + size);
      output.add(size);
    }
    at = until;
  }
  at += checksumBytes;
  if (at > bytes.length) throw invalidZstd('it breaks off');
  if (contentSize !== undefined && output.length - first !== contentSize) {
    throw invalidZstd('it holds not what it declares');
  }
  return at;
}

/** Reads the compressed blocks of one frame, in their order. */
function packedReader(output: Output, mostOfBlock: number, contentSize: number | undefined) {
  const frame = output.length;
  const memory: Memory = { tables: [], distances: [1, 4, 8] };
  let table: PrefixTable | undefined;
  return (block: Uint8Array) => {
    const literals = readLiterals(block, mostOfBlock, table);
    table = literals.table;
    // What a block comes to is known only when it is done: there is room for the most.
    const left = contentSize === undefined ? mostOfBlock : frame + contentSize - output.length;
    const most = Math.min(mostOfBlock, left);
    output.reserve(most);
    const section = block.subarray(literals.length);
    const room = { bytes: output.bytes, frame, from: output.length, until: output.length + most };
    output.add(follow(section, literals.bytes, memory, room) - output.length);
  };
}

/** What stands at the beginning of a frame, and the size of one to be skipped. */
export function headOf(view: DataView, at: number): { magic: number; size: number } {
  if (at + 8 > view.byteLength) throw invalidZstd('it breaks off');
  const magic = view.getUint32(at, true);
  const size = view.getUint32(at + 4, true);
  const isSkippable = (magic & 0xfffffff0) === SKIPPABLE && at + 8 + size <= view.byteLength;
  if (magic !== FRAME && !isSkippable) throw invalidZstd('it begins with something else');
  return { magic, size };
}

function frameAt(view: DataView, at: number): Frame {
  const descriptor = view.getUint8(at + 4);
  const isSingle = (descriptor & 0x20) > 0;
  const sizeBytes = [isSingle ? 1 : 0, 2, 4, 8][descriptor >> 6] as number;
  const dictionaryBytes = [0, 1, 2, 4][descriptor & 3] as number;
  const dictionary = at + 5 + (isSingle ? 0 : 1);
  const from = dictionary + dictionaryBytes + sizeBytes;
  if (from > view.byteLength) throw invalidZstd('it breaks off');
  for (let byte = 0; byte < dictionaryBytes; byte++) {
    if (view.getUint8(dictionary + byte) > 0) throw invalidZstd('it needs a dictionary');
  }
  if (descriptor & 8) throw invalidZstd('it is of a form that does not exist');
  let contentSize = sizeBytes === 2 ? 256 : 0;
  for (let byte = 0; byte < sizeBytes; byte++) contentSize += view.getUint8(from - sizeBytes + byte) * 2 ** (8 * byte);
  const exponent = isSingle ? 0 : view.getUint8(at + 5);
  const window = isSingle ? contentSize : 2 ** (10 + (exponent >> 3)) * (1 + (exponent & 7) / 8);
  const mostOfBlock = Math.min(MOST_OF_BLOCK, window);
  if (contentSize > ((view.byteLength - from) / LEAST_OF_BLOCK) * mostOfBlock) {
    throw invalidZstd('it declares more than it can hold');
  }
  return {
    from,
    contentSize: sizeBytes > 0 ? contentSize : undefined,
    mostOfBlock,
    checksumBytes: descriptor & 4 ? 4 : 0,
  };
}
