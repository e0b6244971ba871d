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
  const acts = actsOf(deletions);
  const asks: Ask[] = [];
  for (const [number, actOf] of acts) {
    room.left -= 2 * text.length;
    if (room.left < 0) {
      const message = 'The clozes of this file come to more text than is read; split the cards with most deletions';
      throw new StudyError('too-large', message);
    }
    const side = (shown: (deletion: Deletion, act: string) => string) => {
      let end = 0;
      const pieces: string[] = [];
      for (const deletion of deletions) {
        pieces.push(text.slice(end, deletion.start), shown(deletion, actOf(deletion)));
        end = deletion.end;
      }
      return pieces.join('') + text.slice(end);
    };
    asks.push({
      ending: number === 1 ? '' : `-c${number}`,
      prompt: side(({ text, hint }, act) => (act === 'a' ? `[${hint || '…'}]` : act === 'h' ? '…' : text)).trim(),
      answer: side(({ text }, act) => (act === 'h' ? '…' : text)).trim(),
    });
  }
  return asks;
}

/** The questions by number, and what each does to a deletion. */
function actsOf(deletions: readonly Deletion[]): Map<number, (deletion: Deletion) => string> {
  const questions = new Map<number, (deletion: Deletion) => string>();
  const most = deletions.reduce((longest, { acts = '' }) => Math.max(longest, acts.length), 0);
  if (most > 0) {
    for (let index = 0; index < most; index++) {
      if (!deletions.some(({ acts }) => acts?.[index] === 'a')) continue;
      questions.set(index + 1, ({ acts }) => acts?.[index] ?? 's');
    }
    return questions;
  }
  const groups = [...new Set(deletions.flatMap(({ group }) => group ?? []))].sort((a, b) => a - b);
  for (const number of groups) questions.set(number, ({ group }) => (group === number ? 'a' : 's'));
  if (groups.length > 0) return questions;
  for (const [index, asked] of deletions.entries()) {
    questions.set(index + 1, (deletion) => (deletion === asked ? 'a' : 's'));
  }
  return questions;
}
