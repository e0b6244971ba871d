import type { Deck } from '../../deck/deck.js';
import type { SchedulingWishes } from '../../deck/scheduling-options.js';
import { check, type Rule } from '../../json.js';
import { type Progress, parseProgress } from '../../log/progress.js';
import { INSTANT, isInstant } from '../../time/study-day.js';
import { writeZip, type ZipEntry } from '../archive/write-zip.js';
import { zstdOf } from '../archive/zstd.js';
import type { Bytes } from '../bytes.js';
import type { Media, Remark, WorkOptions } from '../imported.js';
import { paceOf } from '../pace.js';
import { loadSql, type SqlJs } from './sqlite.js';
import { writtenCollection } from './write-collection.js';
import { dummyCollection } from './write-dummy.js';
import { mediaEntries, mediaJson, type WrittenFile, writtenMedia } from './write-media.js';
import { planOf } from './write-plan.js';

/** The forms of a package. Anki of today reads all of them. */
export type Container =
  /** For Anki 2.1 and newer, with everything. */
  | 'legacy2'
  /** The oldest: for Anki 2.0 and for other programs. */
  | 'legacy1'
  /** Only for Anki 2.1.50 and newer. It is not compressed, and so the largest. */
  | 'modern';

export interface WriteAnkiOptions extends WorkOptions {
  /** By default `legacy2`. */
  readonly container?: Container;
  /** Files that cards refer to. */
  readonly media?: Media;
  /** The learner's own wishes, as the study has them; they come before those of the decks. */
  readonly scheduling?: SchedulingWishes;
  /** IANA name of the learner's time zone; by default the host's. */
  readonly timeZone?: string;
  /** The hour at which the learner's day begins, 0 to 23; by default 4. */
  readonly rolloverHour?: number;
  /**
   * When the decks were last changed, in ms since 1970 UTC; by default when the progress was exported, and without progress
   * the first day of 2020. A later package changes cards that Anki has from an earlier one.
   */
  readonly modified?: number;
  /** The library sql.js, if it is loaded already. */
  readonly sql?: SqlJs;
}

/** An Anki package. */
export interface WrittenPackage {
  /** Of the file, whose name ends in `.apkg`. */
  readonly bytes: Bytes;
  /** What Anki cannot have, or has in another form. */
  readonly remarks: readonly Remark[];
}

const CONTAINERS: readonly unknown[] = ['legacy2', 'legacy1', 'modern'] satisfies Container[];
const CONTAINER: Rule = [(value) => CONTAINERS.includes(value), `one of ${CONTAINERS.join(', ')}`];
const DECKS: Rule = [Array.isArray, 'a list of decks'];
const UNCHANGED_SINCE = Date.UTC(2020, 0, 1);

/**
 * A package that Anki imports, with its cards, tags, schedules and reviews. Each card keeps what Anki has no place for, so
 * that it is the same card when it comes back. The same arguments give the same bytes.
 * @throws StudyError `invalid-deck`, `invalid-progress`, `invalid-options`, `invalid-argument`, `invalid-time-zone`,
 * `missing-library` without sql.js, `too-large`; the signal's reason
 * @example
 * const { bytes, remarks } = await writeAnki([deck], study.exportProgress());
 * await writeFile('capitals.apkg', bytes);
 */
export async function writeAnki(
  decks: readonly Deck[],
  progress?: Progress,
  options: WriteAnkiOptions = {},
): Promise<WrittenPackage> {
  const { container = 'legacy2' } = options;
  check('invalid-argument', 'decks', decks, DECKS);
  check('invalid-argument', 'container', container, CONTAINER);
  if (options.modified !== undefined) check('invalid-argument', 'modified', options.modified, INSTANT);
  const { events = [], exportedAt = '' } = progress ? parseProgress(progress) : {};
  const modified = [options.modified, Date.parse(exportedAt)].find(isInstant) ?? UNCHANGED_SINCE;
  const plan = planOf(decks, options.scheduling);
  const remarks: Remark[] = [];
  const files = writtenMedia(options.media, remarks);
  const sql = await loadSql(options.sql);
  const pace = paceOf(options);
  const collection = await writtenCollection(plan, events, { ...options, modified, sql, pace, remarks });
  const dummy = container === 'legacy1' ? undefined : await dummyCollection(sql, pace);
  const bytes = await writeZip(entriesOf(container, collection, dummy, files), pace);
  return { bytes, remarks };
}

function entriesOf(
  container: Container,
  collection: Uint8Array,
  dummy: Uint8Array | undefined,
  files: readonly WrittenFile[],
): ZipEntry[] {
  const stored = (name: string, bytes: Uint8Array) => ({ name, bytes, stored: true });
  const old = dummy ? [{ name: 'collection.anki2', bytes: dummy }] : [];
  if (container === 'modern') {
    return [
      stored('meta', metaOf(3)),
      stored('collection.anki21b', zstdOf(collection)),
      ...old,
      stored('media', zstdOf(mediaEntries(files))),
      ...files.map(({ bytes }, index) => stored(String(index), zstdOf(bytes))),
    ];
  }
  return [
    ...(container === 'legacy2' ? [stored('meta', metaOf(2))] : []),
    { name: container === 'legacy2' ? 'collection.anki21' : 'collection.anki2', bytes: collection },
    ...old,
    stored('media', mediaJson(files)),
    ...files.map(({ bytes }, index) => stored(String(index), bytes)),
  ];
}

/** The form of the package, in Protocol Buffers: `version = 1`. */
const metaOf = (version: number) => Uint8Array.of(0x08, version);
