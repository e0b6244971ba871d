import { StudyError } from '../../errors.js';
import { openZip, type ZipLimits } from '../archive/zip.js';
import { type Bytes, bytesOf, type FileBytes } from '../bytes.js';
import type { Imported, Media } from '../imported.js';
import { lazyMedia } from '../lazy-media.js';
import { mediaName } from '../media-name.js';
import { decksOfMochi, type MochiOptions } from './mochi-data.js';
import { textOf } from './source.js';

export interface ReadMochiOptions extends MochiOptions {
  /** How large an archive may be, where the usual limits are not right. */
  readonly limits?: Partial<ZipLimits>;
}

/** What a Mochi archive holds. */
export interface MochiImport extends Imported {
  /** Files that the cards refer to as `@media/name`, by name. Each is unpacked when it is asked for. */
  readonly media: Media<Bytes>;
}

/** What Mochi calls its data, in the two forms that it writes. */
const DATA = ['data.json', 'data.edn'];

/**
 * Decks, reviews and files of a `.mochi` archive.
 * @throws StudyError `invalid-file`, `unsafe-file`, `too-large`; `invalid-argument`, `invalid-time-zone`
 * @example
 * const { decks, progress } = readMochi(await readFile('french.mochi'), { timeZone: 'Europe/Paris' });
 */
export function readMochi(bytes: FileBytes, { limits, ...options }: ReadMochiOptions = {}): MochiImport {
  const zip = openZip(bytesOf(bytes), limits);
  const data = DATA.map((name) => zip.bytes(name)).find((file) => file !== undefined);
  if (!data)
    throw new StudyError('invalid-file', `This is not a Mochi archive: there is no ${DATA.join(' or ')} in it`);
  const files = new Map(
    [...zip.sizes.keys()]
      .filter((name) => !DATA.includes(name))
      .map((name) => [mediaName(name), () => zip.bytes(name) as Bytes]),
  );
  return { ...decksOfMochi(textOf(data), options), media: lazyMedia(files) };
}
