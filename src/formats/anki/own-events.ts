import type { CardId } from '../../deck/deck.js';
import { eventIssues } from '../../log/check-event.js';
import {
  type CardEvent,
  GRADES,
  type Practiced,
  type Rescheduled,
  type Reset,
  type Reviewed,
  type Seeded,
} from '../../log/event.js';
import type { ReviewRow } from './collection.js';

/** The events that Anki's review log has a row for. */
export type LoggedEvent = Reviewed | Practiced | Rescheduled | Reset;

/** Anki's words for what a row of the review log is. */
export const ROW_KINDS = { learning: 0, review: 1, relearning: 2, filtered: 3, manual: 4 } as const;

/** The events of one card, as its note keeps them. */
export interface KeptEvents {
  /**
   * By the id of the row in the review log: the event without what goes without saying. That is its type where it is a
   * review, its time where it is the row's id, and its card where it is the note's.
   */
  readonly events?: { readonly [rowId: string]: object };
  /** The past before them, which has no row. */
  readonly seed?: Seeded;
}

/** The events of one card that came back. */
export interface OwnEvents {
  /** By the id of the row in the review log. */
  readonly byRow: ReadonlyMap<number, LoggedEvent>;
  readonly seed?: Seeded;
}

/** The events as the note of the card keeps them. */
export function keptEvents(id: CardId, events: ReadonlyMap<number, LoggedEvent>, seed: Seeded | undefined): KeptEvents {
  const entries = Array.from(events, ([rowId, event]) => [rowId, shortened(id, rowId, event)] as const);
  return { ...(entries.length > 0 && { events: Object.fromEntries(entries) }), ...(seed && { seed }) };
}

function shortened(id: CardId, rowId: number, event: LoggedEvent): object {
  const { type, at, cardId, ...rest } = event;
  return {
    ...(type !== 'reviewed' && { type }),
    ...(at !== rowId && { at }),
    ...(cardId !== id && { cardId }),
    ...rest,
  };
}

/**
 * The events that a note keeps; nothing if one of them breaks the rules of events.
 * @param ids those that the card has and had: it speaks for no other card
 */
export function ownEvents({ events = {}, seed }: KeptEvents, ids: readonly CardId[]): OwnEvents | undefined {
  const byRow = new Map<number, LoggedEvent>();
  const known = new Set<string>();
  const isRight = (event: CardEvent) =>
    eventIssues(event).length === 0 && ids.includes(event.cardId) && !known.has(event.id) && known.add(event.id);
  if (typeof events !== 'object' || events === null) return undefined;
  for (const [rowId, kept] of Object.entries(events)) {
    const event = { type: 'reviewed', at: Number(rowId), cardId: ids[0], ...kept } as CardEvent;
    if (!isLogged(event) || !isRight(event)) return undefined;
    byRow.set(Number(rowId), event);
  }
  if (seed === undefined) return { byRow };
  return seed?.type === 'seeded' && isRight(seed) ? { byRow, seed } : undefined;
}

function isLogged(event: CardEvent): event is LoggedEvent {
  return (
    event.type === 'reviewed' || event.type === 'practiced' || event.type === 'rescheduled' || event.type === 'reset'
  );
}

/** The event behind a row of the review log, if it says what the row says. */
export function eventOfRow({ byRow }: OwnEvents, row: ReviewRow): LoggedEvent | undefined {
  const event = byRow.get(row.id);
  if (!event) return undefined;
  const isManual = row.kind === ROW_KINDS.manual;
  const isSame = {
    reviewed: () =>
      !isManual && row.kind !== ROW_KINDS.filtered && GRADES[row.button - 1] === (event as Reviewed).grade,
    practiced: () => row.kind === ROW_KINDS.filtered && GRADES[row.button - 1] === (event as Practiced).grade,
    rescheduled: () => isManual && row.factor !== 0,
    reset: () => isManual && row.factor === 0,
  };
  return isSame[event.type]() ? event : undefined;
}
