import type { CardEvent } from '../../log/event.js';
import type { Clock } from '../../time/clock.js';
import type { Due } from '../../time/due.js';
import type { CardRow, ReviewRow } from './collection.js';
import { eventOfRow, type OwnEvents } from './own-events.js';

const NEW = 0;
/** Anki counts seconds. */
const MS_PER_SECOND = 1_000;

/**
 * What happened to a card that went to Anki and came back: the events that went along, as they were, and what has happened
 * there since.
 * @param read what the rows alone tell
 */
export function ownHistory(
  read: readonly CardEvent[],
  rows: readonly ReviewRow[],
  own: OwnEvents,
  card: CardRow,
  { dayOf }: Clock,
): CardEvent[] {
  const events: CardEvent[] = [];
  let nth = 0;
  let due: Due | undefined;
  const add = (event: CardEvent, isOwn: boolean) => {
    if (event.type === 'reset' || event.type === 'seeded') nth = 0;
    if (event.type === 'reviewed') nth++;
    if (event.type === 'reset') due = undefined;
    else if ('due' in event) due = event.due;
    events.push(event.type === 'reviewed' && !isOwn ? { ...event, nth } : event);
  };
  const isSameDue = (other: Due) => {
    if (typeof due !== 'number') return due === other;
    return typeof other === 'number' ? Math.abs(due - other) < MS_PER_SECOND : dayOf(due) === other;
  };

  if (own.seed && card.type !== NEW) add(own.seed, true);
  let next = 0; // of what the rows tell
  for (const row of rows) {
    const until = (end: (at: number) => boolean) => {
      const from = next;
      while (next < read.length && !end((read[next] as CardEvent).at)) next++;
      return read.slice(from, next);
    };
    for (const event of until((at) => at >= row.id)) add(event, false);
    const told = until((at) => at > row.id);
    const event = eventOfRow(own, row);
    if (event) add(event, true);
    else for (const event of told) add(event, false);
  }
  for (const event of read.slice(next)) {
    const isKnown =
      event.type === 'seeded' ? own.seed !== undefined : event.type === 'rescheduled' && isSameDue(event.due);
    if (!isKnown) add(event, false);
  }
  return events;
}
