import { StudyError } from '../../errors.js';
import { openZip, type Zip, type ZipLimits, zipLimits } from '../archive/zip.js';
import { unzstd } from '../archive/zstd.js';
import type { Bytes } from '../bytes.js';
import type { Media, Remark } from '../imported.js';
import { readMedia } from './media.js';
import { readMessage } from './protobuf.js';

/** What an .apkg or .colpkg file holds. */
export interface AnkiPackage {
  /** The collection, as an SQLite file. */
  readonly database: Uint8Array;
  /** Each file is inflated when it is asked for, and may then be found damaged: StudyError `invalid-file`. */
  readonly media: Media<Bytes>;
  /** What is not as the package says. */
  readonly remarks: readonly Remark[];
}

/** Where the collection lies, by the version of the container. What else there is of them only asks for a newer Anki. */
const COLLECTIONS = ['collection.anki2', 'collection.anki21', 'collection.anki21b'] as const;
/** Anki writes two. */
const MOST_META_BYTES = 65_536;
const PACKED = 'collection.anki21b';

/**
 * Opens a package of Anki, of any version so far.
 * @throws StudyError `invalid-file`, `unsafe-file`, `too-large`, `newer-version`, `invalid-argument`
 */
export function openPackage(bytes: Uint8Array, limits?: Partial<ZipLimits>): AnkiPackage {
  const allowed = zipLimits(limits);
  const zip = openZip(bytes, allowed);
  const name = collectionOf(zip);
  const file = zip.bytes(name);
  if (!file) {
    throw new StudyError('invalid-file', 'This is not an Anki package: there is no collection in it; export it again');
  }
  const isPacked = name === PACKED;
  const remarks: Remark[] = [];
  const media = readMedia(zip, isPacked, allowed, (remark) => remarks.push(remark));
  return { database: isPacked ? unzstd(file, allowed.bytesOfEntry) : file, media, remarks };
}

/** The name of the collection that counts: packages also hold one that only asks for a newer Anki. */
function collectionOf(zip: Zip): string {
  if ((zip.sizes.get('meta') ?? 0) > MOST_META_BYTES) {
    throw new StudyError('too-large', 'The description of the package is too large to be one');
  }
  const meta = zip.bytes('meta');
  if (!meta) return COLLECTIONS.findLast((name) => zip.sizes.has(name)) ?? COLLECTIONS[0];
  const version = readMessage(meta).number(1) ?? 0;
  const name = COLLECTIONS[version - 1];
  if (name) return name;
  throw new StudyError(
    'newer-version',
    `The package is of version ${version}, made by a newer Anki than is known here; export it with support for older versions`,
  );
}
