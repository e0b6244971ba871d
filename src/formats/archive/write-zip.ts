import { Deflate } from 'fflate';
import { StudyError } from '../../errors.js';
import type { Bytes } from '../bytes.js';
import type { Pace } from '../pace.js';
import { crc32 } from './crc32.js';

/** A file to be put into an archive. */
export interface ZipEntry {
  readonly name: string;
  readonly bytes: Uint8Array;
  /** As it is: for what is small, or compressed already. */
  readonly stored?: boolean;
}

/** What the 32-bit form of the format can say. */
const MOST_BYTES = 0xffff_ffff;
const MOST_ENTRIES = 0xffff;
/** So much is compressed between two breaths. */
const PART = 1 << 18;
const LOCAL_HEADER = 30;
const CENTRAL_HEADER = 46;
const END = 22;
/** Version 2.0, the first with deflate and folders. */
const VERSION = 20;
const UTF8 = 0x0800;
/** 1 January 1980, the first day the format knows: the same files always give the same archive. */
const DAY = (1 << 5) | 1;

const encoder = new TextEncoder();

/**
 * A zip archive with these entries, in this order (PKWARE, APPNOTE.TXT, sections 4.3 and 4.4). Sizes stand before the data,
 * which the plainest readers need.
 * @throws StudyError `too-large`
 */
export async function writeZip(entries: readonly ZipEntry[], pace: Pace): Promise<Bytes> {
  if (entries.length > MOST_ENTRIES) throw tooLarge(`${entries.length} files, and ${MOST_ENTRIES} are possible`);
  const total = entries.reduce((sum, { bytes }) => sum + bytes.length, 0);
  const parts: Uint8Array[] = [];
  const directory: Uint8Array[] = [];
  let at = 0;
  let done = 0;
  const add = (part: Uint8Array) => {
    parts.push(part);
    at += part.length;
  };
  for (const entry of entries) {
    const name = encoder.encode(entry.name);
    const packed = entry.stored
      ? [entry.bytes]
      : await deflated(entry.bytes, (size) => pace.step('zip', done + size, total));
    done += entry.bytes.length;
    await pace.step('zip', done, total);
    const common = commonHeader(
      entry,
      name,
      packed.reduce((sum, { length }) => sum + length, 0),
    );
    directory.push(centralHeader(common, at), name);
    add(localHeader(common));
    add(name);
    for (const part of packed) add(part);
    if (at > MOST_BYTES) throw tooLarge('more than 4 GB');
  }
  const start = at;
  for (const part of directory) add(part);
  add(endOfDirectory(entries.length, at - start, start));
  if (at > MOST_BYTES) throw tooLarge('more than 4 GB');
  return joined(parts, at);
}

function tooLarge(what: string): StudyError {
  return new StudyError('too-large', `This makes an archive of ${what}; write fewer at once`);
}

async function deflated(bytes: Uint8Array, step: (size: number) => Promise<void> | undefined): Promise<Uint8Array[]> {
  const parts: Uint8Array[] = [];
  const deflate = new Deflate({ level: 6 }, (part) => parts.push(part));
  for (let from = 0; from < bytes.length; from += PART) {
    deflate.push(bytes.subarray(from, from + PART));
    await step(from);
  }
  deflate.push(new Uint8Array(0), true);
  return parts;
}

/** What both headers of an entry have in common: from the version to the length of the extra field. */
function commonHeader({ bytes, stored }: ZipEntry, name: Uint8Array, packedSize: number): Uint8Array {
  const header = new Uint8Array(26);
  const view = new DataView(header.buffer);
  view.setUint16(0, VERSION, true);
  view.setUint16(2, name.length > 0 && name.some((byte) => byte > 0x7f) ? UTF8 : 0, true);
  view.setUint16(4, stored ? 0 : 8, true);
  view.setUint16(8, DAY, true);
  view.setUint32(10, crc32(bytes), true);
  view.setUint32(14, packedSize, true);
  view.setUint32(18, bytes.length, true);
  view.setUint16(22, name.length, true);
  return header;
}

function localHeader(common: Uint8Array): Uint8Array {
  const header = new Uint8Array(LOCAL_HEADER);
  new DataView(header.buffer).setUint32(0, 0x04034b50, true);
  header.set(common, 4);
  return header;
}

function centralHeader(common: Uint8Array, offset: number): Uint8Array {
  const header = new Uint8Array(CENTRAL_HEADER);
  const view = new DataView(header.buffer);
  view.setUint32(0, 0x02014b50, true);
  view.setUint16(4, VERSION, true);
  header.set(common, 6);
  view.setUint32(42, offset, true);
  return header;
}

function endOfDirectory(entries: number, size: number, offset: number): Uint8Array {
  const record = new Uint8Array(END);
  const view = new DataView(record.buffer);
  view.setUint32(0, 0x06054b50, true);
  view.setUint16(8, entries, true);
  view.setUint16(10, entries, true);
  view.setUint32(12, size, true);
  view.setUint32(16, offset, true);
  return record;
}

function joined(parts: readonly Uint8Array[], size: number): Bytes {
  const whole = new Uint8Array(size);
  let at = 0;
  for (const part of parts) {
    whole.set(part, at);
    at += part.length;
  }
  return whole;
}
