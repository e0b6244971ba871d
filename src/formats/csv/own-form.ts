import type { CardContent, CardId, Deck } from '../../deck/deck.js';
import { parseDeck } from '../../deck/parse.js';
import { isRecord, shown } from '../../json.js';
import { nameOf } from '../names.js';
import { shallowJson } from '../shallow-json.js';
import type { DeckHead, Entry } from './assemble.js';
import { isFilled } from './cells.js';
import type { Noted } from './noted.js';
import { type Row, recordOf } from './records.js';

/** The columns of the form in which this library writes decks, in order; the form is known by their names. */
const COLUMNS = [
  'key',
  'prompt',
  'answer',
  'keyPoints',
  'hint',
  'followsUp',
  'tags',
  'formerly',
  'fields',
  'deck',
] as const;

/** What programs that guess delimiters, or strip what they take for blanks, might stumble over. */
const QUOTED = /["\t\r\n;,|]|^\s|\s$/;

/** What spreadsheets take for the beginning of a formula, as OWASP lists it under "CSV Injection". */
const FORMULA = /^'*[=+\-@\t\r\n＝＋－＠]/;
/** The same with a quotation mark before it already: it gets one more, so that each can be taken away again. */
const GUARDED = /^'+[=+\-@\t\r\n＝＋－＠]/;

export interface FormatDeckCsvOptions {
  /**
   * Whether a spreadsheet will open the file: cells that it would take for formulas then begin with `'`, and the file with a byte
   * order mark. `parseDeckCsv` takes both away again.
   */
  readonly forSpreadsheets?: boolean;
}

/**
 * A deck as CSV (RFC 4180), one card a row, to be edited in a spreadsheet and read again. The columns are `key`, `prompt`, `answer`,
 * `keyPoints` (JSON), `hint`, `followsUp`, `tags` and `formerly` (parted by spaces, or JSON), `fields` (JSON), and `deck`, which holds
 * in the first row what there is to say of the deck, as JSON. `parseDeckCsv` makes the same deck of it, unless it holds no card.
 * @throws StudyError `invalid-deck`
 * @example
 * await writeFile('capitals.csv', formatDeckCsv(deck, { forSpreadsheets: true }));
 */
export function formatDeckCsv(deck: Deck, { forSpreadsheets = false }: FormatDeckCsvOptions = {}): string {
  const { cards, ...head } = parseDeck(deck);
  const special = forSpreadsheets ? FORMULA : GUARDED;
  const lines = [COLUMNS.join(',')];
  for (const [key, card] of Object.entries(cards)) {
    const cells = [
      key,
      card.prompt,
      card.answer,
      jsonCell(card.keyPoints),
      card.hint ?? '',
      card.followsUp ?? '',
      listCell(card.tags),
      listCell(card.formerly),
      jsonCell(card.fields),
      lines.length === 1 ? JSON.stringify(head) : '',
    ].map((cell) => (special.test(cell) ? `'${cell}` : cell));
    lines.push(recordOf(cells, ',', QUOTED));
  }
  return `${forSpreadsheets ? '\uFEFF' : ''}${lines.join('\r\n')}\r\n`;
}

function jsonCell(value: unknown): string {
  return value === undefined ? '' : JSON.stringify(value);
}

function listCell(list: readonly string[] | undefined): string {
  const isPlain = list && list.length > 0 && list.every((item) => /^[^\s[]\S*$/.test(item));
  return isPlain ? list.join(' ') : jsonCell(list);
}

/** Whether these are the names of the columns of the form in which this library writes decks, in any order. */
export function isOwnForm(header: readonly string[]): boolean {
  return COLUMNS.every((name) => header.includes(name));
}

/** What the rows of a file in this library's own form come to. What people have broken in it is remarked. */
export function entriesOfOwnRows(
  header: readonly string[],
  rows: readonly Row[],
  head: DeckHead,
  remarks: Noted[],
): Entry[] {
  const places = new Map(COLUMNS.map((name) => [name, header.indexOf(name)]));
  const cellOf = ({ cells }: Row, name: (typeof COLUMNS)[number]) => {
    const cell = cells[places.get(name) ?? -1] ?? '';
    return GUARDED.test(cell) ? cell.slice(1) : cell;
  };
  const told = rows.find((row) => cellOf(row, 'deck') !== '');
  const ownHead = told ? headIn(cellOf(told, 'deck'), told.line, head, remarks) : head;
  const toldCell = told && cellOf(told, 'deck');
  return rows.flatMap((row): Entry[] => {
    const { line } = row;
    if (cellOf(row, 'deck') !== '' && cellOf(row, 'deck') !== toldCell) {
      const message = `what it says of its deck is left out, for line ${told?.line} says something else`;
      remarks.push({ kind: 'dropped', place: `line ${line}`, message, about: { kind: 'twice', member: 'deck' } });
    }
    const key = cellOf(row, 'key');
    const [prompt, answer] = [cellOf(row, 'prompt'), cellOf(row, 'answer')];
    if (!isFilled(prompt) || !isFilled(answer)) {
      const member = isFilled(prompt) ? 'answer' : 'prompt';
      const message = `this row is left out, for it has no ${member}`;
      const about = { kind: 'content', member } as const;
      if (row.cells.some(isFilled)) remarks.push({ kind: 'dropped', place: `line ${line}`, message, about });
      return [];
    }
    const members = { hint: cellOf(row, 'hint'), followsUp: cellOf(row, 'followsUp') };
    const parsed = {
      keyPoints: jsonIn(cellOf(row, 'keyPoints')),
      tags: listIn(cellOf(row, 'tags')),
      formerly: listIn(cellOf(row, 'formerly')) as CardId[] | undefined,
      fields: jsonIn(cellOf(row, 'fields')),
    };
    const content: Record<string, unknown> = { prompt, answer };
    for (const [member, value] of Object.entries(members)) if (value !== '') content[member] = value;
    for (const [member, value] of Object.entries(parsed)) {
      if (value === BROKEN) {
        const message = `its ${member} is left out, for it is no JSON`;
        remarks.push({ kind: 'changed', place: `line ${line}`, message, about: { kind: 'form', member } });
      } else if (value !== undefined) content[member] = value;
    }
    const cards = [{ suffix: '', content: content as unknown as CardContent }];
    const known = KEY.test(key) ? { key } : key.trim() !== '' ? { name: key.trim() } : {};
    return [{ head: ownHead, line, prompt, cards, ...known }];
  });
}

/** What `nameOf` leaves as it is, and names that this library's own readers have made. */
const KEY = /^[A-Za-z0-9][A-Za-z0-9._~-]{0,127}$/;

const BROKEN = Symbol('no JSON');

function jsonIn(cell: string): unknown {
  try {
    return cell === '' ? undefined : shallowJson(cell);
  } catch {
    return BROKEN;
  }
}

function listIn(cell: string): unknown {
  if (cell === '' || cell.startsWith('[')) return jsonIn(cell);
  return [...new Set(cell.split(/\s+/).filter((item) => item !== ''))];
}

/** What the file says of its deck. Its id and title can be used then; the rest is looked at together with the cards. */
function headIn(cell: string, line: number, fallback: DeckHead, remarks: Noted[]): DeckHead {
  const told = jsonIn(cell);
  const { cards: _, ...head } = isRecord(told) ? told : {};
  const ownId = typeof head.id === 'string' && head.id !== '' ? head.id : fallback.id;
  const id = KEY.test(ownId) ? ownId : nameOf(ownId);
  const title = typeof head.title === 'string' && isFilled(head.title) ? head.title : id;
  if (id !== head.id || title !== head.title) {
    const message = `the id or the title of the deck cannot be used; it is called ${id} with the title ${shown(title)}`;
    remarks.push({ kind: 'changed', place: `line ${line}`, message, about: { kind: 'content', member: 'deck' } });
  }
  return { ...head, id, title };
}
