import type { CardId } from '../../deck/deck.js';
import type { Issue } from '../../errors.js';
import { check, number, optional, type Rule, type Rules, whole } from '../../json.js';
import type { Seeded } from '../../log/event.js';
import { progressOf } from '../../log/progress.js';
import { type Clock, createClock } from '../../time/clock.js';
import { addDays, DAY, isInstant, isStudyDay, type StudyDay } from '../../time/study-day.js';
import { derivedEventId } from '../derived-id.js';
import { memoryOfSm2 } from '../sm2.js';
import { CARD_ID, checkedRecords, type DayOptions, type ImportedHistories } from './records.js';
import { instantOf, WHEN, type When } from './when.js';

/** A card as SM-2 and its kin know it. */
export interface Sm2Card {
  /** The id that the card has here: `deck/key`. */
  readonly cardId: CardId;
  /** The factor by which the interval grows, such as 2.5; 1 to 10. */
  readonly ease: number;
  readonly intervalDays: number;
  /** How often it was recalled in a row. */
  readonly repetitions: number;
  /** A study day `YYYY-MM-DD`, or an instant. One of `lastReviewed` and `due` is needed, unless the card is new. */
  readonly lastReviewed?: When | null | undefined;
  /** A study day, or an instant in it; by default the interval after the last review. */
  readonly due?: When | null | undefined;
}

export interface Sm2Options extends DayOptions {
  /** The share of reviews that were remembered so far, 0.5 to 0.99; by default 0.9. */
  readonly historicalRetention?: number;
  /** The 21 parameters of FSRS-6 that the cards are to be scheduled with; by default the model's own. */
  readonly parameters?: readonly number[];
}

const dayOrWhen: Rule = [
  (value) => value === null || isStudyDay(value) || WHEN[0](value),
  `${DAY[1]}, or ${WHEN[1]}`,
  'optional',
];
const CARD: Rules = {
  cardId: CARD_ID,
  ease: [number(1, 10)[0], 'a factor from 1 to 10 like 2.5; neither a percentage nor thousandths'],
  intervalDays: number(0, 36_500),
  repetitions: whole(0, Number.MAX_SAFE_INTEGER),
  lastReviewed: dayOrWhen,
  due: dayOrWhen,
};
const PARAMETERS: Rule = optional([
  (value) => Array.isArray(value) && value.length === 21 && value.every(Number.isFinite),
  'a list of 21 numbers',
]);

/**
 * Cards that SM-2 or one of its kin has scheduled as progress: each starts from the FSRS memory that its ease and interval come
 * to, and keeps its due. A card without interval, repetitions and last review is new, and nothing comes of it.
 * @throws StudyError `invalid-argument` whose `issues` name each fault (`/3/ease`), `invalid-time-zone`; nothing was taken
 * @example
 * const { progress } = fromSm2([{ cardId: 'geo/paris', ease: 2.5, intervalDays: 12, repetitions: 3, due: '2026-04-01' }]);
 * await study.importProgress(progress);
 */
export function fromSm2(cards: Iterable<Sm2Card>, options: Sm2Options = {}): ImportedHistories {
  const { historicalRetention, parameters } = options;
  if (historicalRetention !== undefined) {
    check('invalid-argument', 'historicalRetention', historicalRetention, number(0.5, 0.99));
  }
  if (parameters !== undefined) check('invalid-argument', 'parameters', parameters, PARAMETERS);
  const clock = createClock(options);
  const events: Seeded[] = [];
  for (const card of checkedRecords(cards, CARD, undatedIssues)) {
    if (!isNew(card)) events.push(seedOf(card, options, clock));
  }
  const now = events.reduce((latest, { at }) => Math.max(latest, at), 0);
  return { progress: progressOf(events, now), remarks: [] };
}

function isNew({ intervalDays, repetitions, lastReviewed }: Sm2Card): boolean {
  return intervalDays === 0 && repetitions === 0 && (lastReviewed ?? undefined) === undefined;
}

function undatedIssues(card: Sm2Card, path: string): readonly Issue[] {
  if (isNew(card) || (card.lastReviewed ?? card.due ?? undefined) !== undefined) return [];
  return [{ path: `${path}/lastReviewed`, message: 'is missing; a card that is not new needs it, or its due' }];
}

function seedOf(card: Sm2Card, { historicalRetention, parameters }: Sm2Options, clock: Clock): Seeded {
  const { cardId, ease } = card;
  const intervalDays = Math.max(1, Math.round(card.intervalDays));
  const dueThen = dayOf(card.due, clock);
  const day = dayOf(card.lastReviewed, clock) ?? addDays(dueThen as StudyDay, -intervalDays);
  const reviewed = instantOf(card.lastReviewed);
  const start = clock.startOf(day);
  const at = isInstant(reviewed) ? reviewed : isInstant(start) ? start : 0;
  const { stability, difficulty } = memoryOfSm2({
    ease,
    intervalDays: Math.max(1, card.intervalDays),
    ...(historicalRetention !== undefined && { historicalRetention }),
    ...(parameters && { parameters }),
  });
  const due = dueThen ?? addDays(day, intervalDays);
  return { id: derivedEventId('sm-2', cardId, at), type: 'seeded', at, cardId, day, stability, difficulty, due };
}

function dayOf(when: When | null | undefined, clock: Clock): StudyDay | undefined {
  if (isStudyDay(when)) return when;
  return when === null || when === undefined ? undefined : clock.dayOf(instantOf(when));
}
