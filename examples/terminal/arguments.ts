import { parseArgs } from 'node:util';

/** What the program was asked to do. A path of `-` stands for standard input or output. */
export interface Request {
  readonly task: 'study' | 'export' | 'import' | 'help';
  /** Where the progress is kept; without it, in the default place. */
  readonly file?: string | undefined;
  /** Id of the deck to study; without it, the learner chooses. */
  readonly deck?: string | undefined;
  /** A deck of the learner's own, opened instead of those that come with the library. */
  readonly deckFile?: string | undefined;
  /** Address of a log on a server, to be kept in step with. */
  readonly sync?: string | undefined;
  /** Where progress is exported to or imported from. */
  readonly path?: string | undefined;
}

/** The program was called in a way it does not understand. */
export class UsageError extends Error {
  override readonly name = 'UsageError';
}

const OPTIONS = {
  deck: { type: 'string' },
  'deck-file': { type: 'string' },
  file: { type: 'string' },
  export: { type: 'string' },
  import: { type: 'string' },
  sync: { type: 'string' },
  help: { type: 'boolean', short: 'h' },
} as const;

/** @throws UsageError */
export function parseRequest(args: readonly string[]): Request {
  const values = valuesOf(args);
  if (values.help) return { task: 'help' };
  for (const [name, value] of Object.entries(values)) {
    if (value === '') throw new UsageError(`--${name} needs a value that is not empty`);
  }
  const { file, deck, 'deck-file': deckFile, sync } = values;
  if (values.export !== undefined && values.import !== undefined) {
    throw new UsageError('--export and --import are two tasks; do one after the other');
  }
  const path = values.export ?? values.import;
  if (path === undefined) return { task: 'study', file, deck, deckFile, sync };
  if (deck !== undefined || deckFile !== undefined || sync !== undefined) {
    throw new UsageError('progress is exported and imported whole; leave --deck, --deck-file and --sync out');
  }
  return { task: values.export === undefined ? 'import' : 'export', file, path };
}

function valuesOf(args: readonly string[]) {
  try {
    return parseArgs({ args: [...args], options: OPTIONS, strict: true, allowPositionals: false }).values;
  } catch (error) {
    throw new UsageError((error as Error).message);
  }
}

/** What `--help` prints. */
export function usage(defaultPath: string): string {
  return `ownwords: study interview answers in your terminal

Usage: npm start -- [options]

  --deck ID           study this deck at once, without being asked
  --deck-file PATH    study a deck of your own (JSON) instead of the decks
                      that come with ownwords
  --file PATH         where your progress is kept; by default
                      ${defaultPath}
  --sync URL          keep your progress in step with a server: before you begin
                      and when you leave; OWNWORDS_TOKEN in the environment
                      says who you are
  --export PATH       write your progress as JSON and leave; - for output here
  --import PATH       merge progress from JSON and leave; - for input here
  -h, --help          show this page

While studying, type your answer or say it aloud, and press Enter to see the
model answer. Tick the key points you said, then grade yourself with one key:

  1 again   2 hard   3 good   4 easy   Enter takes the suggested grade
  h hint    k keep my words   u undo   s suspend the card   q quit

Ctrl-C and Ctrl-D quit at any time. Every grade is kept as soon as it is given.
`;
}
