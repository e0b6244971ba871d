import { StudyError } from '../../errors.js';
import { bytesOf, type FileBytes } from '../bytes.js';
import type { Noted } from './noted.js';

/** A text from a file. */
export interface Decoded {
  readonly text: string;
  readonly remarks: readonly Noted[];
}

/** More would not fit into one text on every machine. */
const MOST_BYTES = 500_000_000;

/**
 * A text as it is, or the text that bytes spell: UTF-16 where a byte order mark says so, UTF-8 otherwise. The mark is no part
 * of it.
 * @throws StudyError `too-large`; `invalid-argument` for anything but a text or bytes
 */
export function decoded(input: string | FileBytes): Decoded {
  if (typeof input === 'string') return { text: input.startsWith('\uFEFF') ? input.slice(1) : input, remarks: [] };
  const bytes = bytesOf(input, 'or text');
  if (bytes.length > MOST_BYTES) {
    throw new StudyError('too-large', `The file has ${bytes.length} bytes; cut it into files of at most ${MOST_BYTES}`);
  }
  const encoding = encodingOf(bytes);
  try {
    return { text: new TextDecoder(encoding, { fatal: true }).decode(bytes), remarks: [] };
  } catch {
    const text = new TextDecoder(encoding).decode(bytes);
    const message = `some bytes are no ${encoding.toUpperCase()}; � stands in their place. Save the file as UTF-8 and read it again`;
    return { text, remarks: [{ kind: 'changed', place: 'file', message, about: { kind: 'form' } }] };
  }
}

function encodingOf(bytes: Uint8Array): string {
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return 'utf-16le';
  return bytes[0] === 0xfe && bytes[1] === 0xff ? 'utf-16be' : 'utf-8';
}
