import { checkDeck } from '../../deck/parse.js';
import { StudyError } from '../../errors.js';
import { shown } from '../../json.js';
import { progressOf } from '../../log/progress.js';
import type { FileBytes } from '../bytes.js';
import type { Imported } from '../imported.js';
import { entriesOfNotes, headOfName } from './anki-entries.js';
import { isAnkiText } from './anki-headers.js';
import { textNotesOf } from './anki-notes.js';
import { type Assembled, type DeckHead, decksOf, type Entry, inFileOrder, unclosedQuote } from './assemble.js';
import { type CellKind, toMarkdown } from './cells.js';
import { areLanguages, type Columns, checkColumns, isHeader, layoutOf } from './columns.js';
import { decoded } from './decode.js';
import { checkDelimiter, delimiterOf, namedDelimiter } from './delimiter.js';
import { emptyFile } from './empty-file.js';
import { type Noted, toldOf } from './noted.js';
import { entriesOfOwnRows, isOwnForm } from './own-form.js';
import { entriesOfRows } from './plain-entries.js';
import { type Row, rowsOf } from './records.js';

export interface ParseDeckCsvOptions {
  /** The id of the deck, where the file names none; by default `imported`. */
  readonly deckId?: string;
  /** The title of that deck; by default its id. */
  readonly title?: string;
  /** What stands between cells: one character; by default what the first lines show. Anki's text files say it themselves, and the next two. */
  readonly delimiter?: string;
  /** Whether the first row names the columns; by default whether its names are known. */
  readonly header?: boolean;
  /** Which column is what; by default what their names say, or else the first is the prompt and the second the answer. */
  readonly columns?: Columns;
  /**
   * What the cells hold. By default Markdown in files that `formatDeckCsv` wrote, what the file says in Anki's text files, and in all
   * others plain text, which is shown as it is.
   */
  readonly cells?: CellKind;
  /** Whether each row is also asked the other way round: a second card whose key ends in `~r`. Not in files that `formatDeckCsv` wrote. */
  readonly reversed?: boolean;
}

/**
 * The decks in a file of delimited text: a CSV file that `formatDeckCsv` wrote, a text file that Anki wrote ("Notes in Plain Text"), or
 * any other with a prompt and an answer in each row. Cards are known by a key of the file, or else by their prompts. Keys that could
 * be no part of a card id are spelled: `é` becomes `~C3~A9`. Texts with gaps as Anki writes them become a card for each number.
 * @param input a text, or the bytes of a file in UTF-8, or in UTF-16 with a byte order mark
 * @throws StudyError `invalid-file` if there is no card in it; `too-large`; `invalid-argument` for an option that cannot be used
 * @example
 * const { decks, remarks } = parseDeckCsv(await readFile('capitals.csv'), { deckId: 'capitals' });
 */
export function parseDeckCsv(input: string | FileBytes, options: ParseDeckCsvOptions = {}): Imported {
  const { decks, remarks } = readDeckCsv(input, options);
  if (decks.length === 0) throw emptyFile('card', remarks);
  return { decks, progress: progressOf([], 0), remarks: inFileOrder(remarks.map(toldOf)) };
}

/** A file that was read, and where in it things stand. */
export interface DeckCsv extends Assembled {
  readonly text: string;
  readonly remarks: readonly Noted[];
  /** For a file that `formatDeckCsv` wrote. */
  readonly ownForm?: OwnRows;
}

/** The rows of a file in this library's own form. */
export interface OwnRows {
  readonly delimiter: string;
  readonly header: readonly string[];
  readonly rows: readonly Row[];
}

/** Reads the file, and takes down whatever is the matter with it. */
export function readDeckCsv(input: string | FileBytes, options: ParseDeckCsvOptions = {}): DeckCsv {
  const { deckId = 'imported' } = options;
  const head = { id: deckId, title: options.title ?? deckId };
  checkOptions(head, options);
  const file = decoded(input);
  const remarks: Noted[] = [...file.remarks];
  if (isAnkiText(file.text)) {
    const entries = ankiEntries(file.text, head, options, remarks);
    return { text: file.text, ...decksOf(entries, remarks), remarks };
  }
  const { entries, ownForm } = rowEntries(file.text, head, options, remarks);
  return { text: file.text, ...decksOf(entries, remarks), remarks, ...(ownForm && { ownForm }) };
}

