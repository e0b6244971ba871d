import type { Call } from '../command.js';
import { UsageError } from '../errors.js';
import type { options } from './command.js';

/** What the program was asked to do. A path of `-` stands for standard input or output. */
export interface Request {
  readonly task: 'study' | 'export' | 'import';
  /** Where the progress is kept; without it, in the default place. */
  readonly file?: string | undefined;
  /** Id of the deck to study; without it, the learner chooses. */
  readonly deck?: string | undefined;
  /** A deck of the learner's own, opened instead of those that come with the library. */
  readonly deckFile?: string | undefined;
  /** Address of a log on a server, to be kept in step with. */
  readonly sync?: string | undefined;
  /** Where progress is exported to or imported from. */
  readonly path?: string | undefined;
}

/** @throws UsageError for wishes that do not go together */
export function requestOf({ values, words: [word] }: Call<typeof options>): Request {
  if (word !== undefined) throw new UsageError(`${word} is too much; the deck to study is named by --deck`);
  const { file, deck, 'deck-file': deckFile, sync } = values;
  if (values.export !== undefined && values.import !== undefined) {
    throw new UsageError('--export and --import are two tasks; do one after the other');
  }
  const path = values.export ?? values.import;
  if (path === undefined) return { task: 'study', file, deck, deckFile, sync };
  if (deck !== undefined || deckFile !== undefined || sync !== undefined) {
    throw new UsageError('progress is exported and imported whole; leave --deck, --deck-file and --sync out');
  }
  return { task: values.export === undefined ? 'import' : 'export', file, path };
}
