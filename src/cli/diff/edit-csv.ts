import type { Proposal } from 'ownwords/decks/tools';
import { delimiterOf, namedDelimiter } from '../../formats/csv/delimiter.js';
import { isOwnForm } from '../../formats/csv/own-form.js';
import { type Row, rowsOf } from '../../formats/csv/records.js';
import type { Edit } from './edit.js';

/** Adds former ids to cards in our own form of CSV: only their cells in the column `formerly` change. */
export function editCsv(text: string, proposals: readonly Proposal[]): readonly Edit[] | undefined {
  const named = namedDelimiter(text);
  const delimiter = named?.delimiter ?? delimiterOf(text);
  const added = new Map(proposals.map((proposal) => [keyOf(proposal), proposal.add]));
  const edits: Edit[] = [];
  let header: readonly string[] | undefined;
  let start = named?.from.place ?? 0;
  for (const row of rowsOf(text, { delimiter, ...(named && { from: named.from }) })) {
    const begin = start;
    start = row.end;
    if (header === undefined) {
      header = row.cells;
      if (!isOwnForm(header)) return undefined;
      continue;
    }
    const key = row.cells[header.indexOf('key')] ?? '';
    const ids = added.get(key);
    if (ids === undefined) continue;
    added.delete(key);
    const column = header.indexOf('formerly');
    const present = idsIn(row.cells[column] ?? '');
    if (present === undefined) return undefined;
    edits.push(cellEdit(text, begin, row, column, cellOf([...present, ...ids], delimiter), delimiter));
  }
  return added.size === 0 ? edits : undefined;
}

const keyOf = ({ cardId }: Proposal): string => cardId.slice(cardId.indexOf('/') + 1);

/** All that a cell says, whether or not it can be an id: nobody but its author takes it out. Nothing if it cannot be read. */
function idsIn(cell: string): readonly string[] | undefined {
  if (!cell.startsWith('[')) return cell.split(/\s+/).filter((id) => id !== '');
  try {
    return JSON.parse(cell) as readonly string[];
  } catch {
    return undefined;
  }
}

function cellOf(ids: readonly string[], delimiter: string): string {
  const list = ids.join(' ');
  return list.includes(delimiter) ? `"${list}"` : list;
}

/** What takes the place of a cell. A row may end before it. */
function cellEdit(text: string, begin: number, row: Row, column: number, cell: string, delimiter: string): Edit {
  let at = begin;
  while (/[\r\n]/.test(text[at] as string)) at++; // empty lines
  for (let index = 0; ; index++) {
    const end = cellEnd(text, at, delimiter);
    if (index === column) return { from: at, to: end, text: cell };
    if (index === row.cells.length - 1) {
      return { from: end, to: end, text: delimiter.repeat(column - index) + cell };
    }
    at = end + 1;
  }
}

function cellEnd(text: string, from: number, delimiter: string): number {
  let at = from;
  if (text[at] === '"') {
    for (at++; at < text.length; at++) {
      if (text[at] !== '"') continue;
      if (text[at + 1] !== '"') break;
      at++;
    }
    at++;
  }
  while (at < text.length && text[at] !== delimiter && text[at] !== '\n' && text[at] !== '\r') at++;
  return Math.min(at, text.length);
}
