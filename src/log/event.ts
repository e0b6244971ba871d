import type { CardId } from '../deck/deck.js';
import type { Due } from '../time/due.js';
import type { StudyDay } from '../time/study-day.js';

/** How well a card was recalled, in the learner's own judgement. */
export type Grade = 'again' | 'hard' | 'good' | 'easy';

/** The four grades, from forgotten to effortless. */
export const GRADES: readonly Grade[] = Object.freeze(['again', 'hard', 'good', 'easy']);

declare const eventId: unique symbol;

/** Minted once for each event; what two logs have in common is recognized by it. A UUID unless the app mints its own. */
export type EventId = string & { readonly [eventId]: true };

/** What every event carries. */
interface Happening<Type extends string> {
  readonly id: EventId;
  readonly type: Type;
  /** When it happened, in ms since 1970 UTC. History is sorted by this and then by id, never by arrival. */
  readonly at: number;
  /** Shared by events that one act made; they are undone together. */
  readonly batch?: string;
}

interface CardHappening<Type extends string> extends Happening<Type> {
  readonly cardId: CardId;
}

/** A card was asked and graded. */
export interface Reviewed extends CardHappening<'reviewed'> {
  readonly grade: Grade;
  /** The learner's day it happened on, so that replay needs no time zone. */
  readonly day: StudyDay;
  /** Which review of its card this was, from 1, since the last reset or seed. Where it no longer is, the due is derived again. */
  readonly nth: number;
  /** The due that the learner was given: a promise, not a calculation to repeat. */
  readonly due: Due;
  readonly durationMs?: number;
  /** Slugs of the key points that came. */
  readonly recalled?: readonly string[];
}

/** A run-through before an interview: counted, schedules nothing. */
export interface Practiced extends CardHappening<'practiced'> {
  readonly grade: Grade;
  readonly day: StudyDay;
  readonly recalled?: readonly string[];
}

/** The due was moved: buried, postponed, advanced, set or planned anew. Memory is untouched. */
export interface Rescheduled extends CardHappening<'rescheduled'> {
  readonly due: Due;
}

/** The card is not shown until it is resumed. */
export interface Suspended extends CardHappening<'suspended'> {}
export interface Resumed extends CardHappening<'resumed'> {}

/** The card is new again. The reviews before stay in the log, and no longer count. */
export interface Reset extends CardHappening<'reset'> {}

/** The learner's own words for a card; the last ones stand, empty ones take them away. */
export interface Answered extends CardHappening<'answered'> {
  readonly answer: string;
}

/** A past known only by its result. Written by importers, never by a review. */
export interface Seeded extends CardHappening<'seeded'> {
  /** The study day of the last review of that past. */
  readonly day: StudyDay;
  /** Days until recall falls to 90 %. */
  readonly stability: number;
  /** From 1 to 10. */
  readonly difficulty: number;
  readonly due: Due;
}

/** Takes back an event, or all events of a batch. Undoing an undo is redo. */
export interface Undone extends Happening<'undone'> {
  readonly target: string;
}

/**
 * An event of a kind that this version does not know: carried and exported untouched. Its `type` is some other word; the
 * literal stands for all of them, so that the known kinds can be told apart by `type`.
 */
export interface FutureEvent extends Happening<'(of a newer version)'> {}

/** Everything that can happen to a card. */
export type CardEvent = Reviewed | Practiced | Rescheduled | Suspended | Resumed | Reset | Answered | Seeded;

/** Everything that can happen. */
export type StudyEvent = CardEvent | Undone | FutureEvent;

/** The one order of history. */
export function compareEvents(a: StudyEvent, b: StudyEvent): number {
  return a.at - b.at || (a.id < b.id ? -1 : a.id > b.id ? 1 : 0);
}
