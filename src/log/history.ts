import type { CardId } from '../deck/deck.js';
import { isCardEvent } from './check-event.js';
import {
  type Answered,
  type CardEvent,
  compareEvents,
  type Rescheduled,
  type Reviewed,
  type Seeded,
  type StudyEvent,
  type Undone,
} from './event.js';

/** What still counts of a card's past. */
export interface CardHistory {
  /** What came before the first review, where only the result is known. */
  readonly seed?: Seeded;
  /** Since the last reset or seed, in order. */
  readonly reviews: readonly Reviewed[];
  /** The latest move of the due, unless a review came after it. */
  readonly rescheduled?: Rescheduled;
  readonly suspended: boolean;
  /** The learner's own words. */
  readonly ownAnswer?: string;
}

/**
 * The history of every card that anything happened to. A pure function of the set of events: neither their order nor
 * their repetition matters.
 * @param currentId the id that a card has now, where it was renamed
 */
export function histories(
  events: Iterable<StudyEvent>,
  currentId: (id: CardId) => CardId = (id) => id,
): ReadonlyMap<CardId, CardHistory> {
  const past = new Map<CardId, Draft>();
  for (const event of countingEvents(events)) {
    const id = currentId(event.cardId);
    let draft = past.get(id);
    if (draft === undefined) {
      draft = blank();
      past.set(id, draft);
    }
    happen(draft, event);
  }
  return new Map(Array.from(past, ([id, draft]) => [id, historyFrom(draft)]));
}

/** What happened to cards and counts, in the order of history: without repetitions and what was taken back. */
export function countingEvents(events: Iterable<StudyEvent>): CardEvent[] {
  const happened = inOrder([...events]);
  const undone = takenBack(happened.filter((event) => event.type === 'undone'));
  const counts = (event: StudyEvent): event is CardEvent => isCardEvent(event) && !isTakenBack(event, undone);
  return happened.filter(counts);
}

/** The events in the order of history, each once. Most logs are so already. */
export function inOrder(events: StudyEvent[]): StudyEvent[] {
  const compareAt = (place: number) => compareEvents(events[place - 1] as StudyEvent, events[place] as StudyEvent);
  let isSorted = true;
  for (let place = 1; isSorted && place < events.length; place++) isSorted = compareAt(place) < 0;
  return isSorted ? events : events.sort(compareEvents).filter((_, place) => place === 0 || compareAt(place) < 0);
}

/** The history that the events of one card make; they come in the order of history, without those taken back. */
export function historyOf(past: Iterable<CardEvent>): CardHistory {
  const draft = blank();
  for (const event of past) happen(draft, event);
  return historyFrom(draft);
}

/** A history that events are still added to. */
interface Draft {
  seed: Seeded | undefined;
  reviews: Reviewed[];
  rescheduled: Rescheduled | undefined;
  suspended: boolean;
  answered: Answered | undefined;
}

function blank(): Draft {
  return { seed: undefined, reviews: [], rescheduled: undefined, suspended: false, answered: undefined };
}

function happen(draft: Draft, event: CardEvent): void {
  switch (event.type) {
    case 'reviewed':
      draft.reviews.push(event);
      draft.rescheduled = undefined;
      break;
    case 'rescheduled':
      draft.rescheduled = event;
      break;
    case 'seeded':
    case 'reset':
      draft.seed = event.type === 'seeded' ? event : undefined;
      draft.reviews = [];
      draft.rescheduled = undefined;
      break;
    case 'suspended':
    case 'resumed':
      draft.suspended = event.type === 'suspended';
      break;
    case 'answered':
      draft.answered = event;
      break;
    case 'practiced':
      break;
    default:
      event satisfies never;
  }
}

function historyFrom({ seed, reviews, rescheduled, suspended, answered }: Draft): CardHistory {
  return {
    ...(seed && { seed }),
    reviews,
    ...(rescheduled && { rescheduled }),
    suspended,
    ...(answered?.answer && { ownAnswer: answered.answer }),
  };
}

/** Whether the event, or the batch it belongs to, is among what was taken back. */
export function isTakenBack(event: StudyEvent, undone: ReadonlySet<string>): boolean {
  return undone.size > 0 && (undone.has(event.id) || (event.batch !== undefined && undone.has(event.batch)));
}

/**
 * Ids of the events and batches that are taken back, once undos of undos are heard. An undo counts unless an undo that
 * counts takes it back; clocks play no part, for a redo may carry an earlier time than the undo it answers. Undos that take
 * each other back in a circle, which no device makes, do not count.
 */
export function takenBack(undos: readonly Undone[]): ReadonlySet<string> {
  const aimedAt = new Map<string, Undone[]>(); // undos by the id or batch they themselves go by
  for (const undo of undos) {
    for (const name of undo.batch === undefined ? [undo.id] : [undo.id, undo.batch]) {
      const others = aimedAt.get(name);
      if (others) others.push(undo);
      else aimedAt.set(name, [undo]);
    }
  }
  const doubts = new Map(undos.map((undo) => [undo, 0])); // how many undecided undos aim at it
  for (const undo of undos) for (const target of aimedAt.get(undo.target) ?? []) add(doubts, target, 1);

  const targets = new Set<string>();
  const refuted = new Set<Undone>();
  const standing = undos.filter((undo) => doubts.get(undo) === 0);
  for (const undo of standing) {
    if (targets.has(undo.target)) continue;
    targets.add(undo.target);
    for (const target of aimedAt.get(undo.target) ?? []) {
      if (refuted.has(target)) continue;
      refuted.add(target);
      for (const freed of aimedAt.get(target.target) ?? []) if (add(doubts, freed, -1) === 0) standing.push(freed);
    }
  }
  return targets;
}

function add(counts: Map<Undone, number>, undo: Undone, change: number): number {
  const count = (counts.get(undo) ?? 0) + change;
  counts.set(undo, count);
  return count;
}
