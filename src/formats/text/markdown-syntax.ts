import { gfmStrikethrough } from 'micromark-extension-gfm-strikethrough';
import { gfmTable } from 'micromark-extension-gfm-table';
import { math } from 'micromark-extension-math';

/** The Markdown of cards: CommonMark, with the tables and the strikethrough of GitHub, and maths between dollar signs. */
export const SYNTAX = [gfmTable(), gfmStrikethrough({ singleTilde: false }), math()];

/** What other programs read: CommonMark alone first, then with tables, then with maths. Where text is struck changes nothing else. */
export const LESSER_SYNTAXES = [[], [gfmTable()], [math()]];

/**
 * Markdown has forms that take time which grows with the square of their number, and forms that nest without end. No card that
 * anyone reads has so many of them.
 */
const MOST_CHARACTERS = 200_000;
const MOST_MARKS = 3_000;
const MARKS = /[*_~[\]<>`$|!&\\\n]/g;
const TOO_DEEP = /^[ \t]*(?:(?:[-+*>]|\d{1,9}[.)])[ \t]*){33}/m;

/** Whether it can be read as Markdown in little time. What can not is a text. */
export function isReadable(markdown: string, mostMarks = MOST_MARKS): boolean {
  if (markdown.length > MOST_CHARACTERS || TOO_DEEP.test(markdown)) return false;
  return markdown.length <= mostMarks || (markdown.match(MARKS)?.length ?? 0) <= mostMarks;
}

/** Whether it can be read over and over in little time, as it is to be cleaned. */
export function isCleanable(markdown: string): boolean {
  return isReadable(markdown, MOST_MARKS / 3);
}
