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

/** A lock is held for a moment. One that does not change hands for so long was left behind, whoever it names. */
const ABANDONED_MS = 10_000;
/** A holder names itself right after it has created the lock. */
const NAMELESS_MS = 1_000;
const PATIENCE_MS = 30_000;
/** How often a lock is asked for: one that changes hands is free for a moment only. */
const PAUSE_MS = 1;
const LONG_PAUSE_MS = 16;
const LONG_HELD_MS = 64;

interface Holder {
  /** Tells one lock from the next. */
  readonly mark: string;
  /** Process id and host. */
  readonly name: string;
}

/** A lock that was taken. It may be taken over from a holder that was paused for long. */
export interface FileLock {
  isHeld(): boolean;
  /** @throws StudyError `busy` if it is another's by now: to be asked before anything is changed */
  assertHeld(): void;
  release(): void;
}

/**
 * Runs the work while no other process that asks for the same lock runs its own.
 * @throws StudyError as `takeFileLock`
 */
export async function withFileLock<Result>(
  path: string,
  work: (assertHeld: () => void) => Promise<Result>,
): Promise<Result> {
  const lock = await takeFileLock(path);
  try {
    return await work(lock.assertHeld);
  } finally {
    lock.release();
  }
}

/**
 * Waits for a lock: a file, gone when it is released. One left behind by a process that died is taken over.
 * @throws StudyError `busy` if others keep the lock for half a minute
 */
export async function takeFileLock(path: string): Promise<FileLock> {
  const own = await acquire(path);
  const isHeld = () => unlessGone(() => markOf(path)) === own;
  return {
    isHeld,
    assertHeld() {
      if (!isHeld()) throw new StudyError('busy', `Another process has taken over ${path} meanwhile; try again`);
    },
    release() {
      unlessGone(() => isHeld() && unlinkSync(path));
    },
  };
}

/** Waits for the lock and returns its mark. */
async function acquire(path: string): Promise<string> {
  let watched: string | undefined;
  let watchedMs = 0; // our own count of pauses: no clock is asked, none can mislead
  for (let waitedMs = 0; ; ) {
    const own = tryLock(path);
    if (own !== undefined) return own;
    const holder = holderOf(path);
    if (holder?.mark !== watched) watchedMs = 0;
    watched = holder?.mark;
    if (holder && isAbandoned(holder, watchedMs)) takeAway(path, holder);
    else if (waitedMs > PATIENCE_MS) {
      throw new StudyError('busy', `Other processes hold ${path}; try again, or remove that file if there are none`);
    }
    const pause = watchedMs < LONG_HELD_MS ? PAUSE_MS : LONG_PAUSE_MS;
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
