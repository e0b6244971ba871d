import { StudyError } from '../errors.js';
import { shown } from '../json.js';

/** The bytes of a file, as `readFile`, `file.arrayBuffer()` and `response.bytes()` give them. */
export type FileBytes = Uint8Array | ArrayBuffer;

/**
 * Bytes in memory of their own, as `Blob`, `File` and `Response` take them. TypeScript before 5.7 calls them `Uint8Array`, and all
 * others `Uint8Array<ArrayBuffer>`.
 */
export type Bytes = ReturnType<Uint8ArrayConstructor['of']>;

const BYTES = 'what is in the file, as a Uint8Array or an ArrayBuffer';
const BYTES_OR_TEXT = `the text of the file, or ${BYTES}`;

/**
 * The bytes as they are, whichever window or worker made them.
 * @param isOrText whether a text was taken as well
 * @throws StudyError `invalid-argument`
 */
export function bytesOf(input: unknown, isOrText?: 'or text'): Uint8Array {
  if (input instanceof Uint8Array) return input;
  if (ArrayBuffer.isView(input)) return new Uint8Array(input.buffer, input.byteOffset, input.byteLength);
  if (Object.prototype.toString.call(input) === '[object ArrayBuffer]') return new Uint8Array(input as ArrayBuffer);
  const wanted = isOrText ? BYTES_OR_TEXT : BYTES;
  throw new StudyError('invalid-argument', `${isOrText ? 'input' : 'bytes'} is ${shown(input)}; it must be ${wanted}`);
}
