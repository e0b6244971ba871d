import { stat } from 'node:fs/promises';
import { type Deck, StudyError } from 'ownwords';
import { type DeckFile, formatOf, isAboutOthers, readDeckFile } from '../deck-file.js';
import { InputError } from '../errors.js';
import { filesAt, STANDARD } from '../files.js';
import { note } from '../terminal.js';
import { oneLine } from '../text.js';

/** All decks of one release, and the files they are in. */
export interface Release {
  readonly files: readonly DeckFile[];
  readonly decks: readonly Deck[];
}

/** As many remarks on a file as anybody reads. */
const REMARKS_SHOWN = 10;

/**
 * The decks at a path. In a folder, files that hold none are passed over.
 * @throws InputError for a file that is damaged, or a folder without decks
 */
export async function releaseAt(path: string): Promise<Release> {
  const isFolder = path !== STANDARD && (await stat(path)).isDirectory();
  const paths = await filesAt([path], (file) => formatOf(file) !== undefined && !isAboutOthers(file));
  const files: DeckFile[] = [];
  for (const file of paths) {
    try {
      files.push(await readDeckFile(file));
    } catch (error) {
      if (!isFolder || !holdsNoDeck(error)) throw error;
      note(oneLine(`${file} holds no deck and is left out`));
    }
  }
  files.forEach(noteRemarks);
  if (files.length === 0) throw new InputError(path, new StudyError('invalid-file', 'there is no deck in this folder'));
  return { files, decks: files.flatMap(({ decks }) => decks) };
}

/** What was left out of a file is not retired: who reads the differences must know. */
function noteRemarks({ path, remarks }: DeckFile): void {
  for (const { kind, place, message } of remarks.slice(0, REMARKS_SHOWN)) {
    note(oneLine(`${kind}: ${path}, ${place}: ${message}`));
  }
  if (remarks.length > REMARKS_SHOWN) note(oneLine(`${path}: and ${remarks.length - REMARKS_SHOWN} more remarks`));
}

/** Whether a file is of another kind, such as a JSON Schema or a text without cards; damaged decks are not. */
function holdsNoDeck(error: unknown): boolean {
  const cause = error instanceof InputError ? error.cause : undefined;
  if (!(cause instanceof StudyError)) return false;
  if (cause.code === 'invalid-file') return cause.issues.length === 0;
  const paths = cause.issues.map(({ path }) => path);
  return cause.code === 'invalid-deck' && paths.includes('/cards') && paths.includes('/id');
}
