import type { CardId } from '../../deck/deck.js';
import { isCardId } from '../../deck/parse.js';
import type { SchedulingWishes } from '../../deck/scheduling-options.js';
import { StudyError } from '../../errors.js';
import { check, type Rule, shown } from '../../json.js';
import { compareEvents, type Reviewed } from '../../log/event.js';
import { type Progress, progressOf } from '../../log/progress.js';
import { fsrsScheduler } from '../../schedule/fsrs.js';
import type { Schedule } from '../../schedule/schedule.js';
import type { Scheduler } from '../../schedule/scheduler.js';
import { type Clock, createClock } from '../../time/clock.js';
import type { StudyDay } from '../../time/study-day.js';
import type { FileBytes } from '../bytes.js';
import { derivedEventId } from '../derived-id.js';
import type { Remark, WorkOptions } from '../imported.js';
import { type Pace, paceOf } from '../pace.js';
import { unclosedQuote } from './assemble.js';
import { decoded } from './decode.js';
import { delimiterOf } from './delimiter.js';
import { emptyFile } from './empty-file.js';
import { type Noted, toldOf } from './noted.js';
import { rowsOf } from './records.js';
import { type CardIdOf, cardIdsIn, reviewIn, reviewLayoutOf } from './review-rows.js';

export interface ParseReviewCsvOptions extends WorkOptions {
  /** IANA name of the zone in which the learner's days are counted; by default the host's. */
  readonly timeZone?: string;
  /** Hour, 0 to 23, at which the learner's day began; by default 4. */
  readonly rolloverHour?: number;
  /** The id of a card, by what stands in the column of cards; by default that itself if it is a card id, and otherwise a key in the deck. */
  readonly cardId?: (value: string) => CardId;
  /** The deck of cards that are not named with theirs; by default `imported`. */
  readonly deckId?: string;
  /** By what options the dues are worked out. */
  readonly scheduling?: SchedulingWishes;
}

/**
 * The reviews in a log as FSRS tools keep it: a row for each, with the columns `card_id`, `review_time` (ms or seconds since 1970 UTC, or
 * ISO 8601), `review_rating` (1 again to 4 easy), and perhaps `review_duration` (ms), in any order and among others. Such a log promises no
 * dues, so they are worked out by replaying it in the order of time. Reading the same rows again gives the same events.
 * @throws StudyError `invalid-file` if there is no review in it; `too-large`; `invalid-argument`, `invalid-time-zone` or
 * `invalid-options`; the signal's reason
 * @example
 * const { progress } = await parseReviewCsv(await file.bytes(), { timeZone: 'Asia/Tokyo', deckId: 'kanji' });
 * await study.importProgress(progress);
 */
export async function parseReviewCsv(
  input: string | FileBytes,
  options: ParseReviewCsvOptions = {},
): Promise<{ readonly progress: Progress; readonly remarks: readonly Remark[] }> {
  const { timeZone, rolloverHour, deckId = 'imported', scheduling } = options;
  const clock = createClock({
    ...(timeZone !== undefined && { timeZone }),
    ...(rolloverHour !== undefined && { rolloverHour }),
  });
  const scheduler = fsrsScheduler(scheduling);
  if (!isCardId(`${deckId}/key`)) {
    throw new StudyError('invalid-argument', `deckId is ${shown(deckId)}; it must be the id of a deck`);
  }
  if (options.cardId !== undefined) check('invalid-argument', 'cardId', options.cardId, CARD_ID);
  const pace = paceOf(options);
  const file = decoded(input);
  const remarks: Noted[] = [...file.remarks];
  const drafts = await readReviews(file.text, cardIdsIn(deckId, options.cardId), pace, remarks);
  drafts.sort(compareEvents);
  const events = await promised(drafts, clock, scheduler, pace, remarks);
  const last = events.at(-1);
  if (last === undefined) throw emptyFile('review', remarks);
  return { progress: progressOf(events, last.at), remarks: remarks.map(toldOf) };
}

const CARD_ID: Rule = [(value) => typeof value === 'function', 'a function that makes card ids'];

/** A review whose promise is still to be worked out. */
type Draft = { -readonly [Member in keyof Reviewed]: Reviewed[Member] };

const ROWS_BETWEEN_STEPS = 256;
const NOT_YET = 'not yet' as StudyDay;

async function readReviews(text: string, cardIdOf: CardIdOf, pace: Pace, remarks: Remark[]): Promise<Draft[]> {
  const rows = rowsOf(text, { delimiter: delimiterOf(text), onUnclosed: unclosedQuote(remarks) });
  const header = rows.next();
  if (header.done) throw new StudyError('invalid-file', 'This file is empty');
  const layout = reviewLayoutOf(header.value.cells);
  const drafts: Draft[] = [];
  const leaveOut = (line: number, message: string) =>
    remarks.push({ kind: 'dropped', place: `line ${line}`, message: `this row is left out: ${message}` });
  let count = 0;
  for (const { cells, line, end } of rows) {
    if (++count % ROWS_BETWEEN_STEPS === 0) await pace.step('reading', end, text.length);
    const review = reviewIn(cells, layout, cardIdOf);
    if (typeof review === 'string') leaveOut(line, review);
    else {
      const { cardId, at, grade, durationMs } = review;
      const id = derivedEventId('review', cardId, at, grade);
      const draft: Draft = { id, type: 'reviewed', at, cardId, grade, day: NOT_YET, nth: 0, due: 0 };
      if (durationMs !== undefined) draft.durationMs = durationMs;
      drafts.push(draft);
    }
  }
  await pace.step('reading', text.length, text.length);
  return drafts;
}

/** What is known of a card so far. */
interface Past {
  schedule: Schedule;
  reviews: number;
}

/** The reviews with the days they were on, their numbers and the dues they promised; they come in the order of history. */
async function promised(
  drafts: readonly Draft[],
  clock: Clock,
  scheduler: Scheduler,
  pace: Pace,
  remarks: Remark[],
): Promise<Reviewed[]> {
  const pasts = new Map<CardId, Past>();
  const events: Reviewed[] = [];
  let lastId = '';
  let count = 0;
  for (const draft of drafts) {
    if (++count % ROWS_BETWEEN_STEPS === 0) await pace.step('scheduling', count, drafts.length);
    const { cardId, at, grade } = draft;
    if (draft.id === lastId) {
      const message = `another row says the same of ${new Date(at).toISOString()}; it counts once`;
      remarks.push({ kind: 'dropped', place: `card ${cardId}`, message, cardId });
      continue;
    }
    lastId = draft.id;
    const day = clock.dayOf(at);
    const past = pasts.get(cardId);
    const schedule = scheduler.next(cardId, past?.schedule, { grade, at, day });
    if (past === undefined) pasts.set(cardId, { schedule, reviews: 1 });
    else {
      past.schedule = schedule;
      past.reviews++;
    }
    draft.day = day;
    draft.nth = past?.reviews ?? 1;
    draft.due = schedule.due;
    events.push(draft);
  }
  await pace.step('scheduling', drafts.length, drafts.length);
  return events;
}
