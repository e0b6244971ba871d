export type { CardContent, CardId, CardIdOf, Deck, FieldsOf, KeyPoint } from './deck/deck.js';
export { defineDeck } from './deck/define.js';
export { parseDeck } from './deck/parse.js';
export {
  DEFAULT_SCHEDULING,
  type ReviewOrder,
  type SchedulingOptions,
  type SchedulingWishes,
  type Step,
} from './deck/scheduling-options.js';
export { type Issue, StudyError, type StudyErrorCode } from './errors.js';
export {
  type Answered,
  type CardEvent,
  type EventId,
  type FutureEvent,
  GRADES,
  type Grade,
  type Practiced,
  type Rescheduled,
  type Reset,
  type Resumed,
  type Reviewed,
  type Seeded,
  type StudyEvent,
  type Suspended,
  type Undone,
} from './log/event.js';
export { type CardHistory, histories } from './log/history.js';
export { type Progress, parseProgress } from './log/progress.js';
export { fsrsScheduler } from './schedule/fsrs.js';
export type { Phase, Schedule } from './schedule/schedule.js';
export { type Review, type Scheduler, scheduleOf } from './schedule/scheduler.js';
export { replay } from './schedule/standing.js';
export { type Copied, type CopyOptions, copyLog } from './store/copy-log.js';
export { type MemoryLog, memoryStore } from './store/memory.js';
export type { CheckpointSlot, Cursor, LogPage, Store } from './store/store.js';
export { type SyncBookmark, type SyncOptions, syncLogs } from './store/sync-logs.js';
export { suggestGrade } from './study/grading.js';
export { openStudy } from './study/open.js';
export type { Move, Replan } from './study/replan.js';
export type { CardFilter } from './study/shelf.js';
export type { Counts, DeckIdOf, Study, StudyOptions } from './study/study.js';
export type { CardView, KeyPointView } from './study/view.js';
export { type Clock, type ClockOptions, createClock } from './time/clock.js';
export type { Due } from './time/due.js';
export { addDays, daysBetween, parseStudyDay, type StudyDay } from './time/study-day.js';
