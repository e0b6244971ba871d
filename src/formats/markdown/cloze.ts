import { StudyError } from '../../errors.js';
import type { Ask } from './entry.js';

/** A part of a text that some of its questions hide. */
export interface Deletion {
  /** Where it stands in the text, its marks included. */
  readonly start: number;
  readonly end: number;
  readonly text: string;
  readonly hint?: string | undefined;
  /** Those with the same number are asked together; one without is asked alone, or, among numbered ones, never. */
  readonly group?: number | undefined;
  /** What becomes of it in each question: `a` it is asked, `h` it is hidden on both sides, `s` (or nothing) it is shown. */
  readonly acts?: string | undefined;
}

/** The text of clozes grows with the square of their length; so many characters come of one file at most. */
const MOST_CHARACTERS = 50_000_000;

/** How much may still come of a file. */
export interface Room {
  left: number;
}
export const roomForClozes = (): Room => ({ left: MOST_CHARACTERS });

/**
 * The questions of a text with deletions. Each shows the text with what it asks for as `[…]`, or the hint in brackets; the answer is
 * the whole text.
 * @throws StudyError `too-large`
 */
export function clozeAsks(text: string, deletions: readonly Deletion[], room: Room): Ask[] {
  const { plain, places } = revealed(text, deletions);
  /** The plain text with something else in the place of some deletions. */
  const masked = (hidden: readonly Hidden[], inPlaceOf: (hidden: Hidden) => string | undefined): string => {
    const pieces: string[] = [];
    let end = 0;
    for (const each of hidden) {
      const mask = inPlaceOf(each);
      if (mask === undefined) continue;
      const start = places[each.index] as number;
      pieces.push(plain.slice(end, start), mask);
      end = start + each.deletion.text.length;
    }
    return (pieces.join('') + plain.slice(end)).trim();
  };
  const asks: Ask[] = [];
  for (const [number, hidden] of questionsOf(deletions)) {
    room.left -= 2 * text.length;
    if (room.left < 0) {
      const message = 'The clozes of this file come to more text than is read; split the cards with most deletions';
      throw new StudyError('too-large', message);
    }
    asks.push({
      ending: number === 1 ? '' : `-c${number}`,
      prompt: masked(hidden, ({ deletion, isAsked }) => (isAsked ? `[${deletion.hint || '…'}]` : '…')),
      answer: masked(hidden, ({ isAsked }) => (isAsked ? undefined : '…')),
    });
  }
  return asks;
}

/** The text without the marks of its deletions, and where each of them begins in it. */
function revealed(text: string, deletions: readonly Deletion[]): { plain: string; places: readonly number[] } {
  const pieces: string[] = [];
  const places: number[] = [];
  let end = 0;
  let length = 0;
  for (const deletion of deletions) {
    const before = text.slice(end, deletion.start);
    pieces.push(before, deletion.text);
    places.push(length + before.length);
    length += before.length + deletion.text.length;
    end = deletion.end;
  }
  return { plain: pieces.join('') + text.slice(end), places };
}

/** A deletion that is not shown in a question: it is asked for, or hidden on both sides. */
interface Hidden {
  readonly deletion: Deletion;
  readonly index: number;
  readonly isAsked: boolean;
}

/** The questions by number, and what each of them hides. */
function questionsOf(deletions: readonly Deletion[]): [number, Hidden[]][] {
  const asked = deletions.map((deletion, index): Hidden => ({ deletion, index, isAsked: true }));
  const most = deletions.reduce((longest, { acts = '' }) => Math.max(longest, acts.length), 0);
  if (most > 0) {
    return Array.from({ length: most }, (_, n): [number, Hidden[]] => {
      const hidden = asked.filter(({ deletion: { acts } }) => acts?.[n] === 'a' || acts?.[n] === 'h');
      return [n + 1, hidden.map((each) => ({ ...each, isAsked: each.deletion.acts?.[n] === 'a' }))];
    }).filter(([, hidden]) => hidden.some(({ isAsked }) => isAsked));
  }
  if (deletions.every(({ group }) => group === undefined)) return asked.map((each, n) => [n + 1, [each]]);
  const groups = new Map<number, Hidden[]>();
  for (const each of asked) {
    const { group } = each.deletion;
    if (group === undefined) continue;
    const members = groups.get(group) ?? [];
    groups.set(group, members);
    members.push(each);
  }
  return [...groups].sort(([a], [b]) => a - b);
}
