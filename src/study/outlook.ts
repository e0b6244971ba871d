import { instantOf } from '../time/due.js';
import { addDays } from '../time/study-day.js';
import { ahead, type Candidate, dueOf, hasCome, kindOf, type Moment } from './candidate.js';
import type { QueueRules } from './queue.js';
import { type LimitRules, roomLeft } from './workload.js';

/**
 * The first instant after now at which a card falls due that is not in the queue: by its own due, or tomorrow because a limit
 * or a sibling holds it back today. None if nothing will.
 */
export function nextDueAt(
  cards: readonly Candidate[],
  queue: ReadonlySet<Candidate>,
  rules: QueueRules,
  moment: Moment,
): number | undefined {
  const tomorrow = moment.startOf(addDays(moment.today, 1));
  let next = Number.POSITIVE_INFINITY;
  for (const candidate of cards) {
    if (queue.has(candidate) || candidate.history.suspended) continue;
    const isStep = kindOf(candidate) === 'learning';
    if (!isStep && !canCome(candidate, rules)) continue;
    const due = dueOf(candidate);
    const horizon = isStep ? ahead(candidate, moment, rules.learnAheadMinutes) : moment;
    const isLater = due !== undefined && !hasCome(candidate, horizon);
    next = Math.min(next, isLater ? instantOf(due, moment.startOf) : tomorrow);
  }
  return next === Number.POSITIVE_INFINITY ? undefined : next;
}

/** Whether the limits let such a card come on any day at all. */
function canCome(candidate: Candidate, rules: LimitRules): boolean {
  return roomLeft(rules, kindOf(candidate) === 'new' ? 'newPerDay' : 'reviewsPerDay', new Map()).take(
    candidate.card.deckId,
  );
}

/**
 * Until when the queue stays as it is if nothing happens but time.
 * @param cards all of the study, whichever are asked for: a step that is nearly due holds its siblings back
 */
export function stableUntil(cards: readonly Candidate[], moment: Moment, learnAheadMinutes?: number): number {
  let until = moment.startOf(addDays(moment.today, 1));
  for (const candidate of cards) {
    const due = dueOf(candidate);
    if (typeof due !== 'number') continue;
    const early = ahead(candidate, moment, learnAheadMinutes).now - moment.now;
    for (const change of [due - early, due]) if (change > moment.now && change < until) until = change;
  }
  return until;
}
