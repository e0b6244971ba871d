import { isCardId } from '../deck/parse.js';
import { errorOf, type Issue } from '../errors.js';
import { ANY_TEXT, memberIssues, number, optional, type Rule, type Rules, whole } from '../json.js';
import { DUE } from '../time/due.js';
import { DAY, INSTANT, isInstant, isStudyDay } from '../time/study-day.js';
import { type CardEvent, type FutureEvent, GRADES, type Grade, type Reviewed, type StudyEvent } from './event.js';

const isName = (value: unknown) => typeof value === 'string' && value.length > 0 && value.length <= 200;
const name: Rule = [isName, 'a text of 1 to 200 characters'];

const happening: Rules = {
  id: name,
  type: name,
  at: INSTANT,
  batch: optional(name),
};
const ofCard: Rules = { ...happening, cardId: [isCardId, 'a card id like "deck/key"'] };
export const GRADE: Rule = [(value) => GRADES.includes(value as Grade), `one of ${GRADES.join(', ')}`];
const recalled: Rule = [
  (value) => Array.isArray(value) && value.every(isName),
  'a list of key point slugs',
  'optional',
];

/** The members of each kind of event. A Map, for a type may be called `constructor`. */
const RULES: ReadonlyMap<unknown, Rules> = new Map(
  Object.entries({
    reviewed: {
      ...ofCard,
      grade: GRADE,
      day: DAY,
      nth: whole(1, Number.MAX_SAFE_INTEGER),
      due: DUE,
      durationMs: optional(number(0, Number.MAX_SAFE_INTEGER)),
      recalled,
    },
    practiced: { ...ofCard, grade: GRADE, day: DAY, recalled },
    rescheduled: { ...ofCard, due: DUE },
    suspended: ofCard,
    resumed: ofCard,
    reset: ofCard,
    answered: { ...ofCard, answer: ANY_TEXT },
    seeded: {
      ...ofCard,
      day: DAY,
      stability: number(0.001, 36_500),
      difficulty: number(1, 10),
      due: DUE,
    },
    undone: { ...happening, target: name },
  } satisfies Record<Exclude<StudyEvent, FutureEvent>['type'], Rules>),
);

/** The kinds of events that this version knows. */
export const KINDS: readonly unknown[] = [...RULES.keys()];

/** Whether the event is about one card, and of a kind that this version knows. */
export function isCardEvent(event: StudyEvent): event is CardEvent {
  return RULES.get(event.type)?.cardId !== undefined;
}

/** Every fault of an event; empty if there is none. Members it does not know are left alone: they may be of a newer version. */
export function eventIssues(event: unknown, path = ''): readonly Issue[] {
  if (isPlainReview(event as Reviewed | null | undefined)) return NONE;
  return memberIssues(event, RULES.get((event as StudyEvent | null)?.type) ?? happening, path, 'carried');
}

const NONE: readonly Issue[] = [];

/**
 * Whether it is a review without a fault and without anything rare about it, as almost all events are. What it leaves in doubt
 * is for the rules to say; it knows none that they do not.
 */
function isPlainReview(event: Reviewed | null | undefined): boolean {
  if (event?.type !== 'reviewed') return false;
  const { id, at, cardId, grade, day, nth, due, durationMs } = event;
  const isPlain =
    isName(id) &&
    isInstant(at) &&
    isCardId(cardId) &&
    GRADES.includes(grade) &&
    isStudyDay(day) &&
    Number.isSafeInteger(nth) &&
    nth >= 1 &&
    (typeof due === 'number' ? isInstant(due) : isStudyDay(due)) &&
    (durationMs === undefined ? !('durationMs' in event) : typeof durationMs === 'number' && durationMs >= 0) &&
    (durationMs ?? 0) <= Number.MAX_SAFE_INTEGER;
  if (!isPlain) return false;
  let others = durationMs === undefined ? -8 : -9;
  for (const _ in event) others++;
  return others === 0;
}

/**
 * The events as given, if every one of them is an event.
 * @throws StudyError `invalid-event`
 */
export function checkedEvents(events: readonly StudyEvent[]): readonly StudyEvent[] {
  const issues: Issue[] = [];
  for (let index = 0; index < events.length; index++) {
    const faults = eventIssues(events[index]);
    if (faults.length > 0) issues.push(...eventIssues(events[index], `/${index}`));
  }
  if (issues.length > 0) throw errorOf('invalid-event', 'These events cannot be kept', issues);
  return events;
}
