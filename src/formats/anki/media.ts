import { StudyError } from '../../errors.js';
import { isRecord, shown } from '../../json.js';
import type { Zip, ZipLimits } from '../archive/zip.js';
import { unzstd } from '../archive/zstd.js';
import type { Bytes } from '../bytes.js';
import type { Media, Remark } from '../imported.js';
import { lazyMedia } from '../lazy-media.js';
import { mediaName } from '../media-name.js';
import { shallowJson } from '../shallow-json.js';
import { readMessage } from './protobuf.js';

/** A file of the list: the name it has in the archive, the one it is used by, and how large it says it is. */
interface Listed {
  readonly entry: string;
  readonly name: string;
  readonly size?: number;
}

/** A list longer than this is none of any collection. */
const MOST_LIST_BYTES = 67_108_864;

/**
 * The files of a package, each read from the archive when it is asked for.
 * @param isPacked whether it is a package of the newer kind: the list is a message, and everything is compressed by itself
 * @param remark told of files that are not as the list says
 * @throws StudyError `invalid-file`, `unsafe-file`, `too-large`; each file may also be found damaged when it is read
 */
export function readMedia(
  zip: Zip,
  isPacked: boolean,
  limits: ZipLimits,
  remark: (remark: Remark) => void,
): Media<Bytes> {
  const files = new Map<string, () => Bytes>();
  const listed = listOf(zip, isPacked, limits, remark);
  checkSizes(listed, limits);
  for (const file of listed) {
    const name = mediaName(file.name);
    const drop = (why: string) => remark({ kind: 'dropped', place: `media ${file.name}`, message: `The file ${why}` });
    if (name === '') drop('has no name that can be used');
    else if (!zip.sizes.has(file.entry)) drop('is listed, but not in the package');
    else if (files.has(name)) drop('has the name of another one');
    else {
      if (name !== file.name) {
        remark({ kind: 'changed', place: `media ${file.name}`, message: `The file is now named ${shown(name)}` });
      }
      files.set(name, () => {
        const bytes = zip.bytes(file.entry) as Bytes;
        return isPacked ? unpacked(bytes, file, limits.bytesOfEntry) : bytes;
      });
    }
  }
  return lazyMedia(files);
}

function listOf(zip: Zip, isPacked: boolean, limits: ZipLimits, remark: (remark: Remark) => void): Listed[] {
  if ((zip.sizes.get('media') ?? 0) > MOST_LIST_BYTES) throw tooLarge('a list of files', MOST_LIST_BYTES, 'bytes');
  const bytes = zip.bytes('media');
  if (!bytes) return [];
  const listed = isPacked ? packedList(unzstd(bytes, MOST_LIST_BYTES)) : plainList(bytes, remark);
  if (listed.length > limits.entries) throw tooLarge(`${listed.length} files`, limits.entries, 'files');
  return listed;
}

/** A JSON object: names in the archive, and of what they are. */
function plainList(bytes: Uint8Array, remark: (remark: Remark) => void): Listed[] {
  const list = parsed(new TextDecoder().decode(bytes));
  if (!isRecord(list)) throw damaged('its list of files is none');
  return Object.entries(list).flatMap(([entry, name]) => {
    if (typeof name === 'string') return [{ entry, name }];
    remark({ kind: 'dropped', place: `media ${entry}`, message: `The name of the file is ${shown(name)}` });
    return [];
  });
}

function parsed(text: string): unknown {
  try {
    return shallowJson(text);
  } catch (cause) {
    throw damaged('its list of files is not JSON', cause);
  }
}

/** A message: in the archive, each file is named by its place in the list. */
function packedList(bytes: Uint8Array): Listed[] {
  return readMessage(bytes)
    .all(1)
    .map((part, index) => {
      const file = readMessage(part);
      const size = file.number(2);
      return { entry: String(index), name: file.text(1), ...(size !== undefined && { size }) };
    });
}

function checkSizes(listed: readonly Listed[], limits: ZipLimits): void {
  let total = 0;
  for (const { name, size = 0 } of listed) {
    if (size < 0 || size > limits.bytesOfEntry) throw tooLarge(`${shown(name)}`, limits.bytesOfEntry, 'bytes');
    total += size;
  }
  if (total > limits.bytes) throw tooLarge(`files of ${total} bytes`, limits.bytes, 'bytes');
}

function unpacked(packed: Uint8Array, { name, size }: Listed, limit: number): Bytes {
  const bytes = unzstd(packed, size ?? limit);
  if (bytes.length === (size ?? bytes.length)) return bytes;
  throw damaged(`${shown(name)} has ${bytes.length} bytes instead of ${size}`);
}

function damaged(fault: string, cause?: unknown): StudyError {
  return new StudyError('invalid-file', `The package is damaged: ${fault}; fetch the file again`, { cause });
}

function tooLarge(what: string, limit: number, unit: string): StudyError {
  return new StudyError('too-large', `The package holds ${what}; at most ${limit} ${unit} are read`);
}
