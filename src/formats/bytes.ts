import { StudyError } from '../errors.js';
import { shown } from '../json.js';

/** The bytes of a file, as `readFile`, `file.arrayBuffer()` and `response.bytes()` give them. */
export type Bytes = Uint8Array | ArrayBuffer;

/** What to give where a text is taken as well. */
export const TEXT_OR_BYTES = 'its text, or its bytes as a Uint8Array or an ArrayBuffer';

/**
 * The bytes as they are, whichever realm made them.
 * @throws StudyError `invalid-argument`
 */
export function bytesOf(input: unknown, what = 'its bytes as a Uint8Array or an ArrayBuffer'): Uint8Array {
  if (input instanceof Uint8Array) return input;
  if (ArrayBuffer.isView(input)) return new Uint8Array(input.buffer, input.byteOffset, input.byteLength);
  if (Object.prototype.toString.call(input) === '[object ArrayBuffer]') return new Uint8Array(input as ArrayBuffer);
  throw new StudyError('invalid-argument', `The file is ${shown(input)}; give ${what}`);
}
