import type { CardContent } from '../deck/deck.js';
import { StudyError } from '../errors.js';
import { check, shown } from '../json.js';
import { GRADE } from '../log/check-event.js';
import type { Grade } from '../log/event.js';
import type { CardView } from './view.js';

/**
 * The grade that the recalled key points speak for. Good: every essential point came, and at least half of all. Hard: at
 * least half came, but an essential one did not. Again: less than half came. Where no point is marked essential, all are.
 * Easy is never suggested: how effortless it was, only the learner knows.
 * @param recalled slugs of the key points that came
 * @returns nothing for a card without key points
 * @throws StudyError `unknown-key-point`
 * @example
 * suggestGrade(card, ['owns-the-outcome']); // 'hard'
 */
export function suggestGrade(card: Pick<CardView, 'keyPoints'>, recalled: readonly string[]): Grade | undefined {
  const slugs = card.keyPoints.map(({ slug }) => slug);
  const came = new Set(checkedSlugs(slugs, recalled));
  if (slugs.length === 0) return undefined;
  if (came.size * 2 < slugs.length) return 'again';
  const marked = card.keyPoints.filter(({ essential }) => essential).map(({ slug }) => slug);
  const needed = marked.length > 0 ? marked : slugs;
  return needed.every((slug) => came.has(slug)) ? 'good' : 'hard';
}

/**
 * The key points that came, as they are recorded, if the grade is one and the card has them.
 * @throws StudyError `invalid-grade`, `unknown-key-point`
 */
export function checkedAnswer(
  { keyPoints = {} }: CardContent,
  grade: Grade,
  recalled: readonly string[] | undefined,
): readonly string[] | undefined {
  check('invalid-grade', 'grade', grade, GRADE);
  return recalled && [...checkedSlugs(Object.keys(keyPoints), recalled)];
}

function checkedSlugs(slugs: readonly string[], recalled: readonly string[]): readonly string[] {
  const unknown = recalled.find((slug) => !slugs.includes(slug));
  if (unknown === undefined) return recalled;
  throw new StudyError(
    'unknown-key-point',
    `The card has no key point ${shown(unknown)}; there are ${slugs.join(', ')}`,
  );
}
