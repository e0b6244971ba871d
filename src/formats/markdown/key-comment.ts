import type { KeyPlace } from './entry.js';
import { isName } from './keys.js';
import { endOf, isBlank, type Source } from './source.js';

const COMMENT = /^<!-- key: (\S{1,128}) -->$/;

/** The key that a comment on the last line of a card states, and where that line is. */
export interface KeyComment {
  readonly key: string | undefined;
  /** The line after the last one that is text. */
  readonly to: number;
  readonly keyPlace: KeyPlace;
}

/** Looks for the key at the end of a card that stands on the lines from one to, and without, another. */
export function keyCommentOf(source: Source, from: number, to: number): KeyComment {
  let last = to - 1;
  while (last > from && isBlank(source.lines[last] as string)) last--;
  const key = COMMENT.exec((source.lines[last] as string).trim())?.[1];
  const isKey = key !== undefined && isName(key) && last > from;
  return {
    key: isKey ? key : undefined,
    to: isKey ? last : last + 1,
    keyPlace: { at: endOf(source, last), before: `${source.newline}<!-- key: `, after: ' -->' },
  };
}
