import type { CardId } from '../deck/deck.js';
import { ANY_TEXT, check } from '../json.js';
import type { Grade, StudyEvent } from '../log/event.js';
import { type Progress, parseProgress, progressOf } from '../log/progress.js';
import type { Schedule } from '../schedule/schedule.js';
import { scheduleIn } from '../schedule/standing.js';
import type { Clock } from '../time/clock.js';
import { DUE, type Due, instantOf, isDue } from '../time/due.js';
import { parseStudyDay } from '../time/study-day.js';
import type { Agenda } from './agenda.js';
import { checkedAnswer } from './grading.js';
import type { Ledger } from './ledger.js';
import { type Draft, idTaken, type Recorder } from './recorder.js';
import { planMoves, type Replan } from './replan.js';
import type { CardFilter, Shelf, ShelfCard } from './shelf.js';
import type { Study } from './study.js';
import type { CardView } from './view.js';

/** What a study is made of. */
export interface StudyParts {
  readonly shelf: Shelf;
  readonly ledger: Ledger;
  readonly agenda: Agenda;
  readonly recorder: Recorder;
  readonly clock: Clock;
}

/**
 * A study, put together from its parts. What each function means stands at the interface. They belong to no `this`, so that
 * front ends may hand them on, take them out of the study, or wrap it in a proxy.
 */
export function studyOf({ shelf, ledger, agenda, recorder, clock }: StudyParts): Study {
  /** The due that a grade given now is answered with. */
  function promise(card: ShelfCard, before: Schedule | undefined, grade: Grade, now: number): Due {
    return card.deck.scheduler.next(card.id, before, { grade, at: now, day: clock.dayOf(now) }).due;
  }

  /** Records one event about a card, unless its state when the turn comes makes it idle. */
  async function record(id: CardId, draftFor: (card: ShelfCard, now: number) => Draft | undefined): Promise<void> {
    const card = shelf.card(id);
    const now = clock.now();
    return recorder.inTurn(async () => {
      const draft = draftFor(card, now);
      if (draft) await recorder.record(now, [draft]);
    });
  }

  /** Suspends or resumes a card that is not so already. */
  function setSuspended(id: CardId, suspended: boolean): Promise<void> {
    const type = suspended ? 'suspended' : 'resumed';
    return record(id, (card) =>
      ledger.standing(card).suspended === suspended ? undefined : { type, cardId: card.id },
    );
  }

  function assertSame(known: StudyEvent, card: ShelfCard, grade: Grade): void {
    const isSame = known.type === 'reviewed' && shelf.find(known.cardId) === card && known.grade === grade;
    if (!isSame) throw idTaken(known.id);
  }

  function onlyCardOf(events: readonly StudyEvent[]): CardView | undefined {
    const ids = new Set(events.map((event) => ('cardId' in event ? event.cardId : undefined)));
    const [id] = ids;
    const card = ids.size === 1 && id !== undefined ? shelf.find(id) : undefined;
    return card && agenda.view(card);
  }

  recorder.subscribe((act) => agenda.hear(act));
  return {
    due: (filter) => agenda.due(filter),
    counts: (filter) => agenda.counts(filter),
    subscribe: (listener) => recorder.subscribe(() => listener()),

    card: (id) => agenda.view(shelf.card(id)),

    cards: (filter = {}) => shelf.select(filter).map((card) => agenda.view(card)),

    preview(id: CardId): Record<Grade, Date> {
      const card = shelf.card(id);
      const now = clock.now();
      const before = scheduleIn(ledger.standing(card));
      const dateAfter = (grade: Grade) => new Date(instantOf(promise(card, before, grade, now), clock.startOf));
      return { again: dateAfter('again'), hard: dateAfter('hard'), good: dateAfter('good'), easy: dateAfter('easy') };
    },

    grade: (
      id: CardId,
      grade: Grade,
      details: { readonly id?: string; readonly durationMs?: number; readonly recalled?: readonly string[] } = {},
    ): Promise<CardView> =>
      attempt(() => {
        const card = shelf.card(id);
        const answer = checkedAnswer(card.content, grade, details.recalled);
        const now = clock.now();
        const { id: eventId, durationMs } = details;
        const gradeNow = () => {
          const standing = ledger.standing(card);
          const day = clock.dayOf(now);
          const nth = standing.reviews + 1;
          const due = promise(card, scheduleIn(standing), grade, now);
          const draft: Draft & { type: 'reviewed' } = { type: 'reviewed', cardId: card.id, grade, day, nth, due };
          if (durationMs !== undefined) draft.durationMs = durationMs;
          if (answer !== undefined) draft.recalled = answer;
          return recorder.record(now, [draft], eventId).then(() => agenda.view(card));
        };
        if (eventId === undefined) return recorder.inTurn(gradeNow);
        return recorder.inTurn(async () => {
          await recorder.refresh(); // another process may have recorded it
          const known = ledger.log.find(eventId);
          if (known === undefined) return gradeNow();
          assertSame(known, card, grade);
          return agenda.view(card);
        });
      }),

    practice: (id, grade, { recalled } = {}) =>
      record(id, (card, now) => {
        const came = checkedAnswer(card.content, grade, recalled);
        const practiced = { type: 'practiced', cardId: card.id, grade, day: clock.dayOf(now) } as const;
        return came === undefined ? practiced : { ...practiced, recalled: came };
      }),
    answer: (id, answer) =>
      record(id, (card) => {
        check('invalid-argument', 'The answer', answer, ANY_TEXT);
        return answer === ledger.standing(card).ownAnswer ? undefined : { type: 'answered', cardId: card.id, answer };
      }),
    reschedule: (id, due) => record(id, (card) => ({ type: 'rescheduled', cardId: card.id, due: dueFrom(due) })),
    suspend: (id) => setSuspended(id, true),
    resume: (id) => setSuspended(id, false),
    reset: (id) => record(id, (card) => ({ type: 'reset', cardId: card.id })),

    replan(filter: CardFilter = {}): Replan {
      const now = clock.now();
      const plan = planMoves(shelf.select(filter), ledger, (due) => isDue(due, now, clock.dayOf(now)));
      const apply = () =>
        recorder.inTurn(async () => {
          const standing = plan.moves.filter(
            ({ id, from }) => scheduleIn(ledger.standing(shelf.card(id)))?.due === from,
          );
          const drafts = standing.map(({ id, to }): Draft => ({ type: 'rescheduled', cardId: id, due: to }));
          await recorder.record(clock.now(), drafts);
        });
      return { ...plan, apply };
    },

    undo: () => recorder.inTurn(async () => onlyCardOf(await recorder.undo(clock.now()))),

    redo: () => recorder.inTurn(async () => onlyCardOf(await recorder.redo(clock.now()))),

    exportProgress: () => progressOf(ledger.log.events(), clock.now()),

    async importProgress(progress: Progress): Promise<{ readonly added: number }> {
      const { events } = parseProgress(progress);
      return recorder.inTurn(async () => ({ added: await recorder.keep(events) }));
    },

    refresh: () => recorder.inTurn(() => recorder.refresh()),

    close: () => recorder.close(),

    [Symbol.asyncDispose]: () => recorder.close(),
  };
}

/** The promise of some work, also where it fails before there is one. */
function attempt<Result>(work: () => Promise<Result>): Promise<Result> {
  try {
    return work();
  } catch (error) {
    return Promise.reject(error);
  }
}

function dueFrom(value: string | number | Date): Due {
  if (typeof value === 'string') return parseStudyDay(value);
  const instant = value instanceof Date ? value.getTime() : value;
  check('invalid-instant', 'The due', instant, DUE);
  return instant;
}
