import type { Colors } from '../terminal.js';

/**
 * What a sitting needs of a terminal. Every question resolves to `undefined` when the learner leaves: with `q`, Ctrl-C,
 * Ctrl-D, the end of the input or a signal. From then on every question does, at once.
 */
export interface Screen {
  readonly colors: Colors;
  /** How many columns a printed line may have. */
  readonly width: number;
  /** Whether what is typed stays to be seen. */
  readonly echoes: boolean;
  print(...lines: readonly string[]): void;
  /** A line that parts what comes before from what comes after. */
  rule(text: string): void;
  /** A line of text, without the space around it. */
  ask(question: string, help: string): Promise<string | undefined>;
  /** The place of one option, from 0. */
  choose(question: string, options: readonly string[]): Promise<number | undefined>;
  /** The places of any number of options, from 0. */
  tick(question: string, options: readonly string[]): Promise<readonly number[] | undefined>;
  /** One of the keys, each a single letter or digit; the empty one stands for Enter. */
  key(question: string, help: string, keys: readonly string[]): Promise<string | undefined>;
  /** The learner leaves: the question under way, if any, is answered with `undefined`. */
  leave(): void;
  /** Gives the terminal back as it was. */
  close(): void;
}

/** Longer lines are hard to read, however wide the terminal is. */
const WIDEST = 80;
const NARROWEST = 24;

/** How many columns to use of a terminal with so many, or where nobody knows how many there are. */
export function widthFor(columns: number | undefined): number {
  return Math.max(NARROWEST, Math.min(columns || WIDEST, WIDEST));
}

/** The options with numbers, to be named by them. */
export function numbered(options: readonly string[]): string {
  return options.map((option, index) => `  ${index + 1}  ${option.replaceAll('\n', '\n   ')}`).join('\n');
}

/** The places, from 0, that a line like `1 3` or `1,3` names; nothing if it names any that is not there. */
export function placesIn(line: string, count: number): readonly number[] | undefined {
  const numbers = line.split(/[\s,;]+/).filter(Boolean);
  const places = numbers.map((number) => (/^\d{1,6}$/.test(number) ? Number(number) - 1 : -1));
  return places.every((place) => place >= 0 && place < count) ? [...new Set(places)].sort((a, b) => a - b) : undefined;
}

/** Asks until the line that is given can be read as an answer. */
export async function askUntil<Answer>(
  ask: Screen['ask'],
  question: string,
  help: string,
  read: (line: string) => Answer | undefined,
): Promise<Answer | undefined> {
  for (let line = await ask(question, help); line !== undefined; line = await ask('That is none of them.', help)) {
    const answer = read(line);
    if (answer !== undefined) return answer;
  }
  return undefined;
}

/** Asks for any number of options by their numbers. */
export function askPlaces(ask: Screen['ask'], question: string, options: readonly string[]) {
  const help = `Numbers from 1 to ${options.length} such as 1 3 · Enter for none · q quit`;
  return askUntil(ask, `${question}\n${numbered(options)}`, help, (line) => placesIn(line, options.length));
}
