import { StudyError } from '../../errors.js';
import { withoutCode } from './code-mask.js';
import { frontMatterOf } from './front-matter.js';
import { namedOf } from './keys.js';
import { marksOf } from './obsidian-note.js';
import type { MarkdownDialect, MarkdownOptions } from './options.js';
import { CARD_WORDS, headingOf, wordOf } from './own-words.js';
import { isBlank, type Source } from './source.js';

/** What a file shows of how it was written. */
interface Signs {
  /** A heading with a name in braces. */
  isNamed: boolean;
  hasHeading: boolean;
  /** A word like `Hint:` at the start of a line. */
  hasWord: boolean;
  /** The first line that is not blank begins like a card of hashcards. */
  isHashcards: boolean;
  /** A tag of cards, or a schedule comment. */
  isObsidian: boolean;
  hasSeparator: boolean;
  hasDivider: boolean;
  hasBraces: boolean;
}

/** The dialect that a file is written in, as far as it shows. */
export function dialectOf(source: Source, options: MarkdownOptions): MarkdownDialect {
  const signs = signsOf(source, options);
  if (signs.isNamed || (signs.hasHeading && signs.hasWord)) return 'ownwords';
  if (signs.isHashcards) return 'hashcards';
  if (signs.isObsidian) return 'obsidian';
  if (signs.hasHeading) return 'headings';
  if (signs.hasSeparator) return 'obsidian';
  if (signs.hasDivider || signs.hasBraces) return 'mochi';
  throw noCards();
}

/** The refusal of a file in which nothing looks like a card. */
export function noCards(dialect?: MarkdownDialect): StudyError {
  const looked = dialect === undefined ? Object.values(LOOKED_FOR).join('; ') : LOOKED_FOR[dialect];
  const message = `There is no card in this file; looked for: ${looked}. See the option "dialect" if it is written in another way`;
  return new StudyError('invalid-file', message);
}

const LOOKED_FOR: Readonly<Record<MarkdownDialect, string>> = {
  ownwords: 'headings like "## What is asked? {#key}" with the answer below',
  headings: 'headings like "## What is asked?" with the answer below',
  hashcards: 'lines that begin with "Q:" and "A:", or with "C:"',
  obsidian: 'lines like "question::answer", a line "?" between question and answer, or a ==cloze==',
  mochi: 'a line "---" between question and answer, or a {{cloze}}',
};

function signsOf(source: Source, options: MarkdownOptions): Signs {
  const { inlines, multiline, multilineReversed, tags } = marksOf(options.obsidian);
  const { end } = frontMatterOf(source);
  const first = source.lines.findIndex((line, at) => at >= end && !isBlank(line));
  const signs: Signs = {
    isNamed: false,
    hasHeading: false,
    hasWord: false,
    isHashcards: /^[QC]:/.test(source.lines[first] ?? ''),
    isObsidian: source.lines.slice(0, end).some((line) => tags.some((tag) => line.includes(tag.slice(1)))),
    hasSeparator: false,
    hasDivider: false,
    hasBraces: false,
  };
  let [hasQuestion, hasAnswer] = [false, false];
  for (let at = end; at < source.lines.length; at++) {
    const line = source.lines[at] as string;
    hasQuestion ||= line.startsWith('Q:');
    hasAnswer ||= line.startsWith('A:');
    if (source.fences[at] !== 0) continue;
    const heading = headingOf(line);
    signs.isNamed ||= heading !== undefined && namedOf(heading.text).name !== undefined;
    signs.hasHeading ||= heading?.level === 2;
    signs.hasWord ||= wordOf(line, CARD_WORDS) !== undefined;
    signs.hasDivider ||= line.trim() === '---' && at > first;
    signs.isObsidian ||= line.includes('<!--SR:');
    if (tags.some((tag) => line.includes(tag)) && isTagged(line, tags)) signs.isObsidian = true;
    if (signs.hasSeparator && signs.hasBraces) continue;
    const seen = withoutCode(line).replace(/\{\{c?\d{1,4}::/g, '{{'); // a number, and no separator
    const isSeparator = line.trim() === multiline || line.trim() === multilineReversed;
    signs.hasSeparator ||= isSeparator || inlines.some(({ mark }) => seen.includes(mark)) || /==[^=]/.test(seen);
    signs.hasBraces ||= seen.includes('{{');
  }
  signs.isHashcards ||= hasQuestion && hasAnswer && !signs.hasHeading;
  return signs;
}

const isTagged = (line: string, tags: readonly string[]): boolean =>
  line.split(/\s+/).some((word) => tags.some((tag) => word === tag || word.startsWith(`${tag}/`)));
