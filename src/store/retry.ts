/** When to stop trying. */
export interface RetryOptions {
  /** How often to try at most, the first time included; by default ten, which takes about ten seconds. */
  readonly tries?: number | undefined;
  /** When so many ms have passed since the first failure, no other try begins, however few there were. */
  readonly withinMs?: number | undefined;
  /** How long to wait before the next try, in ms, if the error knows better. */
  readonly waitMs?: ((error: unknown) => number | undefined) | undefined;
  /** Ends the waiting: the last error is then thrown at once. */
  readonly signal?: AbortSignal | undefined;
}

const FIRST_WAIT_MS = 25;
const LONGEST_WAIT_MS = 2_000;

/**
 * Does the work again while it fails in a way that passes, waiting twice as long each time. The work must be safe to repeat.
 * @throws the last error
 */
export async function retrying<Result>(
  work: () => Promise<Result>,
  passes: (error: unknown) => boolean,
  { tries = 10, withinMs, waitMs, signal }: RetryOptions = {},
): Promise<Result> {
  let late: AbortSignal | undefined;
  const isOver = () => signal?.aborted || late?.aborted;
  for (let failures = 1; ; failures++) {
    try {
      return await work();
    } catch (error) {
      if (failures >= tries || isOver() || !passes(error)) throw error;
      if (withinMs !== undefined) late ??= AbortSignal.timeout(withinMs);
      await pause(waitMs?.(error) ?? Math.min(FIRST_WAIT_MS * 2 ** failures, LONGEST_WAIT_MS), signal);
      if (isOver()) throw error;
    }
  }
}

function pause(ms: number, signal: AbortSignal | undefined): Promise<void> {
  return new Promise((resolve) => {
    const end = () => {
      clearTimeout(timer);
      signal?.removeEventListener('abort', end);
      resolve();
    };
    const timer = setTimeout(end, ms);
    signal?.addEventListener('abort', end);
  });
}
