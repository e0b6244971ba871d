import type { WorkDone } from 'ownwords/anki';
import { note } from './terminal.js';

/** What long work is given: it can be cancelled, and tells how far it is. */
export interface Work {
  readonly signal: AbortSignal;
  readonly onProgress: (done: WorkDone) => void;
}

/** What shells give for a program that Ctrl-C ended. */
const CANCELLED = 130;

/**
 * Work that Ctrl-C cancels, and that tells on a terminal how far it is.
 * @returns the exit code
 */
export async function cancellable(run: (work: Work) => Promise<number>): Promise<number> {
  const cancelling = new AbortController();
  const cancel = () => {
    cancelling.abort();
    process.stdin.destroy(); // nothing more is waited for
  };
  const isShown = process.stderr.isTTY === true;
  const clear = () => isShown && process.stderr.write('\r\x1b[K');
  process.once('SIGINT', cancel);
  try {
    return await run({
      signal: cancelling.signal,
      onProgress({ step, done, total }) {
        if (isShown) process.stderr.write(`\r\x1b[K${done < total ? `${step}: ${done} of ${total}` : ''}`);
      },
    });
  } catch (error) {
    if (!cancelling.signal.aborted) throw error;
    note('Cancelled; nothing was written.');
    return CANCELLED;
  } finally {
    clear();
    process.off('SIGINT', cancel);
  }
}

/** Lets a signal come through that arrived during work that holds everything up. */
export async function heed({ signal }: Pick<Work, 'signal'>): Promise<void> {
  await new Promise((resolve) => setTimeout(resolve));
  signal.throwIfAborted();
}
