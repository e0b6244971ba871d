import { damagedCollection } from './sqlite.js';

// The numbers are those of the SQLite file format, sections 1.3 and 1.6; all are big-endian.
const MAGIC = 'SQLite format 3\0';
const HEADER_BYTES = 100;
const INTERIOR_INDEX = 2;
const INTERIOR_TABLE = 5;
const LEAF_INDEX = 10;
const LEAF_TABLE = 13;

/**
 * Sees to it that no page of an SQLite file is used twice. In a sound file none is; in one made to do harm a few pages can
 * stand for more rows than anyone can read. Afterwards, reading any table takes no longer than its pages last.
 * @throws StudyError `invalid-file`
 */
export function checkPages(bytes: Uint8Array): void {
  const isDatabase = bytes.length >= 512 && MAGIC.split('').every((sign, at) => bytes[at] === sign.charCodeAt(0));
  if (!isDatabase) throw damagedCollection('it is no SQLite file');
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const size = view.getUint16(16) === 1 ? 65_536 : view.getUint16(16);
  if (size < 512 || (size & (size - 1)) !== 0) throw damagedCollection('its pages have no size');
  const book: Book = {
    view,
    size,
    usable: size - view.getUint8(20),
    used: new Uint8Array(Math.floor(bytes.length / size)),
  };
  if (book.usable < 480) throw damagedCollection('its pages have no room');
  const roots: number[] = [];
  walk(book, 1, (at, end) => {
    const root = rootOf(view, at, end);
    if (root > 0) roots.push(root);
  });
  for (const root of roots) walk(book, root);
}

interface Book {
  readonly view: DataView;
  /** Bytes of a page, and how many of them can be used. */
  readonly size: number;
  readonly usable: number;
  /** By page, counted from 0. */
  readonly used: Uint8Array;
}

/** Marks a page, and tells where it begins. */
function use({ size, used }: Book, page: number): number {
  if (used[page - 1] !== 0) throw damagedCollection(`page ${page} is not there, or used twice`);
  used[page - 1] = 1;
  return (page - 1) * size;
}

/** Goes through a tree of pages. */
function walk(book: Book, root: number, record?: (at: number, end: number) => void): void {
  const { view, size, usable } = book;
  const left = [root];
  for (let page = left.pop(); page !== undefined; page = left.pop()) {
    const start = use(book, page);
    const head = page === 1 ? HEADER_BYTES : start;
    const kind = view.getUint8(head);
    const isInterior = kind === INTERIOR_INDEX || kind === INTERIOR_TABLE;
    if (!isInterior && kind !== LEAF_INDEX && kind !== LEAF_TABLE)
      throw damagedCollection(`page ${page} is of no kind`);
    if (isInterior) left.push(view.getUint32(head + 8));
    const cells = view.getUint16(head + 3);
    const pointers = head + (isInterior ? 12 : 8);
    if (pointers + 2 * cells > start + usable) throw damagedCollection(`page ${page} is too full`);
    let bytes = 0;
    for (let cell = 0; cell < cells; cell++) {
      let at = start + view.getUint16(pointers + 2 * cell);
      if (at + 4 > start + size) throw damagedCollection(`a row leads out of page ${page}`);
      if (isInterior) {
        left.push(view.getUint32(at));
        if (kind === INTERIOR_TABLE) continue;
        at += 4;
      }
      bytes += payload(book, at, start + size, kind === LEAF_TABLE, record);
      // Rows that overlap would be read again and again.
      if (bytes > usable) throw damagedCollection(`page ${page} is too full`);
    }
  }
}

/** Goes along what a cell holds, and tells how many bytes of it lie in the page. */
function payload(
  book: Book,
  cell: number,
  end: number,
  isTable: boolean,
  record?: (at: number, end: number) => void,
): number {
  const { view, usable } = book;
  const length = varint(view, cell, end);
  let at = length.next;
  if (isTable) at = varint(view, at, end).next;
  const most = isTable ? usable - 35 : Math.floor(((usable - 12) * 64) / 255) - 23;
  let local = length.value;
  if (local > most) {
    const least = Math.floor(((usable - 12) * 32) / 255) - 23;
    local = least + ((length.value - least) % (usable - 4));
    if (local > most) local = least;
  }
  const isSpread = length.value > local;
  if (at + local + (isSpread ? 4 : 0) > end) throw damagedCollection('a row leads out of its page');
  record?.(at, at + local);
  if (isSpread) follow(book, view.getUint32(at + local), length.value - local);
  return local;
}

/** Goes along the pages that hold the rest of a row. */
function follow(book: Book, first: number, length: number): void {
  let page = first;
  for (let left = length; left > 0; left -= book.usable - 4) page = book.view.getUint32(use(book, page));
}

/** The page at which the table or index begins that a row of the schema tells of; 0 if there is none. */
function rootOf(view: DataView, from: number, end: number): number {
  const header = varint(view, from, end);
  let at = header.next;
  let body = from + header.value;
  for (let column = 0; column < 3; column++) {
    const type = varint(view, at, end);
    at = type.next;
    body += type.value >= 12 ? (type.value - 12) >> 1 : ([0, 1, 2, 3, 4, 6, 8, 8][type.value] ?? 0);
  }
  const type = varint(view, at, end).value;
  const size = type === 8 ? 0 : [0, 1, 2, 3, 4, 6, 8][type];
  if (type === 9) return 1;
  if (size === undefined || body + size > end) throw damagedCollection('its schema makes no sense');
  let root = 0;
  for (let byte = 0; byte < size; byte++) root = root * 256 + view.getUint8(body + byte);
  return root;
}

/** A number of one to nine bytes; huge ones need not be exact. */
function varint(view: DataView, from: number, end: number): { readonly value: number; readonly next: number } {
  let value = 0;
  for (let at = from; at < end && at < from + 9; at++) {
    const byte = view.getUint8(at);
    if (at === from + 8) return { value: value * 256 + byte, next: at + 1 };
    value = value * 128 + (byte & 0x7f);
    if (byte < 0x80) return { value, next: at + 1 };
  }
  throw damagedCollection('a row leads out of its page');
}
