import { difficultyWithin, type Memory, memoryOfSm2, stabilityWithin } from '../sm2.js';
import type { CardRow, ReviewRow } from './collection.js';

/** What was assumed of the learner's memory by those who scheduled. */
export interface MemoryAssumptions {
  /** 0 to 1: what was remembered while SM-2 scheduled. */
  readonly historicalRetention: number;
  /** FSRS parameters: 21, 19 or 17; empty for the model's own. */
  readonly parameters: readonly number[];
}

/** The ease of a card that none was written for. */
const DEFAULT_FACTOR = 2500;
/** Up to here, what stands in the place of the ease is FSRS difficulty. */
const MOST_DIFFICULTY_FACTOR = 1100;

/** The memory after the answer of a row, if nothing is known of the time before. */
export function memoryAfter(row: ReviewRow, assumptions: MemoryAssumptions): Memory {
  return memoryOf(row.factor, row.interval, assumptions);
}

/**
 * The memory of a card without rows: the one that Anki has written, or what its interval and ease come to; nothing for a card that
 * is still in its learning steps.
 */
export function memoryOfCard(card: CardRow, assumptions: MemoryAssumptions): Memory | undefined {
  const { stability = 0, difficulty = 0, factor, interval, type } = card;
  if (stability > 0 && difficulty > 0) {
    return { stability: stabilityWithin(stability), difficulty: difficultyWithin(difficulty) };
  }
  return type === 2 || type === 3 ? memoryOf(factor, interval, assumptions) : undefined;
}

function memoryOf(written: number, interval: number, assumptions: MemoryAssumptions): Memory {
  const factor = written > 0 ? written : DEFAULT_FACTOR;
  const memory = memoryOfSm2({ ...assumptions, ease: factor / 1000, intervalDays: interval >= 1 ? interval : 1 });
  if (factor > MOST_DIFFICULTY_FACTOR) return memory;
  return { ...memory, difficulty: difficultyWithin((factor / 1000 - 0.1) * 9 + 1) };
}
