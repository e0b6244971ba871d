import { DEFAULT_SCHEDULING, type SchedulingWishes, type Step } from '../../deck/scheduling-options.js';
import { nearestParameters } from '../../schedule/fsrs.js';
import type { Preset } from './collection.js';

type Wishes = { -readonly [Name in keyof SchedulingWishes]: SchedulingWishes[Name] };

/** The forgetting curve of FSRS-5 and older: what their parameters lack in FSRS-6. */
const OLDER_DECAY = 0.5;
const MINUTES_PER_DAY = 24 * 60;
const LONGEST_STEP_DAYS = 365;

/** What an Anki preset wishes otherwise than our defaults, which are Anki's as well; nothing if it wishes nothing else. */
export function wishesOf(preset: Preset): SchedulingWishes | undefined {
  const all: Wishes = {
    desiredRetention: bounded(preset.desiredRetention, 0.7, 0.99),
    maximumIntervalDays: whole(preset.maximumIntervalDays, 1, 36_500),
    learningSteps: preset.learningSteps.map(stepOf),
    relearningSteps: preset.relearningSteps.map(stepOf),
    newPerDay: whole(preset.newPerDay, 0, 1_000_000),
    reviewsPerDay: whole(preset.reviewsPerDay, 0, 1_000_000),
    leechThreshold: whole(preset.leechThreshold, 1, 1_000_000),
  };
  const defaults: SchedulingWishes = DEFAULT_SCHEDULING;
  const others = Object.entries(all).filter(
    ([name, value]) => String(value) !== String(defaults[name as keyof SchedulingWishes]),
  );
  const parameters = parametersOf(preset.parameters);
  if (others.length === 0 && !parameters) return undefined;
  return { ...Object.fromEntries(others), ...(parameters && { parameters }) };
}

/**
 * The parameters of older FSRS versions as those of FSRS-6, and within its bounds; nothing where the model's own are used.
 * The conversion of 17 (FSRS-4.5) and 19 parameters (FSRS-5) is that of the reference implementation:
 * https://github.com/open-spaced-repetition/fsrs-rs/blob/main/src/inference.rs
 */
function parametersOf(parameters: readonly number[]): readonly number[] | undefined {
  if (parameters.length === 21) return nearestParameters(parameters);
  if (parameters.length === 19) return nearestParameters([...parameters, 0, OLDER_DECAY]);
  if (parameters.length !== 17) return undefined;
  const [w4, w5, w6] = parameters.slice(4, 7) as [number, number, number];
  const short = [w5 * 2 + w4, Math.log(w5 * 3 + 1) / 3, w6 + 0.5];
  return nearestParameters([...parameters.slice(0, 4), ...short, ...parameters.slice(7), 0, 0, 0, OLDER_DECAY]);
}

/** A wait in minutes, which may be a fraction, as a step: whole minutes, and whole days from a day on. */
function stepOf(minutes: number): Step {
  const days = whole(minutes / MINUTES_PER_DAY, 0, LONGEST_STEP_DAYS);
  if (minutes >= MINUTES_PER_DAY) return `${days}d`;
  const count = whole(minutes, 1, MINUTES_PER_DAY - 1);
  return count % 60 === 0 ? `${count / 60}h` : `${count}m`;
}

function bounded(value: number, least: number, most: number): number {
  return Math.min(Math.max(value, least), most);
}

function whole(value: number, least: number, most: number): number {
  return Math.round(bounded(value, least, most));
}
