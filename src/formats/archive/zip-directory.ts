import { StudyError } from '../../errors.js';

/** Where a file lies in an archive, and what the directory says of it. */
export interface ZipRecord {
  readonly name: string;
  /** Of its bytes, once inflated. */
  readonly size: number;
  readonly crc: number;
  readonly isStored: boolean;
  /** Its bytes in the archive. */
  readonly from: number;
  readonly until: number;
}

// The records, fields and marks are those of APPNOTE.TXT 6.3, sections 4.3 and 4.4; all numbers are little-endian.
const END = 0x06054b50;
const END_BYTES = 22;
const END_64 = 0x06064b50;
const LOCATOR_64 = 0x07064b50;
const CENTRAL = 0x02014b50;
const LOCAL = 0x04034b50;
const MOST_COMMENT = 0xffff;
const EXTRA_64 = 0x0001;
/** Stands where a number did not fit in 32 bits, and is told elsewhere. */
const ELSEWHERE = 0xffffffff;
const STORED = 0;
const DEFLATED = 8;
const ENCRYPTED = 1;

export const invalidZip = (fault: string) => new StudyError('invalid-file', `The archive ${fault}`);

const decoder = new TextDecoder();

/**
 * What the directory at the end of an archive lists, in its order. The sizes written in front of each file are not looked at.
 * @throws StudyError `invalid-file` if it is no archive, or one that is damaged, encrypted or put together to deceive; `too-large`
 */
export function zipRecords(bytes: Uint8Array, mostEntries: number): ZipRecord[] {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const { count, from, until } = directoryOf(view);
  if (count > mostEntries) {
    throw new StudyError('too-large', `The archive lists ${count} files; at most ${mostEntries} are read`);
  }
  const records: ZipRecord[] = [];
  let at = from;
  for (let entry = 0; entry < count; entry++) {
    if (at + 46 > until || view.getUint32(at, true) !== CENTRAL) throw invalidZip('has a damaged directory');
    const end = at + 46 + view.getUint16(at + 28, true) + view.getUint16(at + 30, true) + view.getUint16(at + 32, true);
    if (end > until) throw invalidZip('has a damaged directory');
    records.push(recordAt(view, at, from));
    at = end;
  }
  checkApart(records);
  return records;
}

/** Where the list of files lies, and how many it names. */
function directoryOf(view: DataView): { count: number; from: number; until: number } {
  const last = view.byteLength - END_BYTES;
  let end = last;
  while (end >= 0 && !(view.getUint32(end, true) === END && end + view.getUint16(end + 20, true) <= last)) {
    if (end-- === last - MOST_COMMENT) break;
  }
  if (end < 0 || view.getUint32(end, true) !== END) {
    throw new StudyError('invalid-file', 'This is no zip archive, or its end is missing; fetch the file again');
  }
  const told = (count: number, size: number, from: number, limit: number) => {
    if (!(from + size <= limit) || count * 46 > size) throw invalidZip('has a directory that leads out of the file');
    return { count, from, until: from + size };
  };
  const far = end - 20;
  if (far >= 0 && view.getUint32(far, true) === LOCATOR_64) {
    const at = longAt(view, far + 8);
    if (!(at + 56 <= far) || view.getUint32(at, true) !== END_64) throw invalidZip('has a damaged directory');
    return told(longAt(view, at + 32), longAt(view, at + 40), longAt(view, at + 48), at);
  }
  return told(view.getUint16(end + 10, true), view.getUint32(end + 12, true), view.getUint32(end + 16, true), end);
}

function recordAt(view: DataView, at: number, limit: number): ZipRecord {
  const nameUntil = at + 46 + view.getUint16(at + 28, true);
  const name = decoder.decode(new Uint8Array(view.buffer, view.byteOffset + at + 46, nameUntil - at - 46));
  const shown = JSON.stringify(name.slice(0, 80));
  if (view.getUint16(at + 8, true) & ENCRYPTED) throw invalidZip(`is encrypted: ${shown}; unlock it first`);
  const method = view.getUint16(at + 10, true);
  if (method !== STORED && method !== DEFLATED) {
    throw invalidZip(`holds ${shown} compressed by method ${method}; only 0 and 8 can be read`);
  }
  const far = farNumbers(view, nameUntil, view.getUint16(at + 30, true));
  const number = (place: number) => {
    const near = view.getUint32(place, true);
    return near === ELSEWHERE ? (far.shift() ?? near) : near;
  };
  const size = number(at + 24);
  const packed = number(at + 20);
  const header = number(at + 42);
  if (!(header + 30 <= limit) || view.getUint32(header, true) !== LOCAL) {
    throw invalidZip(`is damaged: ${shown} is not where it should be`);
  }
  const from = header + 30 + view.getUint16(header + 26, true) + view.getUint16(header + 28, true);
  if (!(from + packed <= limit) || (method === STORED && packed !== size)) {
    throw invalidZip(`is damaged: ${shown} is not as long as it should be`);
  }
  return { name, size, crc: view.getUint32(at + 16, true), isStored: method === STORED, from, until: from + packed };
}

/** The numbers of an entry that are too large for their usual places, in order. */
function farNumbers(view: DataView, from: number, length: number): number[] {
  let at = from;
  while (at + 4 <= from + length) {
    const size = view.getUint16(at + 2, true);
    if (view.getUint16(at, true) === EXTRA_64 && at + 4 + size <= from + length) {
      return Array.from({ length: Math.min(3, size >> 3) }, (_, index) => longAt(view, at + 4 + 8 * index));
    }
    at += 4 + size;
  }
  return [];
}

/** A whole number of 64 bits; beyond 2^53 it is not exact, which no archive comes near. */
function longAt(view: DataView, at: number): number {
  return view.getUint32(at, true) + view.getUint32(at + 4, true) * 2 ** 32;
}

/** Files that share bytes make a small archive inflate without end. */
function checkApart(records: readonly ZipRecord[]): void {
  const inOrder = [...records].sort((one, other) => one.from - other.from || one.until - other.until);
  for (let index = 1; index < inOrder.length; index++) {
    const { until } = inOrder[index - 1] as ZipRecord;
    if ((inOrder[index] as ZipRecord).from < until) throw invalidZip('holds files that overlap');
  }
}
