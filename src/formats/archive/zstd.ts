import type { Bytes } from '../bytes.js';
import { FRAME, headOf, readFrame } from './zstd-frame.js';
import { outputOf } from './zstd-output.js';

const MOST_OF_BLOCK = 131_072;

/**
 * What Zstandard data (RFC 8878) holds: one frame or more, with or without their sizes. Written by hand because it is given
 * files that may be made to do harm: every step is bounded by what it reads or gives. Checksums are not looked at.
 * @param limit the most bytes it may come to
 * @throws StudyError `invalid-file`, or `too-large` before memory is spent on more
 */
export function unzstd(bytes: Uint8Array, limit: number): Bytes {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const output = outputOf(limit);
  let at = 0;
  do {
    const { magic, size } = headOf(view, at);
    at = magic === FRAME ? readFrame(view, at, output) : at + 8 + size;
  } while (at < bytes.length);
  return output.done();
}

/** The bytes as one frame of blocks that are not compressed: any decoder reads it, and nothing is needed to write it. */
export function zstdOf(bytes: Uint8Array): Uint8Array {
  const blocks = Math.max(1, Math.ceil(bytes.length / MOST_OF_BLOCK));
  const frame = new Uint8Array(13 + 3 * blocks + bytes.length);
  const view = new DataView(frame.buffer);
  view.setUint32(0, FRAME, true);
  view.setUint8(4, 0xe0); // one segment, its size in 8 bytes
  view.setUint32(5, bytes.length % 2 ** 32, true);
  view.setUint32(9, Math.floor(bytes.length / 2 ** 32), true);
  let at = 13;
  for (let block = 0; block < blocks; block++) {
    const part = bytes.subarray(block * MOST_OF_BLOCK, (block + 1) * MOST_OF_BLOCK);
    const header = (part.length << 3) | (block === blocks - 1 ? 1 : 0);
    view.setUint16(at, header & 0xffff, true);
    view.setUint8(at + 2, header >> 16);
    frame.set(part, at + 3);
    at += 3 + part.length;
  }
  return frame;
}
