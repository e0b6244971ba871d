import type { CardId } from '../deck/deck.js';
import type { CardEvent, StudyEvent } from '../log/event.js';
import { countingEvents } from '../log/history.js';
import type { Due } from '../time/due.js';
import type { Schedule } from './schedule.js';
import { type Scheduler, scheduleAfter, seeded } from './scheduler.js';

/** Where a card stands after the events so far, kept up to date event by event. */
export interface Standing {
  /** The schedule that the last review or the seed left, with the due that was promised then. */
  schedule: Schedule | undefined;
  /** How many reviews count since the last reset or seed. */
  reviews: number;
  /** The due that it was moved to since. */
  moved: Due | undefined;
  suspended: boolean;
  /** The learner's own words; empty if there are none. */
  ownAnswer: string;
}

/** A card that nothing has happened to. */
export function untouched(): Standing {
  return { schedule: undefined, reviews: 0, moved: undefined, suspended: false, ownAnswer: '' };
}

/**
 * Takes one more event into account, the next in the order of history. What the events of a card come to is what `scheduleOf`
 * makes of its history.
 */
export function advance(standing: Standing, event: CardEvent, scheduler: Scheduler): void {
  switch (event.type) {
    case 'reviewed':
      standing.schedule = scheduleAfter(standing.schedule, event, ++standing.reviews, scheduler);
      standing.moved = undefined;
      break;
    case 'seeded':
    case 'reset':
      standing.schedule = event.type === 'seeded' ? seeded(event) : undefined;
      standing.reviews = 0;
      standing.moved = undefined;
      break;
    case 'rescheduled':
      standing.moved = event.due;
      break;
    case 'suspended':
    case 'resumed':
      standing.suspended = event.type === 'suspended';
      break;
    case 'answered':
      standing.ownAnswer = event.answer;
      break;
    case 'practiced':
      break;
    default:
      event satisfies never;
  }
}

/**
 * The schedules of all cards that were reviewed: what `scheduleOf` makes of `histories`, in one go through the log.
 * @param currentId the id that a card has now, where it was renamed
 * @example
 * const schedules = replay(study.exportProgress().events, fsrsScheduler());
 */
export function replay(
  events: Iterable<StudyEvent>,
  scheduler: Scheduler,
  currentId: (id: CardId) => CardId = (id) => id,
): ReadonlyMap<CardId, Schedule> {
  const standings = new Map<CardId, Standing>();
  for (const event of countingEvents(events)) {
    const id = currentId(event.cardId);
    let standing = standings.get(id);
    if (standing === undefined) {
      standing = untouched();
      standings.set(id, standing);
    }
    advance(standing, event, scheduler);
  }
  const schedules = new Map<CardId, Schedule>();
  for (const [id, standing] of standings) {
    const schedule = scheduleIn(standing);
    if (schedule) schedules.set(id, schedule);
  }
  return schedules;
}

/** The schedule with the due that stands. */
export function scheduleIn({ schedule, moved }: Standing): Schedule | undefined {
  return schedule === undefined || moved === undefined ? schedule : { ...schedule, due: moved };
}
