import { type CardEvent, GRADES, type Grade } from '../../log/event.js';
import { progressOf } from '../../log/progress.js';
import { type Clock, createClock } from '../../time/clock.js';
import type { Due } from '../../time/due.js';
import { addDays, daysBetween, LAST_INSTANT, type StudyDay } from '../../time/study-day.js';
import { derivedEventId } from '../derived-id.js';
import type { Remark } from '../imported.js';
import type { DayOptions, ImportedHistories } from './records.js';
import { type LogEntry, type Remembered, type TsFsrsHistory, type TsFsrsPast, tsFsrsPasts } from './ts-fsrs-cards.js';

/**
 * Cards and review logs of ts-fsrs (4 or 5) as progress. Logs become reviews; what logs do not tell, because they begin
 * in the middle or are not there, starts from the stability and difficulty that were written down. ts-fsrs counts days in
 * UTC; here they are the learner's, so memory can come out a little different, as it does with other parameters.
 * @throws StudyError `invalid-argument` whose `issues` name each fault (`/3/card/stability`), `invalid-time-zone`; nothing was taken
 * @example
 * const { progress } = fromTsFsrs(rows.map(({ id, card, logs }) => ({ cardId: `geo/${id}`, card, logs })), { timeZone: 'Europe/Paris' });
 * await study.importProgress(progress);
 */
export function fromTsFsrs(cards: Iterable<TsFsrsHistory>, options: DayOptions = {}): ImportedHistories {
  const clock = createClock(options);
  const pasts = tsFsrsPasts(cards);
  const events: CardEvent[] = [];
  const remarks: Remark[] = [];
  let now = 0;
  for (let place = 0; place < pasts.length; place++) {
    const past = pasts[place] as TsFsrsPast;
    const isWhole = addEvents(events, past, clock);
    now = Math.max(now, past.lastReview ?? 0, past.logs.at(-1)?.review ?? 0);
    if (isWhole) continue;
    const message = 'some of its reviews are not in the logs: it starts from the memory that was written down';
    remarks.push({ kind: 'changed', place: `card ${place}`, message, cardId: past.cardId });
  }
  return { progress: progressOf(events, now), remarks };
}

/** Adds the events of a card, and says whether the logs told all of them. */
function addEvents(events: CardEvent[], past: TsFsrsPast, clock: Clock): boolean {
  const { cardId, logs, lastReview } = past;
  const [first] = logs;
  let isWhole = true;
  let nth = 0;
  /** The due that stands; nothing while the card is new. */
  let due: Due | undefined;
  const seed = (at: number, day: StudyDay, { stability, difficulty }: Remembered, promised: Due) => {
    const id = idOf(past, 'seeded', at);
    events.push({ id, type: 'seeded', at, cardId, day, stability, difficulty, due: promised });
    nth = 0;
    due = promised;
  };
  const reset = (at: number) => {
    events.push({ id: idOf(past, 'reset', at), type: 'reset', at, cardId });
    nth = 0;
    due = undefined;
  };

  if (first && !first.isNew) {
    const day = addDays(clock.dayOf(first.review), -first.elapsedDays);
    seed(Math.min(clock.startOf(day), first.review - 1), day, first, promiseOf(first, day, first.review));
    isWhole = false;
  }
  for (let index = 0; index < logs.length; index++) {
    const log = logs[index] as LogEntry;
    const at = log.review;
    const day = clock.dayOf(at);
    const after = logs[index + 1] ?? past;
    const promised = dueAfter(log, after, day, clock);
    if (log.rating === 0) {
      if (after.isNew) reset(at);
      else if (due === undefined || log.stability !== after.stability || log.difficulty !== after.difficulty) {
        seed(at, day, after, promised);
      } else {
        events.push({ id: idOf(past, 'rescheduled', at), type: 'rescheduled', at, cardId, due: promised });
        due = promised;
      }
      continue;
    }
    if (log.isNew && due !== undefined) reset(Math.floor(((logs[index - 1] as LogEntry).review + at) / 2));
    const id = idOf(past, 'reviewed', at);
    const grade = GRADES[log.rating - 1] as Grade;
    events.push({ id, type: 'reviewed', at, cardId, grade, day, nth: ++nth, due: promised });
    due = promised;
  }

  const last = logs.at(-1)?.review;
  const at = last === undefined ? undefined : Math.min(last + 1, LAST_INSTANT);
  if (past.isNew) {
    if (due !== undefined && at !== undefined) reset(at);
  } else if (due === undefined || (lastReview !== undefined && last !== undefined && lastReview > last)) {
    const dueDay = clock.dayOf(past.due);
    const day = lastReview === undefined ? addDays(dueDay, -past.scheduledDays) : clock.dayOf(lastReview);
    const then = Math.max(lastReview ?? clock.startOf(day), at ?? 0);
    seed(then, day, past, past.scheduledDays >= 1 ? dueDay : past.due);
    isWhole = false;
  } else if (at !== undefined && past.scheduledDays >= 1 && clock.dayOf(past.due) !== due) {
    const moved = clock.dayOf(past.due);
    events.push({ id: idOf(past, 'rescheduled', at, moved), type: 'rescheduled', at, cardId, due: moved });
  }
  return isWhole;
}

/** When a card was due after a log; the next log, or the card as it is now, tells. */
function dueAfter(log: LogEntry, after: LogEntry | TsFsrsPast, day: StudyDay, clock: Clock): Due {
  if (!('review' in after)) return promiseOf(after, day, after.due);
  // The log of a forgotten card counts its days from then on, but keeps the due itself.
  if (after.rating === 0 && after.due !== undefined && after.due !== log.review) {
    const dueDay = clock.dayOf(after.due);
    return daysBetween(day, dueDay) >= 1 ? dueDay : after.due;
  }
  return promiseOf(after, day, after.review);
}

/**
 * The due so many days later.
 * @param instant what a step of less than a day led to, or if the logs do not say: when the card was seen next
 */
function promiseOf({ scheduledDays }: Remembered, day: StudyDay, instant: number): Due {
  return scheduledDays >= 1 ? addDays(day, scheduledDays) : instant;
}

function idOf({ cardId }: TsFsrsPast, type: CardEvent['type'], at: number, due: Due = '' as StudyDay) {
  return derivedEventId('ts-fsrs', cardId, type, at, due);
}
