import { StudyError } from '../../errors.js';
import { check, type Rule, shown } from '../../json.js';
import { isName } from './keys.js';

/** The ways to write cards in Markdown that are read here. */
export type MarkdownDialect =
  /** Our own: a heading a card, its key in braces, the answer below it. */
  | 'ownwords'
  /** `Q:`, `A:` and `C:`, as in hashcards. */
  | 'hashcards'
  /** Notes of Obsidian with the Spaced Repetition plugin: `question::answer`, `?`, `==cloze==`. */
  | 'obsidian'
  /** A card of Mochi: its sides with `---` between them, or a text with `{{clozes}}`. */
  | 'mochi'
  /** A heading of the second level for each question and the answer below it, as in markdown-anki-decks. */
  | 'headings';

/** What is in use in a learner's settings of the Obsidian plugin, where it differs from the plugin's own. */
export interface ObsidianOptions {
  /** Between question and answer on one line; by default `::`. */
  readonly inline?: string;
  /** The same for two cards, one each way; by default `:::`. */
  readonly inlineReversed?: string;
  /** The line between the lines of a question and those of its answer; by default `?`. */
  readonly multiline?: string;
  /** The same for two cards, one each way; by default `??`. */
  readonly multilineReversed?: string;
  /** A line that ends a card of several lines, such as `+++`; by default a blank line does. */
  readonly cardEnd?: string;
  /** Which marks hide a part of a text: `==so==`, `**so**`, `{{so}}`; by default the first. */
  readonly clozes?: readonly ('highlight' | 'bold' | 'braces')[];
  /** Tags of cards; what follows them after a slash is the deck. By default `#flashcards`. */
  readonly tags?: readonly string[];
}

export interface MarkdownOptions {
  /** By default it is told by what the file holds. */
  readonly dialect?: MarkdownDialect;
  /** Title of the deck for a file that states none: in most programs, the file's name. */
  readonly title?: string;
  /** Id of the first deck where the file states none; by default it is made of the title, and changes with it. */
  readonly deckId?: string;
  readonly obsidian?: ObsidianOptions;
  /** IANA name of the learner's time zone, for schedules that a file holds; by default the host's. */
  readonly timeZone?: string;
  /** Hour of the wall clock at which a study day begins, 0 to 23; by default 4. */
  readonly rolloverHour?: number;
}

const DIALECTS: readonly unknown[] = [
  'ownwords',
  'hashcards',
  'obsidian',
  'mochi',
  'headings',
] satisfies MarkdownDialect[];

const TITLE: Rule = [(value) => typeof value === 'string' && value.trim() !== '', 'a text that is not empty'];
const ID: Rule = [
  (value) => typeof value === 'string' && isName(value),
  'of letters, digits and . _ ~ - (a letter or digit first), at most 128',
];
const MARK: Rule = [(value) => typeof value === 'string' && /^\S+$/.test(value), 'a text without spaces'];
const CLOZES: readonly unknown[] = ['highlight', 'bold', 'braces'];

/** @throws StudyError `invalid-argument` */
export function checkOptions({ dialect, title, deckId, obsidian = {} }: MarkdownOptions): void {
  if (dialect !== undefined && !DIALECTS.includes(dialect)) {
    throw new StudyError('invalid-argument', `dialect is ${shown(dialect)}; it must be one of ${DIALECTS.join(', ')}`);
  }
  if (title !== undefined) check('invalid-argument', 'title', title, TITLE);
  if (deckId !== undefined) check('invalid-argument', 'deckId', deckId, ID);
  const { clozes = [], tags = [], ...marks } = obsidian;
  for (const [name, mark] of Object.entries(marks)) {
    if (mark !== undefined) check('invalid-argument', `obsidian.${name}`, mark, MARK);
  }
  for (const tag of tags) check('invalid-argument', 'obsidian.tags', tag, MARK);
  const unknown = clozes.find((cloze) => !CLOZES.includes(cloze));
  if (unknown === undefined) return;
  throw new StudyError('invalid-argument', `obsidian.clozes has ${shown(unknown)}; there are ${CLOZES.join(', ')}`);
}
