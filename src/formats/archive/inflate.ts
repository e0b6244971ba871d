import { Inflate } from 'fflate';
import { StudyError } from '../../errors.js';
import type { Bytes } from '../bytes.js';

/** So much at a time that what one turn can swell to, about a thousand times as much, is no harm. */
const BYTES_AT_ONCE = 32_768;
/** Deflate adds a few bytes to a block that it cannot shrink; nothing honest grows to more than this. */
const most = (size: number) => 2 * size + 1_024;

/**
 * What a raw deflate stream (RFC 1951) holds, if that is exactly as much as is declared.
 * @param what names it in messages
 * @throws StudyError `invalid-file` as soon as there is less or more, or the stream makes no sense
 */
export function inflated(stream: Uint8Array, size: number, what: string): Bytes {
  const refuse = (fault: string, cause?: unknown) => new StudyError('invalid-file', `${what} ${fault}`, { cause });
  if (stream.length > most(size)) throw refuse('is declared smaller than it can be');
  const bytes = new Uint8Array(size);
  let length = 0;
  const inflate = new Inflate((part) => {
    if (length + part.length > size) throw refuse('holds more than it declares');
    bytes.set(part, length);
    length += part.length;
  });
  try {
    for (let at = 0; at < stream.length; at += BYTES_AT_ONCE) {
      inflate.push(stream.subarray(at, at + BYTES_AT_ONCE), at + BYTES_AT_ONCE >= stream.length);
    }
  } catch (cause) {
    throw cause instanceof StudyError ? cause : refuse('is damaged: its compressed data makes no sense', cause);
  }
  if (length < size) throw refuse('is damaged: it holds less than it declares');
  return bytes;
}
