import { basename, extname } from 'node:path';
import { type Deck, type Progress, parseDeck, StudyError } from 'ownwords';
import type { Media, Remark, WorkOptions } from 'ownwords/anki';
import type { MarkdownDialect } from 'ownwords/markdown';
import { InputError, Refusal, UsageError } from './errors.js';
import { placeOf, readBytes, STANDARD, textOf } from './files.js';

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

/** What a file does not say itself. Each format takes of it what it has a use for. */
export interface ReadOptions extends WorkOptions {
  /** Of the deck, where the file states none. */
  readonly deckId?: string;
  /** Of the deck, where the file states none; by default the name of the file. */
  readonly title?: string;
  readonly dialect?: MarkdownDialect;
  /** Whether each row is also asked the other way round. */
  readonly reversed?: boolean;
  /** In which the learner reviewed; by default the host's. */
  readonly timeZone?: string;
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
  options: ReadOptions = {},
): Promise<DeckFile> {
  if (format === undefined) {
    throw new UsageError(`${path} is of no kind that holds decks; there are ${Object.keys(FORMATS).join(' ')}`);
  }
  const bytes = await bytesAt(path);
  try {
    return { path, format, ...(await decksIn(bytes, format, path, options)) };
  } catch (error) {
    throw error instanceof StudyError ? new InputError(placeOf(path), error) : error;
  }
}

async function bytesAt(path: string): Promise<Uint8Array> {
  try {
    return await readBytes(path);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EISDIR') throw error;
    throw new Refusal(`${path} is a folder; name a file in it`);
  }
}

/** The decks in the bytes of a file. */
export async function decksIn(
  bytes: Uint8Array,
  format: DeckFormat,
  path: string,
  { deckId, title: given, dialect, reversed = false, timeZone, ...work }: ReadOptions = {},
): Promise<Pick<DeckFile, 'decks' | 'progress' | 'media' | 'remarks'>> {
  const title = given ?? titleOf(path);
  const zone = timeZone === undefined ? {} : { timeZone };
  switch (format) {
    case 'json':
      return { decks: [parseDeck(textOf(bytes, path))], remarks: [] };
    case 'markdown': {
      const wishes = { ...(deckId !== undefined && { deckId }), ...(dialect && { dialect }) };
      return (await import('ownwords/markdown')).parseMarkdown(bytes, { title, ...wishes, ...zone });
    }
    case 'csv':
      return (await import('ownwords/csv')).parseDeckCsv(bytes, { deckId: deckId ?? idOf(title), title, reversed });
    case 'anki': {
      const [{ readAnki }, { sqlite }] = await Promise.all([import('ownwords/anki'), import('./sql.js')]);
      return readAnki(bytes, { sql: await sqlite(), ...zone, ...work });
    }
    case 'mochi':
      return (await import('ownwords/markdown')).readMochi(bytes, zone);
  }
}

/** The names of texts that stand beside decks and tell of them: what looks like cards in them asks nothing. */
const ABOUT_OTHERS = /^(readme|changelog|contributing|licen[cs]e|code.of.conduct|security)\.(md|markdown|txt)$/i;

/** Whether a file tells of the others in its folder, by its name. */
export function isAboutOthers(path: string): boolean {
  return ABOUT_OTHERS.test(basename(path));
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
