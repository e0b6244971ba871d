import { basename, extname } from 'node:path';
import { type DeckFormat, isAboutOthers, readDeckFile } from '../deck-file.js';
import { InputError, isStudyError } from '../errors.js';
import { STANDARD } from '../files.js';
import { readCsv } from './csv-text.js';
import type { DeckText, Fault } from './deck-text.js';
import { readJson } from './json-text.js';
import { readMarkdown } from './markdown-text.js';
import { TOP } from './place.js';
import { ruleOfRemark } from './remarks.js';

/** What a file holds, with all that is the matter with it; nothing if it is no file of decks. */
export async function readDecks(
  path: string,
  format: DeckFormat,
  readBytes: (path: string) => Promise<Uint8Array>,
): Promise<DeckText | undefined> {
  if (format === 'anki' || format === 'mochi') return readArchive(path, format);
  if (format === 'csv' && isAboutOthers(path)) return undefined;
  const bytes = await readBytes(path);
  const title = path === STANDARD ? 'Cards' : basename(path, extname(path)).trim() || 'Cards';
  if (!bytes.some((byte) => !BLANKS.has(byte))) return faulty('the file is empty');
  const isWide = (bytes[0] === 0xff && bytes[1] === 0xfe) || (bytes[0] === 0xfe && bytes[1] === 0xff);
  if (bytes.includes(0) && !(isWide && format === 'csv')) return faulty('the file is no text; it holds bytes of zero');
  try {
    if (format === 'csv') return readCsv(bytes, title);
    const text = new TextDecoder('utf-8', { fatal: true }).decode(bytes);
    return format === 'json' ? readJson(text) : readMarkdown(text, title, isAboutOthers(path));
  } catch (error) {
    if (isStudyError(error)) return faulty(error.message);
    if (error instanceof TypeError && 'code' in error) {
      return faulty('the file is no text in UTF-8; save it in UTF-8 and check it again');
    }
    throw error;
  }
}

/** Space, the ends of lines, tabs, and the byte order mark of UTF-8. */
const BLANKS = new Set([0x20, 0x0a, 0x0d, 0x09, 0xef, 0xbb, 0xbf]);

const faulty = (message: string): DeckText => ({
  decks: [],
  faults: [{ rule: 'syntax', place: TOP, message }],
  faulty: [{ cards: 0 }],
});

/** Archives have no lines: what is found in them goes by the ids of cards. */
async function readArchive(path: string, format: DeckFormat): Promise<DeckText> {
  try {
    const { decks, remarks } = await readDeckFile(path, format);
    const faults = remarks.map(
      (remark): Fault => ({
        rule: ruleOfRemark(remark),
        message: `${remark.place}: ${remark.message}`,
        deckId: remark.cardId?.split('/')[0],
        path: remark.cardId && `/cards/${remark.cardId.split('/')[1]}`,
      }),
    );
    return { decks, faults };
  } catch (error) {
    if (!(error instanceof InputError && isStudyError(error.cause)) || error.cause.code === 'missing-library')
      throw error;
    return { decks: [], faults: [{ rule: 'syntax', message: error.cause.message }], faulty: [{ cards: 0 }] };
  }
}
