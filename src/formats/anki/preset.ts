import type { Preset } from './collection.js';

/** What a preset says, before it is known to make sense. */
export interface PresetSource {
  readonly learningSteps?: readonly number[] | undefined;
  readonly relearningSteps?: readonly number[] | undefined;
  readonly newPerDay?: number | undefined;
  readonly reviewsPerDay?: number | undefined;
  readonly maximumIntervalDays?: number | undefined;
  readonly leechThreshold?: number | undefined;
  readonly desiredRetention?: number | undefined;
  readonly historicalRetention?: number | undefined;
  /** From the newest model to the oldest. */
  readonly parameters: readonly (readonly number[])[];
  readonly ignoreReviewsBefore?: string | undefined;
}

/** How many parameters each model has: FSRS-6, FSRS-5, FSRS-4.5. */
const PARAMETERS = [21, 19, 17];

/** A preset in which what makes no sense is as Anki has it for new collections. */
export function presetOf(id: number, source: PresetSource): Preset {
  const within = (value: number | undefined, least: number, most: number, usual: number) =>
    value !== undefined && value >= least && value <= most ? value : usual;
  const count = (value: number | undefined, least: number, most: number, usual: number) =>
    Math.round(within(value, least, most, usual));
  const steps = (minutes: readonly number[] | undefined, usual: readonly number[]) =>
    minutes?.filter((each) => Number.isFinite(each) && each > 0) ?? usual;
  const parameters = source.parameters.find(
    (list) => PARAMETERS.includes(list.length) && list.every((each) => Number.isFinite(each)),
  );
  return {
    id,
    learningSteps: steps(source.learningSteps, [1, 10]),
    relearningSteps: steps(source.relearningSteps, [10]),
    newPerDay: count(source.newPerDay, 0, 9_999, 20),
    reviewsPerDay: count(source.reviewsPerDay, 0, 9_999, 200),
    maximumIntervalDays: count(source.maximumIntervalDays, 1, 36_500, 36_500),
    leechThreshold: count(source.leechThreshold, 1, 9_999, 8),
    desiredRetention: within(source.desiredRetention, 0.01, 0.999, 0.9),
    historicalRetention: within(source.historicalRetention, 0.01, 0.999, 0.9),
    parameters: parameters ?? [],
    ignoreReviewsBefore: dayOf(source.ignoreReviewsBefore),
  };
}

function dayOf(value: string | undefined): string {
  const isDay = value !== undefined && /^\d{4}-\d\d-\d\d$/.test(value) && !Number.isNaN(Date.parse(value));
  return isDay ? value : '';
}
