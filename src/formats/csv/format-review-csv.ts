import type { CardId } from '../../deck/deck.js';
import type { SchedulingWishes } from '../../deck/scheduling-options.js';
import { check, isIterable, type Rule } from '../../json.js';
import { GRADES, type Grade, type StudyEvent } from '../../log/event.js';
import { countingEvents } from '../../log/history.js';
import { fsrsScheduler } from '../../schedule/fsrs.js';
import { advance, type Standing, untouched } from '../../schedule/standing.js';
import { LEAST_MS } from './review-rows.js';

const HEADER = 'card_id,review_time,review_rating,review_state,review_duration';

/** What a card was before a review, as FSRS tools number it; 0 is new. */
const STATES = { learning: 1, review: 2, relearning: 3 } as const;

const EVENTS: Rule = [isIterable, 'a list of events, as progress.events'];
const ratingOf = (grade: Grade) => GRADES.indexOf(grade) + 1;

/**
 * The reviews of a log as CSV, as tools that fit or judge FSRS read it: `card_id`, `review_time` (ms since 1970 UTC), `review_rating` (1 again
 * to 4 easy), `review_state` (what the card was before: 0 new, 1 learning, 2 review, 3 relearning) and `review_duration` (ms, empty where
 * unknown). Reviews that were taken back are not in it, nor is anything but reviews. In the order of history.
 * @param scheduling the options by which the learner was scheduled; states follow from them
 * @throws StudyError `invalid-options`, `invalid-argument`
 * @example
 * await writeFile('reviews.csv', formatReviewCsv(study.exportProgress().events));
 */
export function formatReviewCsv(events: Iterable<StudyEvent>, scheduling?: SchedulingWishes): string {
  check('invalid-argument', 'events', events, EVENTS);
  const scheduler = fsrsScheduler(scheduling);
  const standings = new Map<CardId, Standing>();
  const lines = [HEADER];
  for (const event of countingEvents(events)) {
    let standing = standings.get(event.cardId);
    if (standing === undefined) {
      standing = untouched();
      standings.set(event.cardId, standing);
    }
    if (event.type === 'reviewed') {
      const state = standing.schedule ? STATES[standing.schedule.phase] : 0;
      const { cardId, at, grade, durationMs = '' } = event;
      lines.push(`${cardId},${timeCell(at)},${ratingOf(grade)},${state},${durationMs}`);
    }
    advance(standing, event, scheduler);
  }
  return `${lines.join('\n')}\n`;
}

/** Times before 1973 could be taken for seconds, and are spelled out. */
function timeCell(at: number): string | number {
  return at >= LEAST_MS ? at : new Date(at).toISOString();
}
