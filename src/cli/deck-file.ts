import { basename, extname } from 'node:path';
import { type Deck, type Progress, parseDeck, StudyError } from 'ownwords';
import type { Media, Remark } from 'ownwords/anki';
import { InputError, UsageError } from './errors.js';
import { placeOf, readBytes, STANDARD } from './files.js';

/** The kinds of files that hold decks. */
export type DeckFormat = 'json' | 'markdown' | 'csv' | 'anki' | 'mochi';

/** What a file holds, whatever its format. */
export interface DeckFile {
  readonly path: string;
  readonly format: DeckFormat;
  readonly decks: readonly Deck[];
  /** What was learnt of them, where the format keeps that. */
  readonly progress?: Progress;
  readonly media?: Media;
  /** What did not come over as it was. */
  readonly remarks: readonly Remark[];
}

const FORMATS: { readonly [extension: string]: DeckFormat } = {
  '.json': 'json',
  '.md': 'markdown',
  '.markdown': 'markdown',
  '.csv': 'csv',
  '.tsv': 'csv',
  '.txt': 'csv',
  '.apkg': 'anki',
  '.colpkg': 'anki',
  '.mochi': 'mochi',
};

/** The formats by name, for options. */
export const DECK_FORMATS = [...new Set(Object.values(FORMATS))];

/** The format that the name of a file tells; nothing if it tells none. */
export function formatOf(path: string): DeckFormat | undefined {
  return FORMATS[extname(path).toLowerCase()];
}

/**
 * The decks in a file. Standard input is JSON unless a format is given.
 * @throws UsageError for a name that tells no format; InputError for a file that holds no deck
 */
export async function readDeckFile(
  path: string,
  format = path === STANDARD ? 'json' : formatOf(path),
): Promise<DeckFile> {
  if (format === undefined) {
    throw new UsageError(`${path} is of no kind that holds decks; there are ${Object.keys(FORMATS).join(' ')}`);
  }
  const bytes = await readBytes(path);
  try {
    return { path, format, ...(await decksIn(bytes, format, path)) };
  } catch (error) {
    throw error instanceof StudyError ? new InputError(placeOf(path), error) : error;
  }
}

/** The decks in the bytes of a file. */
export async function decksIn(
  bytes: Uint8Array,
  format: DeckFormat,
  path: string,
): Promise<Pick<DeckFile, 'decks' | 'progress' | 'media' | 'remarks'>> {
  const title = titleOf(path);
  switch (format) {
    case 'json':
      return { decks: [parseDeck(new TextDecoder().decode(bytes))], remarks: [] };
    case 'markdown':
      return (await import('ownwords/markdown')).parseMarkdown(bytes, { title });
    case 'csv':
      return (await import('ownwords/csv')).parseDeckCsv(bytes, { deckId: idOf(title), title });
    case 'anki':
      return (await import('ownwords/anki')).readAnki(bytes);
    case 'mochi':
      return (await import('ownwords/markdown')).readMochi(bytes);
  }
}

/** A title for a deck that has none. */
export function titleOf(path: string): string {
  return path === STANDARD ? 'Cards' : basename(path, extname(path));
}

/** An id for a deck that has none, made of the name of its file. */
export function idOf(name: string): string {
  return (
    name
      .replace(/[^A-Za-z0-9._~-]+/g, '-')
      .replace(/^[^A-Za-z0-9]+|-+$/g, '')
      .slice(0, 128) || 'cards'
  );
}
