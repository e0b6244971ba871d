import type { CardId } from '../deck/deck.js';
import type { SchedulingOptions } from '../deck/scheduling-options.js';
import type { CardHistory } from '../log/history.js';
import type { Schedule } from '../schedule/schedule.js';
import type { Clock } from '../time/clock.js';
import { type Due, isDue } from '../time/due.js';
import type { StudyDay } from '../time/study-day.js';

/** A card that may come into the queue, with all that decides whether and when. */
export interface Candidate {
  readonly id: CardId;
  readonly deckId: string;
  /** The card it follows. */
  readonly follows?: CardId;
  /** Cards of one family are siblings. */
  readonly family: CardId;
  readonly history: CardHistory;
  /** None for a new card. */
  readonly schedule: Schedule | undefined;
  readonly options: Pick<SchedulingOptions, 'spreadSiblings' | 'learnAheadMinutes'>;
  /** The probability of recall on a study day. */
  retrievability(on: StudyDay): number;
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
export function kindOf({ schedule }: Pick<Candidate, 'schedule'>): Kind {
  if (schedule === undefined) return 'new';
  return schedule.phase === 'review' ? 'review' : 'learning';
}

/** When a card is to be seen; a new card whenever there is room, unless it was put off. */
export function dueOf({ schedule, history }: Pick<Candidate, 'schedule' | 'history'>): Due | undefined {
  return schedule ? schedule.due : history.rescheduled?.due;
}

/** Whether a card may be shown at this moment as far as its due goes. */
export function hasCome(card: Candidate, { now, today }: Pick<Moment, 'now' | 'today'>): boolean {
  const due = dueOf(card);
  return due === undefined || isDue(due, now, today);
}

/** The moment up to which a learning step is shown early. */
export function ahead({ options }: Candidate, { now, today }: Moment): Pick<Moment, 'now' | 'today'> {
  return { now: now + options.learnAheadMinutes * MS_PER_MINUTE, today };
}
