import type { WorkOptions } from './imported.js';

/** Lets long work tell how far it is, be cancelled, and leave others their turn. */
export interface Pace {
  /**
   * To be called every few milliseconds of work: almost always it only looks at its counter.
   * @throws the signal's reason, once it is aborted
   */
  step(step: string, done: number, total: number): Promise<void> | undefined;
}

/** So many calls between two breaths, which makes some tens of milliseconds. */
const CALLS_BETWEEN_BREATHS = 16;

/** A pace for one piece of work. */
export function paceOf({ onProgress, signal }: WorkOptions): Pace {
  let calls = 0;
  let last = '';
  const breathe = async (step: string, done: number, total: number) => {
    onProgress?.({ step, done, total });
    await new Promise<void>((resolve) => setTimeout(resolve));
    signal?.throwIfAborted();
  };
  return {
    step(step, done, total) {
      signal?.throwIfAborted();
      if (step === last && done < total && ++calls % CALLS_BETWEEN_BREATHS > 0) return undefined;
      last = step;
      return breathe(step, done, total);
    },
  };
}
