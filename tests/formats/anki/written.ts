import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const SCRIPT = fileURLToPath(new URL('check-package.py', import.meta.url));

interface FoundCard {
  readonly id: number;
  readonly nid: number;
  readonly type: number;
  readonly queue: number;
  readonly due: number;
  readonly ivl: number;
  readonly factor: number;
  readonly reps: number;
  readonly lapses: number;
  readonly left: number;
  readonly data: Readonly<Record<string, number>>;
  readonly deck: string;
  readonly guid: string;
  readonly fields: readonly string[];
  readonly tags: readonly string[];
}

interface FoundReview {
  readonly id: number;
  readonly cid: number;
  readonly ease: number;
  readonly ivl: number;
  readonly lastIvl: number;
  readonly factor: number;
  readonly time: number;
  readonly type: number;
}

/** What the reader in Python found in a package. */
export interface Found {
  readonly faults: readonly string[];
  readonly container: number;
  /** Contents by name, in hexadecimal. */
  readonly files: Readonly<Record<string, string>>;
  /** Seconds since 1970 UTC. */
  readonly created: number;
  readonly conf: Readonly<Record<string, unknown>>;
  readonly decks: readonly string[];
  readonly descriptions: Readonly<Record<string, string>>;
  // biome-ignore lint/suspicious/noExplicitAny: looked into by path
  readonly presets: Readonly<Record<string, any>>;
  /** In the order of our own ids. */
  readonly cards: readonly FoundCard[];
  readonly reviews: readonly FoundReview[];
}

/** What a reader that shares nothing with the library finds in packages. */
export function readByPython(...packages: readonly Uint8Array[]): Found[] {
  const folder = mkdtempSync(join(tmpdir(), 'ownwords-anki-'));
  try {
    const paths = packages.map((bytes, index) => {
      const path = join(folder, `${index}.apkg`);
      writeFileSync(path, bytes);
      return path;
    });
    return JSON.parse(python(SCRIPT, ...paths));
  } finally {
    rmSync(folder, { recursive: true });
  }
}

function python(...args: readonly string[]): string {
  try {
    return execFileSync('python3', args, { encoding: 'utf8', maxBuffer: 2 ** 30 });
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error;
    throw new Error('This test reads packages with python3, which is not installed here', { cause: error });
  }
}
