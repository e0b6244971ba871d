import {
  closeSync,
  fstatSync,
  openSync,
  readFileSync,
  readlinkSync,
  renameSync,
  statSync,
  unlinkSync,
  writeSync,
} from 'node:fs';
import { hostname } from 'node:os';
import { StudyError } from '../errors.js';

/** A lock is held for one append. One that does not change hands for so long was left behind, whoever it names. */
const ABANDONED_MS = 10_000;
/** A holder names itself right after it has created the lock. */
const NAMELESS_MS = 1_000;
const PATIENCE_MS = 30_000;
const LONGEST_PAUSE_MS = 16;

interface Holder {
  /** Tells one lock from the next. */
  readonly mark: string;
  /** Process id and host. */
  readonly name: string;
}

/**
 * Runs the work while no other process that asks for the same lock runs its own. The lock is a file, gone when the work is
 * done. One left behind by a process that died is taken over; who was only paused asks `assertHeld` before it changes anything.
 * @throws StudyError `busy` if others keep the lock for half a minute
 */
export async function withFileLock<Result>(
  path: string,
  work: (assertHeld: () => void) => Promise<Result>,
): Promise<Result> {
  const own = await acquire(path);
  const assertHeld = () => {
    if (unlessGone(() => markOf(path)) === own) return;
    throw new StudyError('busy', `Another process has taken over ${path} meanwhile; try again`);
  };
  try {
    return await work(assertHeld);
  } finally {
    unlessGone(() => markOf(path) === own && unlinkSync(path)); // by now it may have been taken over
  }
}

/** Waits for the lock and returns its mark. */
async function acquire(path: string): Promise<string> {
  let watched: string | undefined;
  let watchedMs = 0; // our own count of pauses: no clock is asked, none can mislead
  let waitedMs = 0;
  for (let pause = 1; ; pause = Math.min(pause * 2, LONGEST_PAUSE_MS)) {
    const own = tryLock(path);
    if (own !== undefined) return own;
    const holder = holderOf(path);
    if (holder?.mark !== watched) watchedMs = 0;
    watched = holder?.mark;
    if (holder && isAbandoned(holder, watchedMs)) takeAway(path, holder);
    else if (waitedMs > PATIENCE_MS) {
      throw new StudyError('busy', `Other processes hold ${path}; try again, or remove that file if there are none`);
    }
    await new Promise((resolve) => setTimeout(resolve, pause));
    watchedMs += pause;
    waitedMs += pause;
  }
}

function tryLock(path: string): string | undefined {
  let file: number;
  try {
    file = openSync(path, 'wx');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EEXIST') return undefined;
    throw error;
  }
  try {
    writeSync(file, `${process.pid} ${machine()}`);
  } catch {
    // No space for a name: a lock without one is still a lock.
  }
  const mark = markOf(file);
  closeSync(file);
  return mark;
}

function holderOf(path: string): Holder | undefined {
  return unlessGone(() => ({ mark: markOf(path), name: readFileSync(path, 'utf8') }));
}

function markOf(place: string | number): string {
  const { ino, mtimeMs } = typeof place === 'number' ? fstatSync(place) : statSync(place);
  return `${ino} ${mtimeMs}`;
}

function isAbandoned({ name }: Holder, watchedMs: number): boolean {
  if (watchedMs > ABANDONED_MS) return true;
  if (name === '') return watchedMs > NAMELESS_MS;
  const [pid, ...where] = name.split(' ');
  return where.join(' ') === machine() && !isRunning(Number(pid));
}

/** Where process ids mean the same: the host and, in containers, the namespace. */
function machine(): string {
  return `${hostname()} ${unlessGone(() => readlinkSync('/proc/self/ns/pid')) ?? ''}`.trim();
}

function isRunning(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch (error) {
    return (error as NodeJS.ErrnoException).code !== 'ESRCH';
  }
}

/** Of several processes that would remove the same lock, renaming lets one; who caught a younger lock puts it back. */
function takeAway(path: string, holder: Holder): void {
  const aside = `${path}.${process.pid}`;
  unlessGone(() => {
    renameSync(path, aside);
    if (markOf(aside) === holder.mark) unlinkSync(aside);
    else renameSync(aside, path);
  });
}

/** What the work returns, or nothing if a file it needs is not there. */
export function unlessGone<Result>(work: () => Result): Result | undefined {
  try {
    return work();
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
    throw error;
  }
}
