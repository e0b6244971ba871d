import { DEFAULT_SCHEDULING, fsrsScheduler } from 'ownwords';
import { describe, expect, it } from 'vitest';
import type { Preset } from '../../../src/formats/anki/collection.js';
import { wishesOf } from '../../../src/formats/anki/preset-wishes.js';

/** As Anki makes them. */
const usual: Preset = {
  id: 1,
  learningSteps: [1, 10],
  relearningSteps: [10],
  newPerDay: 20,
  reviewsPerDay: 200,
  maximumIntervalDays: 36_500,
  leechThreshold: 8,
  desiredRetention: 0.9,
  historicalRetention: 0.8,
  parameters: [],
  ignoreReviewsBefore: '',
};
/** The default parameters of FSRS-4.5. */
const OLDEST = [
  0.4872, 1.4003, 3.7145, 13.8206, 5.1618, 1.2298, 0.8975, 0.031, 1.6474, 0.1367, 1.0461, 2.1072, 0.0793, 0.3246, 1.587,
  0.2272, 2.8755,
];

describe('the wishes of a preset', () => {
  it('are none where it is as Anki makes it, for so are our defaults', () => {
    expect(wishesOf(usual)).toBeUndefined();
  });

  it('are only what differs', () => {
    expect(wishesOf({ ...usual, desiredRetention: 0.85, newPerDay: 5 })).toEqual({
      desiredRetention: 0.85,
      newPerDay: 5,
    });
  });

  it('have steps in whole minutes, and from a day on in whole days', () => {
    const { learningSteps, relearningSteps } =
      wishesOf({ ...usual, learningSteps: [0.5, 15.4, 90, 120, 1_440, 2_900], relearningSteps: [] }) ?? {};
    expect([learningSteps, relearningSteps]).toEqual([['1m', '15m', '90m', '2h', '1d', '2d'], []]);
  });

  it.each([
    ['of FSRS-6', [...OLDEST.slice(0, 17), 0.5, 0.1, 0.1, 0.2]],
    ['of FSRS-5', [...OLDEST, 0.5, 0.6]],
    ['of FSRS-4.5', OLDEST],
    ['out of bounds', Array.from({ length: 21 }, () => 1_000)],
  ])('have parameters %s that the scheduler takes', (_, parameters) => {
    const wishes = wishesOf({ ...usual, parameters });
    expect(wishes?.parameters).toHaveLength(21);
    expect(() => fsrsScheduler({ ...DEFAULT_SCHEDULING, ...wishes })).not.toThrow();
  });

  it('convert the parameters of FSRS-4.5 as the reference implementation does', () => {
    const parameters = wishesOf({ ...usual, parameters: OLDEST })?.parameters ?? [];
    const [w4, w5, w6] = parameters.slice(4, 7) as [number, number, number];
    expect(w4).toBeCloseTo(1.2298 * 2 + 5.1618, 6);
    expect(w5).toBeCloseTo(Math.log(1.2298 * 3 + 1) / 3, 6);
    expect(w6).toBeCloseTo(0.8975 + 0.5, 6);
    expect(parameters.at(-1)).toBe(0.5);
  });

  it('leave out parameters that are no numbers, or of no known number', () => {
    expect(wishesOf({ ...usual, parameters: Array.from({ length: 21 }, () => Number.NaN) })).toBeUndefined();
    expect(wishesOf({ ...usual, parameters: [1, 2, 3] })).toBeUndefined();
  });
});
