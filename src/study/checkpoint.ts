import type { CardId } from '../deck/deck.js';
import { isCardEvent } from '../log/check-event.js';
import { type CardEvent, compareEvents, type StudyEvent } from '../log/event.js';
import { type CardHistory, historyOf, isTakenBack } from '../log/history.js';
import type { Cursor } from '../store/store.js';
import type { CardState } from './ledger.js';

/** What states depend on beside the events. What was worked out under other circumstances is of no use. */
export interface Circumstances {
  /** Of all of them. */
  readonly all: string;
  /** Of the cards of a deck. */
  readonly ofDeck: { readonly [deckId: string]: string };
}

/** What a study knows when it has taken in a log up to a cursor. */
export interface Knowledge {
  readonly circumstances: Circumstances;
  readonly cursor: Cursor;
  /** In order of arrival. */
  readonly events: readonly StudyEvent[];
  readonly takenBack: ReadonlySet<string>;
  currentId(id: CardId): CardId;
  /** Nothing for a card that is in no open deck. */
  stateOf(id: CardId): CardState | undefined;
}

/** The same from a checkpoint: states at once, events when they are asked for. */
export interface Remembered extends Pick<Knowledge, 'cursor' | 'takenBack'> {
  readonly count: number;
  readonly states: Map<CardId, CardState>;
  /** The time of the latest event of a card; before all times if there is none. */
  latest(id: CardId): number;
  past(id: CardId): readonly CardEvent[];
  events(): readonly StudyEvent[];
}

interface Header extends Pick<Knowledge, 'circumstances' | 'cursor'> {
  readonly count: number;
  readonly takenBack: readonly string[];
  readonly groups: readonly Group[];
}

/** The events of one card, or those of no card, which lie in the body up to a byte. */
interface Group {
  readonly id: CardId | null;
  readonly end: number;
  readonly latest: number;
  readonly state?: Omit<CardState, 'history'> & { readonly history: Omit<CardHistory, 'reviews'> };
}

type Arrived = readonly [index: number, event: StudyEvent];

/** Changes with the form of the bytes: a checkpoint of another form then looks like a damaged one. */
const FORM = 0x6f770001;

const BYTES_PER_WORD = 4;
/** Checksum and length of the header. */
const PREFIX_BYTES = 2 * BYTES_PER_WORD;

/**
 * The bytes of a checkpoint: a checksum, a header as JSON with all that is needed at once, and a body with the events, each
 * card's together, that are read when they are asked for.
 */
export function checkpointOf({ circumstances, cursor, events, takenBack, currentId, stateOf }: Knowledge): Uint8Array {
  const byCard = new Map<CardId | null, Arrived[]>();
  for (const [index, event] of events.entries()) {
    const id = isCardEvent(event) ? currentId(event.cardId) : null;
    const group = byCard.get(id);
    if (group) group.push([index, event]);
    else byCard.set(id, [[index, event]]);
  }
  const encoder = new TextEncoder();
  const body: Uint8Array[] = [];
  let end = 0;
  const groups = [...byCard].map(([id, arrived]): Group => {
    const bytes = encoder.encode(JSON.stringify(arrived));
    body.push(bytes);
    end += bytes.length;
    const latest = arrived.reduce((latest, [, { at }]) => Math.max(latest, at), Number.NEGATIVE_INFINITY);
    const state = id === null ? undefined : stateOf(id);
    if (state === undefined) return { id, end, latest };
    const { reviews: _, ...history } = state.history;
    return { id, end, latest, state: { ...state, history } };
  });
  const header: Header = { circumstances, cursor, count: events.length, takenBack: [...takenBack], groups };
  const head = encoder.encode(JSON.stringify(header));
  const words = Math.ceil((PREFIX_BYTES + head.length + end) / BYTES_PER_WORD);
  const bytes = new Uint8Array(words * BYTES_PER_WORD);
  let at = PREFIX_BYTES;
  for (const part of [head, ...body]) {
    bytes.set(part, at);
    at += part.length;
  }
  const view = new DataView(bytes.buffer);
  view.setUint32(BYTES_PER_WORD, head.length);
  view.setUint32(0, checksum(view));
  return bytes;
}

/** What the bytes remember that holds under these circumstances; nothing if they were damaged. */
export function rememberedFrom(bytes: Uint8Array, { all, ofDeck }: Circumstances): Remembered | undefined {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const isWhole = bytes.length >= PREFIX_BYTES && bytes.length % BYTES_PER_WORD === 0;
  if (!isWhole || view.getUint32(0) !== checksum(view)) return undefined;
  const decoder = new TextDecoder();
  const bodyStart = PREFIX_BYTES + view.getUint32(BYTES_PER_WORD);
  const header = JSON.parse(decoder.decode(bytes.subarray(PREFIX_BYTES, bodyStart))) as Header;
  const then = header.circumstances;
  if (then.all !== all) return undefined;

  const { cursor, count } = header;
  const takenBack = new Set(header.takenBack);
  const places = new Map<CardId | null, { readonly start: number; readonly group: Group }>();
  const states = new Map<CardId, CardState>();
  const arrivedOf = (id: CardId | null): readonly Arrived[] => {
    const place = places.get(id);
    if (place === undefined) return [];
    return JSON.parse(decoder.decode(bytes.subarray(place.start, bodyStart + place.group.end)));
  };
  const past = (id: CardId) => arrivedOf(id).map(([, event]) => event as CardEvent);
  let start = bodyStart;
  for (const group of header.groups) {
    const { id, end, state } = group;
    places.set(id, { start, group });
    start = bodyStart + end;
    if (id === null || state === undefined) continue;
    const deckId = id.slice(0, id.indexOf('/'));
    if (then.ofDeck[deckId] !== ofDeck[deckId]) continue;
    let reviews: CardHistory['reviews'] | undefined;
    const history = {
      ...state.history,
      get reviews() {
        reviews ??= historyOf(
          past(id)
            .sort(compareEvents)
            .filter((event) => !isTakenBack(event, takenBack)),
        ).reviews;
        return reviews;
      },
    };
    states.set(id, { history, schedule: state.schedule });
  }
  return {
    cursor,
    count,
    takenBack,
    states,
    past,
    latest: (id) => places.get(id)?.group.latest ?? Number.NEGATIVE_INFINITY,
    events() {
      const events: StudyEvent[] = [];
      for (const id of places.keys()) for (const [index, event] of arrivedOf(id)) events[index] = event;
      return events;
    },
  };
}

/** FNV-1a over words instead of bytes, with its bits stirred; the first word, where it is kept, is left out. */
function checksum(view: DataView): number {
  let hash = FORM ^ view.byteLength;
  for (let at = BYTES_PER_WORD; at < view.byteLength; at += BYTES_PER_WORD) {
    hash = Math.imul(hash ^ view.getUint32(at), 0x01000193);
    hash ^= hash >>> 15;
  }
  return hash >>> 0;
}
