import { errorOf, type Issue } from '../errors.js';
import { memberIssues, number, optional, type Rule, type Rules, whole } from '../json.js';

/** A learning step: whole minutes, hours or days, such as `1m`, `10m`, `4h`, `1d`. From a day on, a multiple of a day. */
export type Step = `${number}${'m' | 'h' | 'd'}`;

/** In which order due reviews come. */
export type ReviewOrder =
  /** By due day, and within a day the weakest memory first. */
  | 'due-day'
  /** By due day, and within a day at random (the same all day long). */
  | 'random'
  /** The weakest memory first throughout: the best order to clear a backlog. */
  | 'retrievability';

/** How cards are scheduled and how many are shown a day. */
export interface SchedulingOptions {
  /** The probability of recall at which a card falls due, 0.70 to 0.99. */
  readonly desiredRetention: number;
  /** No review is ever promised later than this many days ahead, 1 to 36,500. */
  readonly maximumIntervalDays: number;
  /** Waits before a new card becomes a review; may be empty. */
  readonly learningSteps: readonly Step[];
  /** Waits before a forgotten card becomes a review again; may be empty. */
  readonly relearningSteps: readonly Step[];
  /** Spread dues by a few percent, so that cards learned together do not stay together. The same card gets the same spread on every device. */
  readonly fuzz: boolean;
  /**
   * The 21 parameters of FSRS-6, as an optimizer fits them to a learner; without them the model's own.
   * See https://github.com/open-spaced-repetition/awesome-fsrs/wiki/The-Algorithm
   */
  readonly parameters?: readonly number[];
  /**
   * New cards introduced a study day. The learner's wish holds for all decks together. Where there is none, a deck's wish holds
   * for that deck, and the default for all decks together that have none.
   */
  readonly newPerDay: number;
  /** Cards reviewed a study day, counted likewise. Learning steps are never held back. */
  readonly reviewsPerDay: number;
  /** Where the decks asked for disagree, only the learner's wish counts. */
  readonly reviewOrder: ReviewOrder;
  /** Show cards that follow one another on different days where another day will do. */
  readonly spreadSiblings: boolean;
  /** When nothing else is left, learning steps due within this many minutes are shown already. */
  readonly learnAheadMinutes: number;
  /** Lapses from which on a card counts as a leech. */
  readonly leechThreshold: number;
}

/** Some of the options, as a deck or a learner states them. */
export type SchedulingWishes = { readonly [Name in keyof SchedulingOptions]?: SchedulingOptions[Name] };

/** Steps and leech threshold as in Anki and in FSRS's own defaults. */
export const DEFAULT_SCHEDULING: SchedulingOptions = Object.freeze({
  desiredRetention: 0.9,
  maximumIntervalDays: 36_500,
  learningSteps: Object.freeze(['1m', '10m'] as const),
  relearningSteps: Object.freeze(['10m'] as const),
  fuzz: true,
  newPerDay: 20,
  reviewsPerDay: 200,
  reviewOrder: 'due-day',
  spreadSiblings: true,
  learnAheadMinutes: 20,
  leechThreshold: 8,
});

const MINUTES_PER_DAY = 24 * 60;
const MINUTES_PER_UNIT: Record<string, number> = { m: 1, h: 60, d: MINUTES_PER_DAY };
const LONGEST_STEP_MINUTES = 365 * MINUTES_PER_DAY;
const PARAMETER_COUNT = 21;

/** The length of a step in minutes. */
export function stepMinutes(step: Step): number {
  return Number(step.slice(0, -1)) * (MINUTES_PER_UNIT[step.slice(-1)] ?? Number.NaN);
}

function isStep(value: unknown): value is Step {
  if (typeof value !== 'string' || !/^[1-9]\d{0,5}[mhd]$/.test(value)) return false;
  const minutes = stepMinutes(value as Step);
  return minutes <= LONGEST_STEP_MINUTES && (minutes < MINUTES_PER_DAY || minutes % MINUTES_PER_DAY === 0);
}

const steps: Rule = [
  (value) => Array.isArray(value) && [...value].every(isStep),
  'a list of waits like "10m", "4h" or "2d", in whole days from a day on, at most a year',
];
const trueOrFalse: Rule = [(value) => typeof value === 'boolean', 'true or false'];
const limit = whole(0, 1_000_000);
const REVIEW_ORDERS: readonly unknown[] = ['due-day', 'random', 'retrievability'] satisfies ReviewOrder[];

const RULES: Rules & Record<keyof SchedulingOptions, Rule> = {
  desiredRetention: number(0.7, 0.99),
  maximumIntervalDays: whole(1, 36_500),
  learningSteps: steps,
  relearningSteps: steps,
  fuzz: trueOrFalse,
  parameters: [
    (value) => Array.isArray(value) && value.length === PARAMETER_COUNT && value.every(Number.isFinite),
    `a list of ${PARAMETER_COUNT} numbers, as an FSRS-6 optimizer prints them`,
  ],
  newPerDay: limit,
  reviewsPerDay: limit,
  reviewOrder: [(value) => REVIEW_ORDERS.includes(value), `one of ${REVIEW_ORDERS.join(', ')}`],
  spreadSiblings: trueOrFalse,
  learnAheadMinutes: whole(0, MINUTES_PER_DAY),
  leechThreshold: whole(1, 1_000_000),
};
const WISHES: Rules = Object.fromEntries(Object.entries(RULES).map(([option, rule]) => [option, optional(rule)]));

/** Every fault in stated options; empty if there is none. */
export function schedulingIssues(value: unknown, path = ''): readonly Issue[] {
  return memberIssues(value, WISHES, path);
}

/**
 * The defaults with wishes laid over them, later ones over earlier ones: first the deck's, then the learner's.
 * @throws StudyError `invalid-options` with every fault
 */
export function resolveScheduling(...wishes: readonly (SchedulingWishes | undefined)[]): SchedulingOptions {
  let options = DEFAULT_SCHEDULING;
  for (const wish of wishes) {
    if (wish === undefined) continue;
    const issues = schedulingIssues(wish);
    if (issues.length > 0) throw errorOf('invalid-options', 'These options cannot be used', issues);
    const stated = Object.entries(wish).filter(([, value]) => value !== undefined);
    options = { ...options, ...Object.fromEntries(stated) };
  }
  return options;
}
