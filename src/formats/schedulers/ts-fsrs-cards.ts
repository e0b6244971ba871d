import type { CardId } from '../../deck/deck.js';
import type { Issue } from '../../errors.js';
import { isRecord, memberIssues, number, optional, pointer, type Rule, type Rules } from '../../json.js';
import { isInstant } from '../../time/study-day.js';
import { CARD_ID, checkedRecords } from './records.js';
import { instantOf, WHEN, type When } from './when.js';

/** A `Card` of ts-fsrs, 4 or 5, as it is or as JSON has it. */
export interface TsFsrsCard {
  readonly due: When;
  readonly stability: number;
  readonly difficulty: number;
  readonly scheduled_days: number;
  /** 0 to 3, or `New`, `Learning`, `Review`, `Relearning`. */
  readonly state: number | string;
  readonly last_review?: When | null | undefined;
}

/** A `ReviewLog` of ts-fsrs, 4 or 5. All but `rating` and `review` is what the card was before. */
export interface TsFsrsLog {
  /** 0 to 4, or `Manual`, `Again`, `Hard`, `Good`, `Easy`. */
  readonly rating: number | string;
  readonly state: number | string;
  readonly stability: number;
  readonly difficulty: number;
  readonly scheduled_days: number;
  readonly review: When;
  readonly due?: When | null | undefined;
  readonly elapsed_days?: number | null | undefined;
}

/** A card of ts-fsrs, and what is known of its reviews. */
export interface TsFsrsHistory {
  /** The id that the card has here: `deck/key`. */
  readonly cardId: CardId;
  readonly card: TsFsrsCard;
  /** In any order. Without them, the card starts from the memory it has. */
  readonly logs?: readonly TsFsrsLog[] | null | undefined;
}

/** What a card remembers at some time. */
export interface Remembered {
  readonly isNew: boolean;
  readonly stability: number;
  readonly difficulty: number;
  /** Until it is due, as it was told; less than 1 for learning steps. */
  readonly scheduledDays: number;
}

/** A review log, its instants as numbers. */
export interface LogEntry extends Remembered {
  /** 0 manual, 1 again to 4 easy. */
  readonly rating: number;
  readonly review: number;
  readonly due: number | undefined;
  readonly elapsedDays: number;
}

/** A card with what it went through, in order. */
export interface TsFsrsPast extends Remembered {
  readonly cardId: CardId;
  readonly due: number;
  readonly lastReview: number | undefined;
  readonly logs: readonly LogEntry[];
}

const STATES = ['new', 'learning', 'review', 'relearning'];
const RATINGS = ['manual', 'again', 'hard', 'good', 'easy'];

/** The number of a state or rating that is given by number or by name. */
const numberIn = (names: readonly string[], value: unknown) =>
  typeof value === 'string'
    ? names.indexOf(value.toLowerCase())
    : names[value as number] === undefined
      ? -1
      : Number(value);
const oneOf = (names: readonly string[]): Rule => [
  (value) => (typeof value === 'string' || Number.isInteger(value)) && numberIn(names, value) >= 0,
  `0 to ${names.length - 1}, or one of ${names.join(', ')}`,
];
const orNull = ([isRight, what]: Rule): Rule => optional([(value) => value === null || isRight(value), what]);

/** More than any scheduler promises, and few enough to count back from any review. */
const MOST_DAYS = 100_000;
const STATE = oneOf(STATES);
const RECORD: Rules = {
  cardId: CARD_ID,
  card: [isRecord, 'a card of ts-fsrs'],
  logs: orNull([Array.isArray, 'a list of review logs']),
};
const REMEMBERED: Rules = {
  state: STATE,
  stability: number(0, 36_500),
  difficulty: number(0, 10),
};
const CARD: Rules = {
  ...REMEMBERED,
  due: WHEN,
  scheduled_days: number(0, MOST_DAYS),
  last_review: orNull(WHEN),
};
const LOG: Rules = {
  ...REMEMBERED,
  rating: oneOf(RATINGS),
  review: WHEN,
  scheduled_days: number(-MOST_DAYS, MOST_DAYS), // an overdue card that is forgotten has negative ones
  due: orNull(WHEN),
  elapsed_days: orNull(number(-MOST_DAYS, MOST_DAYS)),
};
/** What a card that is not new remembers. */
const MEMORY: Rules = { stability: number(0.001, 36_500), difficulty: number(1, 10) };

/**
 * The cards, checked and put in order.
 * @throws StudyError `invalid-argument` with every fault
 */
export function tsFsrsPasts(cards: Iterable<TsFsrsHistory>): readonly TsFsrsPast[] {
  return checkedRecords(cards, RECORD, ({ card, logs }, path) => [
    ...issuesIn(card, CARD, `${path}/card`),
    ...[...(logs ?? [])].flatMap((log, place) => issuesIn(log, LOG, pointer(`${path}/logs`, place))),
  ]).map(pastOf);
}

function issuesIn(value: TsFsrsCard | TsFsrsLog, rules: Rules, path: string): readonly Issue[] {
  const issues = memberIssues(value, rules, path, 'ignored');
  return issues.length > 0 || isNew(value) ? issues : memberIssues(value, MEMORY, path, 'ignored');
}

function pastOf({ cardId, card, logs }: TsFsrsHistory): TsFsrsPast {
  const lastReview = instantOf(card.last_review ?? undefined);
  return {
    ...remembered(card),
    cardId,
    due: instantOf(card.due),
    lastReview: isInstant(lastReview) ? lastReview : undefined,
    logs: (logs ?? []).map(entryOf).sort((a, b) => a.review - b.review),
  };
}

function entryOf(log: TsFsrsLog): LogEntry {
  const due = instantOf(log.due ?? undefined);
  return {
    ...remembered(log),
    rating: numberIn(RATINGS, log.rating),
    review: instantOf(log.review),
    due: isInstant(due) ? due : undefined,
    elapsedDays: Math.max(0, Math.floor(log.elapsed_days ?? 0)),
  };
}

function remembered(value: TsFsrsCard | TsFsrsLog): Remembered {
  const { stability, difficulty, scheduled_days } = value;
  return { isNew: isNew(value), stability, difficulty, scheduledDays: Math.floor(scheduled_days) };
}

function isNew({ state }: TsFsrsCard | TsFsrsLog): boolean {
  return numberIn(STATES, state) === 0;
}
