import type { CardEvent, StudyEvent } from '../log/event.js';
import { newEventId } from '../log/new-id.js';
import type { Cursor, Store } from '../store/store.js';
import type { StudyDay } from '../time/study-day.js';

export const read = (store: Store, after?: Cursor) => store.read(after);
export const idsOf = (events: readonly StudyEvent[]) => events.map(({ id }) => id as string);

export function reviews(count: number): CardEvent[] {
  return Array.from({ length: count }, (_, index) => ({
    id: newEventId(),
    type: 'reviewed',
    at: 1_774_771_200_000 + index,
    cardId: `deck/card-${index % 100}`,
    grade: 'good',
    day: '2026-03-29' as StudyDay,
    nth: 1,
    due: 1_774_771_800_000 + index,
    recalled: ['owns-the-outcome'],
  }));
}

/** Texts and numbers that a careless store would bend. */
export function oddEvent(): CardEvent {
  return {
    id: newEventId(),
    type: 'answered',
    at: -1,
    batch: 'a "batch" of ’odd\u2028 ones',
    cardId: 'deck/card',
    answer: 'line\nline\r\n\u0000 \ud83d\ude00 \ud800 — “quoted”, it’s 100 %\\',
  };
}

/** Tries to change what was handed out; a store may well have made that impossible. */
export function meddle(value: unknown): void {
  try {
    if (Array.isArray(value)) value.splice(0);
    else (value as { cardId: string }).cardId = 'deck/meddled';
    (value as { recalled?: string[] }).recalled?.push('meddled');
  } catch {
    // Frozen: as good as a copy.
  }
}
