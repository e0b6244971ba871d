import type { Due } from '../../time/due.js';
import { isInstant, LAST_INSTANT } from '../../time/study-day.js';
import type { CardRow } from './collection.js';
import { type CollectionDays, dayAfter, dayOfCollection } from './day-numbers.js';

/** Day numbers stay below this, and seconds since 1970 above. */
const LEAST_SECONDS = 1_000_000_000;
/** What is due later than this many days after the collection's creation was never meant. */
const LAST_DAY_NUMBER = 100_000;

/**
 * When a card is due; nothing for a new one. A card in a filtered deck is due when it is due at home: there, the number in its
 * place is a position. Reviews and learning steps over a day are written as day numbers, shorter steps in seconds since 1970.
 */
export function dueOf(card: CardRow, days: CollectionDays): Due | undefined {
  if (card.type === 0) return undefined;
  const number = card.originalDeckId !== 0 && card.originalDue !== 0 ? card.originalDue : card.due;
  if (number > LEAST_SECONDS) return boundedInstant(number * 1000);
  return dayOfCollection(Math.min(number, LAST_DAY_NUMBER), days);
}

const SECONDS_PER_DAY = 86_400;

/** The due that an answer was given: so many days later, or so many seconds if negative. */
export function dueAfter(interval: number, at: number, day: number, days: CollectionDays): Due {
  if (interval >= 0 || Number.isNaN(interval)) return dayAfter(day, interval);
  const instant = boundedInstant(at - interval * 1000);
  return interval > -SECONDS_PER_DAY ? instant : days.clock.dayOf(instant);
}

function boundedInstant(ms: number): number {
  const whole = Math.round(ms);
  return isInstant(whole) ? whole : LAST_INSTANT;
}
