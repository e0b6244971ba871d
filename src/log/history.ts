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
  const known = new Map<string, StudyEvent>();
  for (const event of events) if (!known.has(event.id)) known.set(event.id, event);
  const undone = takenBack([...known.values()].filter((event) => event.type === 'undone'));
  const pasts = new Map<CardId, CardEvent[]>();
  for (const event of [...known.values()].sort(compareEvents)) {
    if (!isCardEvent(event) || isTakenBack(event, undone)) continue;
    const id = currentId(event.cardId);
    const past = pasts.get(id);
    if (past) past.push(event);
    else pasts.set(id, [event]);
  }
  return new Map([...pasts].map(([id, past]) => [id, historyOf(past)]));
}

/** The history that the events of one card make; they come in the order of history, without those taken back. */
export function historyOf(past: Iterable<CardEvent>): CardHistory {
  let seed: Seeded | undefined;
  let reviews: Reviewed[] = [];
  let rescheduled: Rescheduled | undefined;
  let suspended = false;
  let answered: Answered | undefined;
  for (const event of past) {
    switch (event.type) {
      case 'reviewed':
        reviews.push(event);
        rescheduled = undefined;
        break;
      case 'rescheduled':
        rescheduled = event;
        break;
      case 'seeded':
      case 'reset':
        seed = event.type === 'seeded' ? event : undefined;
        reviews = [];
        rescheduled = undefined;
        break;
      case 'suspended':
      case 'resumed':
        suspended = event.type === 'suspended';
        break;
      case 'answered':
        answered = event;
        break;
      case 'practiced':
        break;
      default:
        event satisfies never;
    }
  }
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
  return undone.has(event.id) || (event.batch !== undefined && undone.has(event.batch));
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
