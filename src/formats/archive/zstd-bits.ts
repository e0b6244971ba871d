import { StudyError } from '../../errors.js';

export const invalidZstd = (fault: string) =>
  new StudyError('invalid-file', `Zstandard data in the file is damaged: ${fault}; fetch the file again`);

/** The place of the highest bit that is set: 0 for 1, 10 for 1024 to 2047. */
export const highestBit = (value: number) => 31 - Math.clz32(value);

/** Up to 25 bits of a stream, from a place on; where the stream has none, they are 0. The place may lie before its beginning. */
export function bitsAt(stream: Uint8Array, place: number, count: number): number {
  const at = place >> 3;
  const word =
    (stream[at] as number) |
    ((stream[at + 1] as number) << 8) |
    ((stream[at + 2] as number) << 16) |
    ((stream[at + 3] as number) << 24);
  return (word >>> (place & 7)) & ((1 << count) - 1);
}

/** Where a stream that is read backward begins: below its highest bit that is set. */
export function topOf(stream: Uint8Array): number {
  const last = stream[stream.length - 1];
  if (!last) throw invalidZstd('a stream has no end');
  return (stream.length - 1) * 8 + highestBit(last);
}
