import { StudyError } from '../../errors.js';
import { check, isRecord, type Rule } from '../../json.js';
import type { Bytes } from '../bytes.js';
import { crc32 } from './crc32.js';
import { inflated } from './inflate.js';
import { invalidZip, type ZipRecord, zipRecords } from './zip-directory.js';

/** How much an archive may ask for before it is refused as `too-large`. */
export interface ZipLimits {
  /** Files in it. */
  readonly entries: number;
  /** Bytes of one file, once inflated. */
  readonly bytesOfEntry: number;
  /** Bytes of all files together. */
  readonly bytes: number;
  /** How many times its size in the archive a large file may have. */
  readonly ratio: number;
}

/** Larger than any collection of flashcards known, and small enough for the memory of a browser. */
const ZIP_LIMITS: ZipLimits = {
  entries: 500_000,
  bytesOfEntry: 1_073_741_824,
  bytes: 4_294_967_296,
  ratio: 200,
};

const LIMITS: Rule = [isRecord, `an object with some of ${Object.keys(ZIP_LIMITS).join(', ')}`];
const LIMIT: Rule = [(value) => typeof value === 'number' && value >= 0, 'a number that is not negative'];
const NO_LIMIT: Rule = [() => false, `absent, for there are only ${Object.keys(ZIP_LIMITS).join(', ')}`];

/**
 * The limits wished for, and the usual ones where there is no wish.
 * @throws StudyError `invalid-argument`
 */
export function zipLimits(wishes: Partial<ZipLimits> = {}): ZipLimits {
  check('invalid-argument', 'limits', wishes, LIMITS);
  const wished = Object.entries(wishes).filter(([, value]) => value !== undefined);
  for (const [name, value] of wished) {
    check('invalid-argument', `limits.${name}`, value, Object.hasOwn(ZIP_LIMITS, name) ? LIMIT : NO_LIMIT);
  }
  return { ...ZIP_LIMITS, ...Object.fromEntries(wished) };
}

/** Files below this may be squeezed as far as they will go: no memory is at stake. */
const SMALL_BYTES = 33_554_432;

export interface Zip {
  /** What the files are called, and how many bytes each declares; in the order of the archive's directory. */
  readonly sizes: ReadonlyMap<string, number>;
  /**
   * The bytes of a file, inflated now; nothing if there is none of this name. Nothing is kept.
   * @throws StudyError `invalid-file` if it is damaged, or not what it declares
   */
  bytes(name: string): Bytes | undefined;
}

/**
 * Opens a zip archive: its directory is checked, its files are not yet inflated.
 * @throws StudyError `invalid-file` if it is no archive, or one that is damaged, encrypted or put together to deceive; `too-large`;
 * `invalid-argument`
 */
export function openZip(bytes: Uint8Array, limits?: Partial<ZipLimits>): Zip {
  const allowed = zipLimits(limits);
  const records = new Map<string, ZipRecord>();
  const sizes = new Map<string, number>();
  let total = 0;
  for (const record of zipRecords(bytes, allowed.entries)) {
    const { name, size } = record;
    if (records.has(name)) throw invalidZip(`holds ${JSON.stringify(name.slice(0, 80))} twice`);
    checkSize(record, allowed);
    total += size;
    records.set(name, record);
    sizes.set(name, size);
  }
  if (total > allowed.bytes) {
    throw new StudyError('too-large', `The archive holds ${total} bytes; at most ${allowed.bytes} are read`);
  }
  return {
    sizes,
    bytes(name) {
      const record = records.get(name);
      return record && bytesOf(bytes, record);
    },
  };
}

function checkSize({ name, size, from, until }: ZipRecord, allowed: ZipLimits): void {
  const shown = JSON.stringify(name.slice(0, 80));
  if (size > allowed.bytesOfEntry) {
    throw new StudyError('too-large', `${shown} holds ${size} bytes; at most ${allowed.bytesOfEntry} are read`);
  }
  if (size > SMALL_BYTES && size > (until - from) * allowed.ratio) {
    throw new StudyError(
      'too-large',
      `${shown} would swell to over ${allowed.ratio} times its size; that is no honest file`,
    );
  }
}

function bytesOf(archive: Uint8Array, { name, size, crc, isStored, from, until }: ZipRecord): Bytes {
  const what = `In the archive, ${JSON.stringify(name.slice(0, 80))}`;
  const bytes = isStored
    ? new Uint8Array(archive.subarray(from, until))
    : inflated(archive.subarray(from, until), size, what);
  if (crc32(bytes) !== crc) throw new StudyError('invalid-file', `${what} is damaged; fetch the file again`);
  return bytes;
}
