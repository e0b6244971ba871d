import { check, isIterable, type Rule } from '../../json.js';
import type { Media, Remark } from '../imported.js';
import { plainName } from '../media-name.js';
import { fileHash } from './write-ids.js';

/** A file as it goes into the package; its place in the list is its name there. */
export interface WrittenFile {
  readonly name: string;
  readonly bytes: Uint8Array;
}

/** Nothing but signs that stand for no name. */
const NAMELESS = /^[._ ]*$/;
const encoder = new TextEncoder();

const MEDIA: Rule = [isIterable, 'a Map of files by name, or what readAnki gave'];
const NAME: Rule = [(value) => typeof value === 'string', 'a text'];
const BYTES: Rule = [(value) => value instanceof Uint8Array, 'a Uint8Array'];

/**
 * The files under names that Anki leaves as they are.
 * @throws StudyError `invalid-argument`
 */
export function writtenMedia(media: Media | undefined, remarks: Remark[]): WrittenFile[] {
  if (media !== undefined) check('invalid-argument', 'media', media, MEDIA);
  const files: WrittenFile[] = [];
  const taken = new Set<string>();
  for (const [given, bytes] of media ?? []) {
    check('invalid-argument', 'The name of a file', given, NAME);
    check('invalid-argument', `The file ${given}`, bytes, BYTES);
    const name = plainName(given);
    const place = `file ${given}`;
    if (NAMELESS.test(name) || taken.has(name.toLowerCase())) {
      const message = NAMELESS.test(name)
        ? 'Nothing of its name is left that Anki takes'
        : `Another file is called ${name}`;
      remarks.push({ kind: 'dropped', place, message });
      continue;
    }
    if (name !== given.normalize('NFC')) {
      const message = `Anki takes no such name, so the file is called ${name}; cards that show it do not find it`;
      remarks.push({ kind: 'changed', place, message });
    }
    taken.add(name.toLowerCase());
    files.push({ name, bytes });
  }
  return files;
}

/** The list of files as older packages have it. */
export function mediaJson(files: readonly WrittenFile[]): Uint8Array {
  return encoder.encode(JSON.stringify(Object.fromEntries(files.map(({ name }, index) => [index, name]))));
}

/**
 * The list of files as newer packages have it, in Protocol Buffers: `entries = 1`, each with `name = 1`, `size = 2` and
 * `sha1 = 3`.
 */
export function mediaEntries(files: readonly WrittenFile[]): Uint8Array {
  const entries = files.flatMap(({ name, bytes }) => {
    const text = [...encoder.encode(name)];
    const size = bytes.length > 0 ? [0x10, ...varint(bytes.length)] : [];
    const entry = [0x0a, ...varint(text.length), ...text, ...size, 0x1a, 20, ...fileHash(bytes)];
    return [0x0a, ...varint(entry.length), ...entry];
  });
  return Uint8Array.from(entries);
}

function varint(value: number): number[] {
  const bytes: number[] = [];
  let rest = value;
  for (; rest > 0x7f; rest = Math.floor(rest / 0x80)) bytes.push((rest & 0x7f) | 0x80);
  return [...bytes, rest];
}
