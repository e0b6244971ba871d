import { addDays, createClock, type Due, fsrsScheduler, type Schedule, type StudyDay } from 'ownwords';
import type { CardRow, ReviewRow } from '../../../src/formats/anki/collection.js';
import { collectionDays } from '../../../src/formats/anki/day-numbers.js';
import { eventsOf, historyContext } from '../../../src/formats/anki/history.js';
import type { CardEvent } from '../../../src/log/event.js';
import { replay } from '../../../src/schedule/standing.js';

/** What a real Anki read from a package, as far as histories go. */
export interface Expected {
  readonly cards: readonly ExpectedCard[];
  readonly days_elapsed: number;
  /** In seconds. */
  readonly next_day_at: number;
}

interface ExpectedCard {
  readonly id: number;
  readonly type: number;
  readonly queue: number;
  readonly due: number;
  readonly ivl: number;
  readonly factor: number;
  readonly odid: number;
  readonly odue: number;
  readonly s: number | null;
  readonly d: number | null;
  readonly lrt: number | null;
  readonly computed_memory_state: { readonly s: number; readonly d: number } | null;
  /** The newest first. */
  readonly revlog?: readonly ExpectedRow[];
}

interface ExpectedRow {
  readonly button: number;
  readonly ease: number;
  readonly interval_secs: number;
  readonly kind: number;
  /** In seconds, as `time`. */
  readonly taken: number;
  readonly time: number;
}

/** A card with what is made of it. */
export interface Replayed {
  readonly expected: ExpectedCard;
  readonly card: CardRow;
  readonly events: readonly CardEvent[];
  readonly schedule: Schedule | undefined;
  /** What the card itself says, worked out in the most direct way. */
  readonly due: Due | undefined;
}

/** All cards of a dump, each replayed by itself. */
export function replayed(
  dump: Expected,
  timeZone: string,
): { cards: Replayed[]; days: ReturnType<typeof collectionDays> } {
  const clock = createClock({ timeZone, rolloverHour: 4 });
  const created = dump.next_day_at - (dump.days_elapsed + 1) * 86_400;
  const days = collectionDays({ created, schedulerVersion: 2, rolloverHour: 4 }, clock);
  const context = historyContext(days, undefined);
  const scheduler = fsrsScheduler({ fuzz: false });
  const cards = dump.cards.map((expected) => {
    const card = cardOf(expected, dump.next_day_at);
    const rows = (expected.revlog ?? []).toReversed().map((row, place) => rowOf(row, expected.id, place));
    const { events } = eventsOf(card, rows, `deck/c${expected.id}`, context);
    return {
      expected,
      card,
      events,
      schedule: [...replay(events, scheduler).values()][0],
      due: dueOf(expected, days.creation),
    };
  });
  return { cards, days };
}

function dueOf({ type, due, odid, odue }: ExpectedCard, creation: number): Due | undefined {
  if (type === 0) return undefined;
  const number = odid && odue ? odue : due;
  return number > 1_000_000_000 ? number * 1000 : addDays('1970-01-01' as StudyDay, creation + number);
}

function cardOf(expected: ExpectedCard, modified: number): CardRow {
  const { id, type, queue, due, ivl, factor, odid, odue, s, d, lrt } = expected;
  return {
    id,
    noteId: 1,
    deckId: 1,
    ord: 0,
    modified,
    type,
    queue,
    due,
    interval: ivl,
    factor,
    reps: 0,
    lapses: 0,
    originalDue: odue,
    originalDeckId: odid,
    flags: 0,
    ...(s !== null && d !== null && { stability: s, difficulty: d }),
    ...(lrt !== null && { lastReviewed: lrt }),
  };
}

/** The dump has whole seconds, in which a card can have several rows; the place among them keeps their order. */
function rowOf(
  { button, ease, interval_secs, kind, taken, time }: ExpectedRow,
  cardId: number,
  place: number,
): ReviewRow {
  const isInDays = interval_secs >= 86_400 && interval_secs % 86_400 === 0;
  return {
    id: time * 1000 + place,
    cardId,
    button,
    interval: isInDays ? interval_secs / 86_400 : -interval_secs || 0,
    lastInterval: 0,
    factor: ease,
    durationMs: Math.round(taken * 1000),
    kind,
  };
}

/** What our schedules have otherwise than Anki; memory to single precision and to what it rounds. */
export function differences(cards: readonly Replayed[]): unknown[] {
  return cards.flatMap(({ expected, card, schedule, due }) => {
    const { id, queue, computed_memory_state: memory } = expected;
    if (memory === null || schedule === undefined)
      return memory === null && schedule === undefined ? [] : [{ id, memory, schedule }];
    const isSameMemory =
      Math.abs(schedule.stability / memory.s - 1) < 1e-3 && Math.abs(schedule.difficulty - memory.d) < 0.01;
    const isSameDue = queue < -1 ? schedule.due >= (due as Due) : schedule.due === due;
    return isSameMemory && isSameDue ? [] : [{ id, memory, card, due, schedule }];
  });
}
