import { LINE_END } from './file-bytes.js';
import { HASH_START, hashEnd, hashedWith, hashOf } from './file-hash.js';

const RETURN = 0x0d;
const SPACE = 0x20;
const QUOTE = 0x22;
const COMMA = 0x2c;
const LIST = 0x5b;
const ESCAPE = 0x5c;
const LIST_END = 0x5d;
const LAST_OF_ASCII = 0x7e;
const OBJECT = 0x7b;
const OBJECT_END = 0x7d;

/** How an event begins whose id we need not ask JSON for. */
const BEGINNING = Buffer.from('{"id":"');

/** Is told the hash of an id, and at which byte its event begins. */
export type OnId = (hash: number, start: number) => void;

/**
 * Finds the ids in whole lines of a log without building the events, and without asking whether they are sound.
 * @param onOther is given the bounds of a line of another shape than ours: whatever is in it, it was not looked at
 */
export function scanIds(bytes: Buffer, onId: OnId, onOther: (start: number, end: number) => void): void {
  for (let start = 0, next = 0; start < bytes.length; start = next) {
    next = bytes.indexOf(LINE_END, start) + 1;
    const end = next - (bytes[next - 2] === RETURN ? 2 : 1);
    if (end <= start) continue;
    const hash = bytes[end - 1] === OBJECT_END ? hashAt(bytes, start) : undefined;
    const list = hash === undefined ? listIn(bytes, start, end) : undefined;
    if (hash !== undefined) onId(hash, start);
    else if (list) for (const [hash, start] of list) onId(hash, start);
    else onOther(start, next);
  }
}

/** The hash of the id of the event that begins here, if it begins as ours do and its id is of plain characters. */
function hashAt(bytes: Buffer, start: number): number | undefined {
  for (let index = 0; index < BEGINNING.length; index++) {
    if (bytes[start + index] !== BEGINNING[index]) return undefined;
  }
  let hash = HASH_START;
  for (let index = start + BEGINNING.length; ; index++) {
    const character = bytes[index] as number;
    if (character === QUOTE) return hashEnd(hash);
    if (!(character >= SPACE && character <= LAST_OF_ASCII) || character === ESCAPE) return undefined;
    hash = hashedWith(hash, character);
  }
}

/** The ids of a list of events, and where these begin; nothing if the line is no such list. */
function listIn(bytes: Buffer, start: number, end: number): (readonly [hash: number, start: number])[] | undefined {
  if (bytes[start] !== LIST) return undefined;
  const found: (readonly [number, number])[] = [];
  for (let at = start + 1; bytes[at] === OBJECT; at++) {
    const eventEnd = endOfValue(bytes, at);
    if (eventEnd < 0 || eventEnd >= end) return undefined;
    const hash = hashAt(bytes, at) ?? hashIn(bytes.toString('utf8', at, eventEnd));
    if (hash === undefined) return undefined;
    found.push([hash, at]);
    at = eventEnd;
    if (bytes[at] === LIST_END && at + 1 === end) return found;
    if (bytes[at] !== COMMA) return undefined;
  }
  return undefined;
}

/** The hash of the id of an event of any shape. */
function hashIn(event: string): number | undefined {
  try {
    const { id } = JSON.parse(event);
    return typeof id === 'string' ? hashOf(id) : undefined;
  } catch {
    return undefined;
  }
}

/** The byte at which the first object or list begins; -1 if none does. */
export function startOfValue(bytes: Buffer): number {
  return bytes.findIndex((byte) => byte === OBJECT || byte === LIST);
}

/** The byte after the object or list that begins here; -1 if it does not end in these bytes. */
export function endOfValue(bytes: Buffer, start: number): number {
  for (let at = start, depth = 0; at < bytes.length; at++) {
    const byte = bytes[at];
    if (byte === QUOTE) {
      at = endOfText(bytes, at);
      if (at < 0) return -1;
    } else if (byte === OBJECT || byte === LIST) {
      depth++;
    } else if ((byte === OBJECT_END || byte === LIST_END) && --depth === 0) {
      return at + 1;
    }
  }
  return -1;
}

/** The byte of the quote that ends the text which begins here. */
function endOfText(bytes: Buffer, start: number): number {
  let end = bytes.indexOf(QUOTE, start + 1);
  while (end >= 0 && isEscaped(bytes, end)) end = bytes.indexOf(QUOTE, end + 1);
  return end;
}

function isEscaped(bytes: Buffer, at: number): boolean {
  let escapes = 0;
  while (bytes[at - 1 - escapes] === ESCAPE) escapes++;
  return escapes % 2 === 1;
}
