import { isDeepStrictEqual } from 'node:util';
import type { StudyEvent } from 'ownwords';
import { Refusal } from '../errors.js';
import { placeOf } from '../files.js';
import type { ProgressFile } from './read.js';

/** What several files hold together. */
export interface Union {
  readonly events: readonly StudyEvent[];
  /** How many events each file was the first to have. */
  readonly added: readonly number[];
}

/** So many ids are named. */
const NAMED = 5;

/**
 * Each event once, whichever files have it.
 * @throws Refusal where one id stands for different events: one of the files was changed
 */
export function unionOf(files: readonly ProgressFile[]): Union {
  const known = new Map<string, { readonly event: StudyEvent; readonly path: string }>();
  const conflicts: string[] = [];
  const added = files.map(({ path, events }) => {
    const before = known.size;
    for (const event of events) {
      const other = known.get(event.id);
      if (!other) known.set(event.id, { event, path });
      else if (!isDeepStrictEqual(other.event, event)) {
        conflicts.push(`${event.id} of ${placeOf(path)} is another event in ${placeOf(other.path)}`);
      }
    }
    return known.size - before;
  });
  if (conflicts.length > 0) {
    const more = conflicts.length > NAMED ? [`and ${conflicts.length - NAMED} more`] : [];
    const what =
      'These files do not go together, for an id belongs to one event forever; find out which of them was changed:';
    throw new Refusal([what, ...conflicts.slice(0, NAMED), ...more].join('\n  '));
  }
  return { events: Array.from(known.values(), ({ event }) => event), added };
}
