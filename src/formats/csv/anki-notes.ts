import { type AnkiHeaders, ankiHeadersOf, tagsIn } from './anki-headers.js';
import { unclosedQuote } from './assemble.js';
import type { Noted } from './noted.js';
import { type Row, rowsOf } from './records.js';

/** A note as Anki would make it of a record. */
export interface TextNote {
  /** HTML, unless they were left as they are. */
  readonly fields: readonly string[];
  readonly tags: readonly string[];
  readonly notetype?: string;
  readonly deck?: string;
  readonly guid?: string;
  readonly line: number;
}

export interface TextNotes {
  readonly notes: readonly TextNote[];
  readonly remarks: readonly Noted[];
}

/** So many records say whether the cells are HTML, where no header does. */
const LOOKED_AT = 5;

/** How many fields the notetypes have that every collection holds. */
const STOCK_FIELDS: ReadonlyMap<string, number> = new Map([
  ['Basic', 2],
  ['Basic (and reversed card)', 2],
  ['Basic (optional reversed card)', 3],
  ['Basic (type in the answer)', 2],
  ['Cloze', 2],
  ['Image Occlusion', 5],
]);

/**
 * The notes of an Anki text file, read as Anki reads it.
 * @param text without a byte order mark
 * @param fieldCount how many fields the notes have, where the file does not name their type; otherwise as many as it has cells for
 * @param isRaw whether the cells are left as they are, whatever the file says of them
 */
export function textNotesOf(text: string, fieldCount?: number, isRaw = false): TextNotes {
  const headers = ankiHeadersOf(text);
  const { delimiter, from } = headers;
  const remarks: Noted[] = [];
  const rows = [...rowsOf(text, { delimiter, commented: true, from, onUnclosed: unclosedQuote(remarks) })];
  const layout = layoutOf(headers, rows[0]?.cells.length ?? 0, fieldCount ?? STOCK_FIELDS.get(headers.notetype ?? ''));
  const isHtml = isRaw || (headers.html ?? rows.slice(0, LOOKED_AT).some(({ cells }) => cells.some(hasTag)));
  const notes: TextNote[] = [];
  for (const row of rows) {
    const note = noteOf(row, headers, layout, isHtml);
    const place = `line ${row.line}`;
    const spare = row.cells.filter((cell, index) => cell !== '' && !layout.used.has(index)).length;
    if (note.fields[0] === '') {
      remarks.push({ kind: 'dropped', place, message: 'this note is left out, for its first field is empty' });
      continue;
    }
    if (spare > 0) {
      const message = `${spare} cells of this record are left out, for they stand in columns that are no fields`;
      remarks.push({ kind: 'dropped', place, message });
    }
    notes.push(note);
  }
  return { notes, remarks };
}

interface Layout {
  readonly fields: readonly number[];
  readonly fieldCount: number;
  readonly tagsColumn: number | undefined;
  readonly used: ReadonlySet<number>;
}

/** Which columns hold what: the first record says how many there are. */
function layoutOf(headers: AnkiHeaders, columnCount: number, known: number | undefined): Layout {
  const { notetypeColumn, deckColumn, guidColumn } = headers;
  const named = headers.columns.findIndex((name) => name.toLowerCase() === 'tags');
  let tagsColumn = headers.tagsColumn ?? (named >= 0 ? named : undefined);
  const meta = new Set([notetypeColumn, deckColumn, guidColumn, tagsColumn]);
  const columns = Array.from({ length: columnCount }, (_, index) => index).filter((index) => !meta.has(index));
  const fieldCount = notetypeColumn === undefined && known !== undefined ? known : columns.length;
  const fields = columns.slice(0, fieldCount);
  tagsColumn ??= columns[fieldCount];
  return { fields, fieldCount, tagsColumn, used: new Set([...fields, ...meta, tagsColumn].map((one) => one ?? -1)) };
}

function noteOf({ cells, line }: Row, headers: AnkiHeaders, layout: Layout, isHtml: boolean): TextNote {
  const cell = (index: number | undefined) => (index === undefined ? undefined : cells[index]?.trim()) || undefined;
  const notetype = cell(headers.notetypeColumn) ?? headers.notetype;
  const deck = cell(headers.deckColumn) ?? headers.deck;
  const guid = cell(headers.guidColumn);
  const fields = layout.fields.map((index) => (isHtml ? (cells[index] ?? '') : escaped(cells[index] ?? '')));
  while (fields.length < layout.fieldCount) fields.push('');
  return {
    fields,
    tags: [...new Set([...headers.tags, ...tagsIn(cell(layout.tagsColumn) ?? '')])].sort(),
    ...(notetype !== undefined && { notetype }),
    ...(deck !== undefined && { deck }),
    ...(guid !== undefined && { guid }),
    line,
  };
}

function hasTag(text: string): boolean {
  const open = text.indexOf('<');
  return open >= 0 && text.indexOf('>', open) >= 0;
}

const ENTITIES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#x27;',
};

/** A text as the HTML that shows it. */
function escaped(text: string): string {
  return text.replace(/[&<>"']/g, (character) => ENTITIES[character] ?? character).replace(/\r\n|\r|\n/g, '<br>');
}
