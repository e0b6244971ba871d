import type { CardId } from '../deck/deck.js';
import { EVENT_COLUMNS } from '../log/columns.js';
import type { Packed } from '../log/packed-log.js';
import { type ColumnType, columnsOf } from '../log/typed-columns.js';
import type { Cursor } from '../store/store.js';
import { CARD_COLUMNS, CardTable } from './card-table.js';

/** What states depend on beside the events. What was worked out under other circumstances is of no use. */
export interface Circumstances {
  /** Of all of them. */
  readonly all: string;
  /** Of the cards of a deck. */
  readonly ofDeck: { readonly [deckId: string]: string };
}

/** What a ledger holds. */
export interface Holdings {
  readonly log: Packed;
  readonly table: CardTable;
  /** The row of the event of each card that was added last, plus one. */
  readonly heads: Uint32Array;
  /** Numbers of the cards whose events are not known to have arrived in the order of history. */
  readonly disordered: readonly number[];
  /** Numbers of the cards that have to be worked out anew. */
  readonly stale: readonly number[];
  /** Ids of cards in no open deck. */
  readonly strangers: readonly CardId[];
  /** Names of the events and batches that were taken back, and numbers of the cards that this concerns. */
  readonly takenBack: readonly string[];
  readonly concerned: readonly number[];
}

/** What a study knows when it has taken in a log up to a cursor. */
export interface Knowledge {
  readonly circumstances: Circumstances;
  readonly cursor: Cursor;
  /** The cards in the open decks, each at its number. */
  readonly cards: readonly { readonly id: CardId }[];
  readonly holdings: Holdings;
}

interface Header
  extends Pick<Knowledge, 'circumstances' | 'cursor'>,
    Pick<Holdings, 'disordered' | 'takenBack' | 'concerned'> {
  readonly rows: number;
  readonly cards: number;
  readonly otherIds: Packed['ids']['others'];
  readonly ownAnswers: readonly (readonly [card: number, answer: string])[];
}

/** Changes with the form of the bytes: a checkpoint of another form then looks like a damaged one. */
const FORM = 0x6f770002;
/** Checksum, form, and the lengths of the texts. */
const PREFIX_WORDS = 6;
/** Where each part begins, so that numbers of any kind can be read where they lie. */
const ALIGNMENT = 8;

const aligned = (length: number) => Math.ceil(length / ALIGNMENT) * ALIGNMENT;

/**
 * The bytes of a checkpoint: a checksum, a header as JSON, ids of cards, what the columns do not hold of events, and the columns
 * as they are.
 */
export function checkpointOf({ circumstances, cursor, cards, holdings }: Knowledge): Uint8Array {
  const { log, table, heads, disordered, strangers, takenBack, concerned } = holdings;
  const header: Header = {
    circumstances,
    cursor,
    rows: log.columns.card.length,
    cards: heads.length,
    otherIds: log.ids.others,
    ownAnswers: [...table.ownAnswers],
    disordered,
    takenBack,
    concerned,
  };
  const texts = [
    bytesOf(JSON.stringify(header)),
    bytesOfIds(cards),
    bytesOf(JSON.stringify(strangers)),
    bytesOf(JSON.stringify(log.rests())),
  ];
  const numbers = [log.ids.words, ...Object.values(log.columns), heads, ...Object.values(table.columns)];
  const parts = [
    ...texts,
    ...numbers.map((column) => new Uint8Array(column.buffer, column.byteOffset, column.byteLength)),
  ];
  const start = PREFIX_WORDS * Uint32Array.BYTES_PER_ELEMENT;
  const bytes = new Uint8Array(parts.reduce((length, part) => length + aligned(part.length), start));
  let at = start;
  for (const part of parts) {
    bytes.set(part, at);
    at += aligned(part.length);
  }
  const words = new Uint32Array(bytes.buffer);
  words.set([FORM, ...texts.map(({ length }) => length)], 1);
  words[0] = checksum(words);
  return bytes;
}

/** What a checkpoint remembers, its cards by the numbers that they had then. */
export interface Remembered extends Omit<Knowledge, 'cards'> {
  /** Ids of the cards that were in the open decks, as `bytesOfIds` makes them. */
  readonly cardIds: Uint8Array;
}

/** What the bytes remember; nothing if they were damaged. */
export function rememberedFrom(kept: Uint8Array): Remembered | undefined {
  const bytes = kept.byteOffset % ALIGNMENT === 0 ? kept : new Uint8Array(kept);
  if (bytes.length < PREFIX_WORDS * Uint32Array.BYTES_PER_ELEMENT || bytes.length % ALIGNMENT > 0) return undefined;
  const words = new Uint32Array(bytes.buffer, bytes.byteOffset, bytes.length / Uint32Array.BYTES_PER_ELEMENT);
  const [sum, form, ...lengths] = words.subarray(0, PREFIX_WORDS);
  if (form !== FORM || sum !== checksum(words)) return undefined;

  let at = PREFIX_WORDS * Uint32Array.BYTES_PER_ELEMENT;
  const [headerText, cardIds, strangers, rests] = lengths.map((length) => {
    const part = bytes.subarray(at, at + length);
    at += aligned(length);
    return part;
  }) as [Uint8Array, Uint8Array, Uint8Array, Uint8Array];
  const column = <Type extends ColumnType>(Type: Type, length: number) => {
    const part = new Type(bytes.buffer as ArrayBuffer, bytes.byteOffset + at, length);
    at += aligned(part.byteLength);
    return part as InstanceType<Type>;
  };
  const decoder = new TextDecoder();
  const header: Header = JSON.parse(decoder.decode(headerText));
  const { circumstances, cursor, rows, cards, otherIds, ownAnswers, disordered, takenBack, concerned } = header;
  return {
    circumstances,
    cursor,
    cardIds,
    holdings: {
      log: {
        ids: { words: column(Uint32Array, rows * 4), others: otherIds },
        columns: columnsOf(EVENT_COLUMNS, (Type) => column(Type, rows)),
        rests: () => JSON.parse(decoder.decode(rests)),
      },
      heads: column(Uint32Array, cards).slice(),
      table: new CardTable(
        columnsOf(CARD_COLUMNS, (Type) => column(Type, cards).slice()),
        ownAnswers,
      ),
      disordered,
      stale: [],
      strangers: JSON.parse(decoder.decode(strangers)),
      takenBack,
      concerned,
    },
  };
}

const bytesOf = (text: string) => new TextEncoder().encode(text);

/** Ids of cards in few bytes. They hold no line ends. */
export function bytesOfIds(cards: readonly { readonly id: CardId }[]): Uint8Array {
  return bytesOf(cards.map(({ id }) => id).join('\n'));
}

/** The ids that such bytes spell. */
export function idsIn(bytes: Uint8Array): CardId[] {
  return bytes.length === 0 ? [] : (new TextDecoder().decode(bytes).split('\n') as CardId[]);
}

/** FNV-1a over words instead of bytes, with its bits stirred; the first word, where it is kept, is left out. */
function checksum(words: Uint32Array): number {
  let hash = FORM ^ words.length;
  for (let at = 1; at < words.length; at++) {
    hash = Math.imul(hash ^ (words[at] as number), 0x01000193);
    hash ^= hash >>> 15;
  }
  return hash >>> 0;
}