function checkOptions(head: DeckHead, { delimiter, cells, columns }: ParseDeckCsvOptions): void {
  if (columns !== undefined) checkColumns(columns);
  if (delimiter !== undefined) checkDelimiter(delimiter);
  if (cells !== undefined && !['markdown', 'text', 'html'].includes(cells)) {
    throw new StudyError('invalid-argument', `cells is ${shown(cells)}; it must be markdown, text or html`);
  }
  try {
    checkDeck({ ...head, cards: {} });
  } catch (cause) {
    throw new StudyError('invalid-argument', `No deck can be called so: ${(cause as Error).message}`, { cause });
  }
}

function ankiEntries(text: string, head: DeckHead, options: ParseDeckCsvOptions, remarks: Noted[]): Entry[] {
  const { cells = 'html', reversed = false } = options;
  const { notes, remarks: ofNotes } = textNotesOf(text, undefined, options.cells !== undefined);
  for (const remark of ofNotes) remarks.push(remark);
  const headOf = (deck: string | undefined) => (deck === undefined ? head : headOfName(deck));
  return entriesOfNotes(notes, headOf, cells, reversed, remarks);
}

/** What the rows of a file come to. */
interface ReadRows {
  readonly entries: readonly Entry[];
  readonly ownForm?: OwnRows;
}

function rowEntries(text: string, head: DeckHead, options: ParseDeckCsvOptions, remarks: Noted[]): ReadRows {
  const named = options.delimiter === undefined ? namedDelimiter(text) : undefined;
  const delimiter = options.delimiter ?? named?.delimiter ?? delimiterOf(text);
  const from = named && { from: named.from };
  const rows = [...rowsOf(text, { delimiter, ...from, onUnclosed: unclosedQuote(remarks) })];
  const [first] = rows;
  if (first === undefined) return { entries: [] };
  if (options.columns === undefined && isOwnForm(first.cells)) {
    const ownForm: OwnRows = { delimiter, header: first.cells, rows: rows.slice(1) };
    return { entries: entriesOfOwnRows(first.cells, ownForm.rows, head, remarks), ownForm };
  }
  const { columns = {} } = options;
  const hasNames = Object.values(columns).some((column) => typeof column === 'string');
  const isRepeated = () =>
    areLanguages(rows[1]?.cells ?? []) || rows.some((row, index) => index > 0 && isSame(row, first));
  const isHeaded = options.header ?? (hasNames || isHeader(first.cells, isRepeated));
  let columnCount = 0;
  for (const { cells } of rows) columnCount = Math.max(columnCount, cells.length);
  const layout = layoutOf(isHeaded ? first.cells : undefined, columnCount, columns);
  remarkOthers(isHeaded ? first.cells : [], columnCount, new Set(Object.values(layout)), remarks);
  const markdownOf = toMarkdown(options.cells ?? 'text', remarks);
  const below = isHeaded ? rows.slice(1) : rows;
  return { entries: entriesOfRows(below, layout, head, markdownOf, options.reversed ?? false, remarks) };
}

function isSame({ cells }: Row, other: Row): boolean {
  return cells.length === other.cells.length && cells.every((cell, index) => cell === other.cells[index]);
}

/** As many columns as a remark names. */
const MOST_NAMED = 20;

function remarkOthers(
  names: readonly string[],
  columnCount: number,
  used: ReadonlySet<number>,
  remarks: Noted[],
): void {
  const others: string[] = [];
  let count = 0;
  for (let column = 0; column < columnCount; column++) {
    if (used.has(column)) continue;
    count++;
    if (count <= MOST_NAMED) others.push(shown(names[column]?.trim() || column + 1));
  }
  if (count === 0) return;
  const more = count > MOST_NAMED ? ` and ${count - MOST_NAMED} more` : '';
  const message = `left out: column ${others.join(', ')}${more}. Say in the option \`columns\` which ones are wanted`;
  remarks.push({ kind: 'dropped', place: 'file', message });
}
