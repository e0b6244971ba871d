import type { CardId } from '../deck/deck.js';
import type { CardHistory } from '../log/history.js';
import { scheduleOf } from '../schedule/scheduler.js';
import { scheduleIn } from '../schedule/standing.js';
import type { Due } from '../time/due.js';
import type { Ledger } from './ledger.js';
import type { ShelfCard } from './shelf.js';

/** A due that today's options would promise differently. */
export interface Move<Id extends CardId = CardId> {
  readonly id: Id;
  /** The due that stands. */
  readonly from: Due;
  readonly to: Due;
}

/** What today's options would promise instead of the dues that stand. Nothing has happened until it is applied. */
export interface Replan<Id extends CardId = CardId> {
  readonly moves: readonly Move<Id>[];
  /** How many reviews are due today or overdue. */
  readonly dueToday: { readonly before: number; readonly after: number };
  /** Moves the dues, as one act that one undo takes back. Cards whose due has changed meanwhile are left alone. */
  apply(): Promise<void>;
}

/** Compares the dues of cards past their steps with what their schedulers would promise today. */
export function planMoves(
  cards: readonly ShelfCard[],
  ledger: Ledger,
  hasCome: (due: Due) => boolean,
): Omit<Replan, 'apply'> {
  const moves: Move[] = [];
  const dueToday = { before: 0, after: 0 };
  for (const card of cards) {
    const standing = ledger.standing(card);
    const schedule = scheduleIn(standing);
    if (schedule?.phase !== 'review' || standing.suspended) continue;
    const from = schedule.due;
    const to = replannedDue(card, ledger.history(card)) ?? from;
    if (to !== from) moves.push({ id: card.id, from, to });
    if (hasCome(from)) dueToday.before++;
    if (hasCome(to)) dueToday.after++;
  }
  return { moves, dueToday };
}

/** The due that the options of today would have promised at the last review; none where there was no review, only a seed. */
function replannedDue({ deck }: ShelfCard, history: CardHistory): Due | undefined {
  const last = history.reviews.at(-1);
  if (last === undefined) return undefined;
  const { rescheduled: _, ...before } = history;
  const unpromised = { ...before, reviews: [...history.reviews.slice(0, -1), { ...last, nth: 0 }] };
  return scheduleOf(unpromised, deck.scheduler)?.due;
}
