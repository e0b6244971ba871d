import type { EventId } from '../../log/event.js';
import { uuidAt, WORDS } from '../../log/uuid.js';
import type { Due } from '../../time/due.js';
import { dayNumber } from '../../time/study-day.js';
import { derivedEventId } from '../derived-id.js';

/**
 * What an event was made from, in the order in which events of one instant are to count: history is sorted by instant, then
 * by id.
 */
const SOURCES = [
  /** The card's due, where it is not the one that the rows promise. */
  'moved',
  /** What the card itself tells of its past. */
  'known',
  'suspended',
  /** A new beginning that no row tells of. */
  'fresh',
  'reviewed',
  'practiced',
  'reset',
  'rescheduled',
  /** What the past had come to with a row that is the first to count. */
  'seeded',
] as const;

export type EventSource = (typeof SOURCES)[number];

const NUMBERS = Object.fromEntries(SOURCES.map((source, number) => [source, number])) as Record<EventSource, number>;

/** Room for the due: 1 bit to tell days from instants, 15 for how far it is from the event. */
const DUE_BITS = 16;
const REACH = 2 ** 14;
const FAR = -1;
const MS_PER_DAY = 86_400_000;
const MOST_AT = 2 ** 48;

const words = new Uint32Array(WORDS);

/**
 * The id of an event that comes from Anki: a UUID of our own making (RFC 9562, version 8) that spells the instant (48 bits),
 * the source (4), how far the due is (16) and Anki's id of the card (54). So the same row always gives the same id, no two
 * give the same, and no hash has to be worked out for a million of them. Numbers out of range, which Anki never writes, are hashed.
 * @param due for events that one card can have several of at an instant
 */
export function ankiEventId(source: EventSource, at: number, card: number, due?: Due): EventId {
  const distance = due === undefined ? 0 : distanceOf(due, at);
  if (!(at >= 0 && at < MOST_AT) || !Number.isSafeInteger(card) || distance === FAR) {
    return derivedEventId('anki', source, at, card, due ?? '');
  }
  words[0] = Math.floor(at / 2 ** 16);
  words[1] = ((at % 2 ** 16) * 2 ** 16) | 0x8000 | (NUMBERS[source] << 8) | (distance >>> 8);
  words[2] = 0x80000000 | ((distance & 0xff) << 22) | (Math.floor(card / 2 ** 32) & 0x3fffff);
  words[3] = card % 2 ** 32;
  return uuidAt(words, 0) as EventId;
}

/** Days from the date in UTC, or seconds, as a number of `DUE_BITS`; `FAR` if it does not fit. */
function distanceOf(due: Due, at: number): number {
  const isDay = typeof due === 'string';
  if (!isDay && due % 1000 !== 0) return FAR;
  const distance = isDay ? dayNumber(due) - Math.floor(at / MS_PER_DAY) : due / 1000 - Math.floor(at / 1000);
  if (!(distance >= -REACH && distance < REACH)) return FAR;
  return (isDay ? 2 ** (DUE_BITS - 1) : 0) + distance + REACH;
}
