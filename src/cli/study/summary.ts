import { GRADES, histories } from 'ownwords';
import { counted } from '../text.js';
import type { Sitting } from './card.js';
import { spokenTime } from './times.js';

/** What was done in a sitting, by the ids of its reviews, and what comes next. What was taken back does not count. */
export function summary({ study, deckId, screen, clock }: Sitting, graded: ReadonlySet<string>): string[] {
  const past = histories(study.exportProgress().events).values();
  const reviews = [...past].flatMap((history) => history.reviews).filter(({ id }) => graded.has(id));
  const byGrade = GRADES.map((grade) => `${reviews.filter((review) => review.grade === grade).length} ${grade}`);
  const { nextDueAt } = study.counts({ deckId });
  const left = study.due({ deckId }).length;
  const now = left > 0 ? `${counted(left, 'card')} left for now` : 'Nothing more is due';
  const next = nextDueAt
    ? `${left > 0 ? ', and the next' : '; the next card comes'} ${spokenTime(nextDueAt, clock)}`
    : '';
  return [
    `${screen.colors.bold(`${counted(reviews.length, 'review')} in this sitting`)}: ${byGrade.join(' · ')}`,
    `${now}${next}.`,
  ];
}
