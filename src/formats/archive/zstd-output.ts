import { StudyError } from '../../errors.js';
import type { Bytes } from '../bytes.js';

/** Bytes that become more, up to a limit. */
export interface Output {
  readonly bytes: Uint8Array;
  /** How many of them are written. */
  readonly length: number;
  /**
   * Makes room for so many more, as they are declared.
   * @throws StudyError `too-large`
   */
  expect(size: number): void;
  /** Makes room for up to so many more; a single block may come to lie beyond the limit until it is counted. */
  reserve(most: number): void;
  /**
   * Counts what was written.
   * @throws StudyError `too-large`
   */
  add(size: number): void;
  done(): Bytes;
}

export function outputOf(limit: number): Output {
  let bytes = new Uint8Array(0);
  let length = 0;
  const checkLimit = (size: number) => {
    if (length + size <= limit) return;
    throw new StudyError('too-large', `Zstandard data in the file comes to more than ${limit} bytes; it is not read`);
  };
  const resize = (size: number) => {
    const grown = new Uint8Array(size);
    grown.set(bytes.subarray(0, length));
    bytes = grown;
  };
  return {
    get bytes() {
      return bytes;
    },
    get length() {
      return length;
    },
    expect(size) {
      checkLimit(size);
      if (length + size > bytes.length) resize(length + size);
    },
    reserve(most) {
      if (length + most > bytes.length) resize(Math.max(length + most, Math.min(limit, 2 * bytes.length)));
    },
    add(size) {
      checkLimit(size);
      length += size;
    },
    done: () => (4 * length < 3 * bytes.length ? bytes.slice(0, length) : bytes.subarray(0, length)),
  };
}
