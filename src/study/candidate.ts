import type { Clock } from '../time/clock.js';
import { type Due, isDue } from '../time/due.js';
import type { StudyDay } from '../time/study-day.js';
import type { CardState } from './ledger.js';
import type { ShelfCard } from './shelf.js';

/** A card that may come into the queue, with all that decides whether and when. */
export interface Candidate extends CardState {
  readonly card: ShelfCard;
}

/** The present, and how days lie in time. */
export interface Moment extends Pick<Clock, 'dayOf' | 'startOf'> {
  readonly now: number;
  readonly today: StudyDay;
}

const MS_PER_MINUTE = 60_000;

/** What a card is in the queue; `learning` stands for relearning too. */
export type Kind = 'new' | 'learning' | 'review';

/** What a card is in the queue. */
export function kindOf({ schedule }: Pick<CardState, 'schedule'>): Kind {
  if (schedule === undefined) return 'new';
  return schedule.phase === 'review' ? 'review' : 'learning';
}

/** When a card is to be seen; a new card whenever there is room, unless it was put off. */
export function dueOf({ schedule, history }: CardState): Due | undefined {
  return schedule ? schedule.due : history.rescheduled?.due;
}

/** Whether a card may be shown at this moment as far as its due goes. */
export function hasCome(state: CardState, { now, today }: Pick<Moment, 'now' | 'today'>): boolean {
  const due = dueOf(state);
  return due === undefined || isDue(due, now, today);
}

/** The moment up to which a learning step is shown early. */
export function ahead(
  { card }: Candidate,
  { now, today }: Moment,
  learnAheadMinutes?: number,
): Pick<Moment, 'now' | 'today'> {
  return { now: now + (learnAheadMinutes ?? card.options.learnAheadMinutes) * MS_PER_MINUTE, today };
}
