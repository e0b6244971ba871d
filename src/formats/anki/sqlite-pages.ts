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
  const used = new Uint8Array(Math.floor(bytes.length / size));
  const book: Book = { bytes, view, size, usable: size - view.getUint8(20), used, at: 0, end: 0 };
  if (book.usable < 480) throw damagedCollection('its pages have no room');
  const roots: number[] = [];
  walk(book, 1, () => {
    const root = rootOf(book);
    if (root > 0) roots.push(root);
  });
  for (const root of roots) walk(book, root);
}

interface Book {
  readonly bytes: Uint8Array;
  readonly view: DataView;
  /** Bytes of a page, and how many of them can be used. */
  readonly size: number;
  readonly usable: number;
  /** By page, counted from 0. */
  readonly used: Uint8Array;
  /** Where the reading is, and where it must end. */
  at: number;
  end: number;
}

/** Marks a page, and tells where it begins. */
function use({ size, used }: Book, page: number): number {
  if (used[page - 1] !== 0) throw damagedCollection(`page ${page} is not there, or used twice`);
  used[page - 1] = 1;
  return (page - 1) * size;
}

/** Goes through a tree of pages. */
function walk(book: Book, root: number, onRecord?: () => void): void {
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
    book.end = start + size;
    let bytes = 0;
    for (let cell = 0; cell < cells; cell++) {
      book.at = start + view.getUint16(pointers + 2 * cell);
      if (book.at + 4 > book.end) throw damagedCollection(`a row leads out of page ${page}`);
      if (isInterior) {
        left.push(view.getUint32(book.at));
        if (kind === INTERIOR_TABLE) continue;
        book.at += 4;
      }
      bytes += payload(book, kind === LEAF_TABLE, onRecord);
      // Rows that overlap would be read again and again.
      if (bytes > usable) throw damagedCollection(`page ${page} is too full`);
    }
  }
}

/** Goes along what a cell holds, and tells how many bytes of it lie in the page. */
function payload(book: Book, isTable: boolean, onRecord?: () => void): number {
  const { view, usable } = book;
  const length = varint(book);
  if (isTable) varint(book);
  const most = isTable ? usable - 35 : Math.floor(((usable - 12) * 64) / 255) - 23;
  const local = length > most ? localOf(length, most, usable) : length;
  const until = book.at + local;
  if (until + (length > local ? 4 : 0) > book.end) throw damagedCollection('a row leads out of its page');
  if (length > local) follow(book, view.getUint32(until), length - local);
  onRecord?.();
  return local;
}

/** How much of a long row lies in its page. */
function localOf(length: number, most: number, usable: number): number {
  const least = Math.floor(((usable - 12) * 32) / 255) - 23;
  const local = least + ((length - least) % (usable - 4));
  return local > most ? least : local;
}

/** Goes along the pages that hold the rest of a row. */
function follow(book: Book, first: number, length: number): void {
  let page = first;
  for (let left = length; left > 0; left -= book.usable - 4) page = book.view.getUint32(use(book, page));
}

/** The page at which the table or index begins that a row of the schema tells of; 0 if there is none. */
function rootOf(book: Book): number {
  const start = book.at;
  let body = start + varint(book);
  for (let column = 0; column < 3; column++) {
    const type = varint(book);
    body += type >= 12 ? (type - 12) >> 1 : ([0, 1, 2, 3, 4, 6, 8, 8][type] ?? 0);
  }
  const type = varint(book);
  if (type === 9) return 1;
  const size = type === 8 ? 0 : [0, 1, 2, 3, 4, 6, 8][type];
  if (size === undefined || body + size > book.end) throw damagedCollection('its schema makes no sense');
  let root = 0;
  for (let byte = 0; byte < size; byte++) root = root * 256 + (book.bytes[body + byte] as number);
  return root;
}

/** A number of one to nine bytes; huge ones need not be exact. */
function varint(book: Book): number {
  const { bytes, end } = book;
  let at = book.at;
  let value = 0;
  for (const ninth = at + 8; at < end; ) {
    const byte = bytes[at++] as number;
    const isLast = at > ninth;
    value = isLast ? value * 256 + byte : value * 128 + (byte & 0x7f);
    if (byte < 0x80 || isLast) {
      book.at = at;
      return value;
    }
  }
  throw damagedCollection('a row leads out of its page');
}
