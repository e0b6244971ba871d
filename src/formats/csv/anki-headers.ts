import { rowsOf } from './records.js';

/** What stands above the records of an Anki text file. Columns are counted from 0 here. */
export interface AnkiHeaders {
  readonly delimiter: string;
  /** Absent where the file does not say. */
  readonly html?: boolean;
  readonly tags: readonly string[];
  /** Names of the columns; empty where there are none. */
  readonly columns: readonly string[];
  readonly notetype?: string;
  readonly deck?: string;
  readonly notetypeColumn?: number;
  readonly deckColumn?: number;
  readonly tagsColumn?: number;
  readonly guidColumn?: number;
  /** Where the records begin. */
  readonly from: { readonly place: number; readonly line: number };
}

const SEPARATORS: Readonly<Record<string, string>> = {
  comma: ',',
  semicolon: ';',
  tab: '\t',
  space: ' ',
  pipe: '|',
  colon: ':',
};
/** In the order in which Anki tries them. */
const CANDIDATES = ['\t', '|', ';', ':', ',', ' '];
/** So many bytes below the headers are looked at. */
const SAMPLE = 8192;

const KEYS = 'separator|html|tags|columns|notetype|deck|(notetype|deck|tags|guid) column|if matches|match scope';
const HEADER = new RegExp(`^#[ \\t]*(${KEYS})[ \\t]*:`, 'i');
/** Among so many characters the first header must stand. */
const LOOKED_AT = 10_000;

/** Whether a text begins as the text files of Anki do: with one of its headers, perhaps below comments. */
export function isAnkiText(text: string): boolean {
  const lines = text.slice(0, LOOKED_AT).split(/[\r\n]+/);
  const end = lines.findIndex((line) => !line.startsWith('#'));
  return /^tags:/i.test(text) || lines.slice(0, end < 0 ? lines.length : end).some((line) => HEADER.test(line));
}

/** The headers of a text, without a byte order mark; those that nobody knows are comments. */
export function ankiHeadersOf(text: string): AnkiHeaders {
  const { values, from } = headerLines(text);
  const value = (key: string) => values.get(key)?.trim() || undefined;
  const column = (key: string) => {
    const number = Number(word(values.get(`${key} column`)));
    return Number.isSafeInteger(number) && number > 0 ? { [`${key}Column`]: number - 1 } : {};
  };
  const html = word(values.get('html'))?.toLowerCase();
  const separator = word(values.get('separator')) ?? '';
  const named = Object.hasOwn(SEPARATORS, separator.toLowerCase()) ? SEPARATORS[separator.toLowerCase()] : undefined;
  const delimiter = named ?? CANDIDATES.find((one) => one === separator) ?? sampled(text, from.place);
  const columns = values.get('columns') ?? '';
  const notetype = value('notetype');
  const deck = value('deck');
  return {
    delimiter,
    ...((html === 'true' || html === 'false') && { html: html === 'true' }),
    tags: tagsIn(values.get('tags') ?? ''),
    columns: [...rowsOf(columns, { delimiter })].flatMap(({ cells }) => cells.map((name) => name.trim())),
    ...(notetype !== undefined && { notetype }),
    ...(deck !== undefined && { deck }),
    ...column('notetype'),
    ...column('deck'),
    ...column('tags'),
    ...column('guid'),
    from,
  };
}

/** The tags in a text, each once. */
export function tagsIn(text: string): string[] {
  return [...new Set(text.split(/\s+/).filter((tag) => tag !== ''))];
}

/** The last value of each key, and where the lines end that begin with `#`, or in the first place with `tags:`. */
function headerLines(text: string): { values: ReadonlyMap<string, string>; from: AnkiHeaders['from'] } {
  const values = new Map<string, string>();
  let place = 0;
  let line = 1;
  const isHeader = () => text[place] === '#' || (place === 0 && text.slice(0, 5).toLowerCase() === 'tags:');
  while (place < text.length && isHeader()) {
    let end = place;
    while (end < text.length && text[end] !== '\n' && text[end] !== '\r') end++;
    const content = text.slice(text[place] === '#' ? place + 1 : place, end);
    const colon = content.indexOf(':');
    if (colon >= 0) values.set(content.slice(0, colon).trim().toLowerCase(), content.slice(colon + 1));
    place = text[end] === '\r' && text[end + 1] === '\n' ? end + 2 : end + 1;
    line++;
  }
  return { values, from: { place: Math.min(place, text.length), line } };
}

/** A value up to the first character after its first one that is neither a letter nor a digit: delimiters may trail. */
function word(value: string | undefined): string | undefined {
  if (value === undefined) return undefined;
  const start = /^ +[A-Za-z0-9]/.test(value) ? value.trimStart() : value;
  return /^.[\p{L}\p{N}]*/su.exec(start)?.[0];
}

function sampled(text: string, from: number): string {
  const bytes = new TextEncoder().encode(text.slice(from, from + SAMPLE)).subarray(0, SAMPLE);
  return CANDIDATES.find((candidate) => bytes.includes(candidate.charCodeAt(0))) ?? '\t';
}
