import { closeSync, fstatSync, mkdirSync, openSync, type Stats, statSync } from 'node:fs';
import { dirname } from 'node:path';
import { realPath } from './file-bytes.js';
import { type FileLock, takeFileLock, withFileLock } from './file-lock.js';

/** How long a file stays open, and who writes again holds its lock: others wait hardly longer than for one slow write. */
const TURN_MS = 40;
/** Who has held the lock for a turn leaves it alone for so long. Those who wait ask for it every millisecond. */
const REST_MS = 3;

/** What is done with the file while its lock is held. */
export type Work<Result> = (file: number, assertHeld: () => void) => Promise<Result>;

/** A while in which a file stays open. */
interface Turn {
  readonly file: number;
  readonly identity: string;
  readonly lockPath: string;
  readonly timer: NodeJS.Timeout;
  /** Kept from the second work on: to make and remove a lock file for each costs half as much as to write and flush. */
  lock?: FileLock;
}

/**
 * Opens and locks a file for one work after another. For a single work the lock is released at once; for works that follow each
 * other closely it is held until the turn is over. One work at a time.
 */
export class FileTurns {
  readonly #path: string;
  #turn: Turn | undefined;
  #isWorking = false;
  #isOver = false;
  #rest: Promise<void> | undefined;

  constructor(path: string) {
    this.#path = path;
  }

  /** Runs the work with the file that is at the path now; one is made, with its folder, if there is none. */
  async take<Result>(work: Work<Result>): Promise<Result> {
    if (this.#turn && identityAt(this.#path) !== this.#turn.identity) this.end();
    if (this.#rest) await this.#rest;
    this.#isWorking = true;
    try {
      return await (this.#turn ? this.#goOn(this.#turn, work) : this.#begin(work));
    } catch (error) {
      this.#isOver = true;
      throw error;
    } finally {
      this.#isWorking = false;
      if (this.#isOver) this.end();
    }
  }

  /** Lets go of the file and its lock. */
  end(): void {
    const turn = this.#turn;
    this.#turn = undefined;
    this.#isOver = false;
    if (!turn) return;
    clearTimeout(turn.timer);
    closeSync(turn.file);
    if (!turn.lock) return;
    this.#rest = new Promise((resolve) => setTimeout(resolve, REST_MS)).then(() => {
      this.#rest = undefined;
    });
    turn.lock.release();
  }

  #begin<Result>(work: Work<Result>): Promise<Result> {
    mkdirSync(dirname(this.#path), { recursive: true });
    const lockPath = `${realPath(this.#path)}.lock`;
    return withFileLock(lockPath, (assertHeld) => {
      const file = openSync(this.#path, 'a+');
      const timer = setTimeout(() => this.#endSoon(), TURN_MS).unref();
      this.#turn = { file, identity: identityOf(fstatSync(file)), lockPath, timer };
      return work(file, assertHeld);
    });
  }

  async #goOn<Result>(turn: Turn, work: Work<Result>): Promise<Result> {
    if (!turn.lock?.isHeld()) turn.lock = await takeFileLock(turn.lockPath);
    turn.timer.ref(); // a program that ends leaves no lock behind
    return work(turn.file, turn.lock.assertHeld);
  }

  #endSoon(): void {
    this.#isOver = true;
    if (this.#isWorking) return;
    try {
      this.end();
    } catch {
      // Nobody waits to be told. What is wrong with the file is met by the next work, and a lock left behind is taken over.
    }
  }
}

function identityAt(path: string): string | undefined {
  const stats = statSync(path, { throwIfNoEntry: false });
  return stats && identityOf(stats);
}

/** Tells one file from another that is put in its place. */
function identityOf({ dev, ino }: Stats): string {
  return `${dev} ${ino}`;
}
