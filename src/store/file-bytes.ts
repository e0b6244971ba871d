import { createHash } from 'node:crypto';
import {
  closeSync,
  fstatSync,
  fsyncSync,
  openSync,
  readSync,
  realpathSync,
  renameSync,
  writeFileSync,
  writeSync,
} from 'node:fs';
import { dirname } from 'node:path';
import { StudyError, type StudyErrorCode } from '../errors.js';
import { unlessGone } from './file-lock.js';

export const LINE_END = 0x0a;

/** How many bytes of the file an event takes, about. */
export const BYTES_PER_EVENT = 256;
/** How many bytes are looked at in one go: few enough to stay near the processor. */
export const PART_BYTES = 256 * 1024;

/** The bytes of the file from an offset on: at most so many, and fewer where it ends. */
export function bytesOf(file: number, from: number, most: number): Buffer {
  const bytes = Buffer.allocUnsafe(Math.min(most, Math.max(0, fstatSync(file).size - from)));
  let length = 0;
  for (let count = -1; count !== 0 && length < bytes.length; length += count) {
    count = readSync(file, bytes, length, bytes.length - length, from + length);
  }
  return bytes.subarray(0, length);
}

/** The lines of the file from an offset on: about so many bytes of them, but at least one; at its end, also one that lacks its end. */
export function linesOf(file: number, from: number, about: number): Buffer {
  const bytes = bytesOf(file, from, about);
  if (bytes.length < about) return bytes;
  const end = bytes.lastIndexOf(LINE_END) + 1;
  return end > 0 ? bytes.subarray(0, end) : linesOf(file, from, about * 2);
}

/** How many lines end before an offset. */
export function countLines(file: number, end: number): number {
  let lines = 0;
  for (let from = 0; from < end; from += PART_BYTES) {
    for (const byte of bytesOf(file, from, Math.min(PART_BYTES, end - from))) if (byte === LINE_END) lines++;
  }
  return lines;
}

export function writeWhole(file: number, bytes: Buffer): void {
  for (let written = 0; written < bytes.length; ) written += writeSync(file, bytes, written);
}

/** What stands before a byte, in few characters: a log that was replaced is recognized by it. */
export function witnessAt(file: number, end: number): string {
  const from = Math.max(0, end - 2 * BYTES_PER_EVENT);
  const bytes = bytesOf(file, from, end - from);
  return createHash('sha1').update(bytes).digest('base64url');
}

/** Puts a file there whole, or leaves what was there. */
export function replaceFile(path: string, bytes: Uint8Array): void {
  const draft = `${path}-${process.pid}`;
  writeFileSync(draft, bytes);
  renameSync(draft, path);
}

/** One file has one lock, by whatever links it is reached. */
export function realPath(path: string): string {
  return unlessGone(() => realpathSync(path)) ?? path;
}

/** Makes the name of a new file durable. Windows cannot open folders, and does not need it. */
export function flushFolder(path: string): void {
  if (process.platform === 'win32') return;
  const folder = openSync(dirname(path), 'r');
  fsyncSync(folder);
  closeSync(folder);
}

const CODES: { readonly [errno: string]: readonly [StudyErrorCode, remedy: string] } = {
  EACCES: ['not-writable', 'check the permissions of the file and its folder'],
  EPERM: ['not-writable', 'check the permissions of the file and its folder'],
  EROFS: ['not-writable', 'it lies on a read-only file system'],
  ENOSPC: ['disk-full', 'make space and try again; nothing was written'],
  EDQUOT: ['disk-full', 'make space and try again; nothing was written'],
  EFBIG: ['disk-full', 'the file may not grow further; nothing was written'],
};

export function cutShort(path: string): StudyError {
  return new StudyError('corrupt-log', `${path} is shorter than it was: it was cut or replaced; open it anew to go on`);
}

/** What the system says of a file, in our words. */
export function fileError(error: unknown, path: string): StudyError {
  if (error instanceof StudyError) return error;
  const [code, remedy] = CODES[(error as NodeJS.ErrnoException).code ?? ''] ?? ['store-failed', 'see the cause'];
  return new StudyError(code, `${path}: ${(error as Error).message}; ${remedy}`, { cause: error });
}
