import { type DeckFormat, formatOf } from '../deck-file.js';
import { filesAt, placeOf, readBytes, STANDARD } from '../files.js';
import { note } from '../terminal.js';
import { safe } from '../text.js';
import type { DeckText } from './deck-text.js';
import { readDecks } from './read-file.js';

/** A file of decks. */
export interface DeckInput extends DeckText {
  readonly file: string;
}

export interface Inputs {
  readonly files: readonly DeckInput[];
  /** Whether each of them could be read. */
  readonly isWhole: boolean;
}

/** Reads all files that the words mean. What is no deck, or cannot be read, is noted. */
export async function inputsAt(words: readonly string[], from: DeckFormat): Promise<Inputs> {
  const files: DeckInput[] = [];
  const seen = new Set<string>();
  const others: string[] = [];
  let isWhole = true;
  const attempt = async <Value>(path: string, read: () => Promise<Value>): Promise<Value | undefined> => {
    try {
      return await read();
    } catch (error) {
      if (!(error instanceof Error && 'syscall' in error)) throw error;
      isWhole = false;
      note(safe(`ownwords: ${whyNot(path, error)}`));
      return undefined;
    }
  };
  for (const word of words) {
    const isWanted = (path: string) => formatOf(path) !== undefined;
    const paths = await attempt(word, () => filesAt([word], isWanted));
    if (paths?.length === 0) note(safe(`${word}: there is no file of decks in this folder`));
    for (const path of paths ?? []) {
      if (seen.has(path)) continue;
      seen.add(path);
      const format = path === STANDARD ? from : formatOf(path);
      const read = format && (await attempt(path, async () => ({ decks: await readDecks(path, format, readBytes) })));
      if (read?.decks) files.push({ ...read.decks, file: placeOf(path) });
      else if (read || format === undefined) others.push(placeOf(path));
    }
  }
  noteOthers(others);
  return { files, isWhole };
}

/** As many files as are named one by one. */
const MOST_NAMED = 3;

function noteOthers(paths: readonly string[]): void {
  if (paths.length === 0) return;
  const named = paths.slice(0, MOST_NAMED).join(', ');
  const more = paths.length > MOST_NAMED ? ` and ${paths.length - MOST_NAMED} more` : '';
  note(safe(`passed over, for there is no deck in it: ${named}${more}`));
}

function whyNot(path: string, error: Error & { readonly code?: unknown }): string {
  if (error.code === 'ENOENT') return `there is no file ${path}`;
  if (error.code === 'EACCES' || error.code === 'EPERM') return `${path} may not be read`;
  return error.message;
}
