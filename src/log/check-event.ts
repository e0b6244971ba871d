import { isCardId } from '../deck/parse.js';
import { type Issue, StudyError } from '../errors.js';
import { dataIssues, isRecord, pointer, shown } from '../json.js';
import { isDueValue } from '../time/due.js';
import { isInstant, isStudyDay } from '../time/study-day.js';
import { type FutureEvent, GRADES, type Grade, type StudyEvent } from './event.js';

type Check = (value: unknown) => boolean;
type Rule = readonly [isRight: Check, rule: string, need?: 'optional'];
type Rules = { readonly [member: string]: Rule };

const isName: Check = (value) => typeof value === 'string' && value.length > 0 && value.length <= 200;
const isGrade: Check = (value) => GRADES.includes(value as Grade);
const isNames: Check = (value) => Array.isArray(value) && value.every(isName);
const isWhole: Check = (value) => Number.isSafeInteger(value) && (value as number) >= 1;
const isDuration: Check = (value) => typeof value === 'number' && value >= 0 && value <= Number.MAX_SAFE_INTEGER;
const within =
  (least: number, most: number): Check =>
  (value) =>
    typeof value === 'number' && value >= least && value <= most;

const happening: Rules = {
  id: [isName, 'a text of 1 to 200 characters, unique in the log'],
  type: [isName, 'a text of 1 to 200 characters'],
  at: [isInstant, 'ms since 1970 UTC, a whole number in the years 1 to 9999'],
  batch: [isName, 'a text of 1 to 200 characters', 'optional'],
};
const ofCard: Rules = { ...happening, cardId: [isCardId, 'a card id like "deck/key"'] };
const grade: Rule = [isGrade, '"again", "hard", "good" or "easy"'];
const day: Rule = [isStudyDay, 'a day like "2026-03-29"'];
const due: Rule = [isDueValue, 'a day like "2026-03-29", or an instant in ms since 1970 UTC'];
const recalled: Rule = [isNames, 'a list of key point slugs', 'optional'];

/** The members of each kind of event. A Map, for a type may be called `constructor`. */
const RULES: ReadonlyMap<unknown, Rules> = new Map(
  Object.entries({
    reviewed: {
      ...ofCard,
      grade,
      day,
      nth: [isWhole, 'a whole number from 1'],
      due,
      durationMs: [isDuration, 'a number of ms, not negative', 'optional'],
      recalled,
    },
    practiced: { ...ofCard, grade, day, recalled },
    rescheduled: { ...ofCard, due },
    suspended: ofCard,
    resumed: ofCard,
    reset: ofCard,
    answered: { ...ofCard, answer: [(value) => typeof value === 'string', 'a text'] },
    seeded: {
      ...ofCard,
      day,
      stability: [within(0.001, 36_500), 'a number of days from 0.001 to 36500'],
      difficulty: [within(1, 10), 'a number from 1 to 10'],
      due,
    },
    undone: { ...happening, target: [isName, 'the id of an event or a batch'] },
  } satisfies Record<Exclude<StudyEvent, FutureEvent>['type'], Rules>),
);

const NO_ISSUES: readonly Issue[] = [];

/** Every fault of an event; empty if there is none. Members it does not know are left alone: they may be of a newer version. */
export function eventIssues(event: unknown, path = ''): readonly Issue[] {
  if (!isRecord(event)) return [{ path, message: `must be an event, not ${shown(event)}` }];
  const rules = RULES.get(event.type);
  let issues: Issue[] | undefined;
  for (const member in rules ?? happening) {
    const [isRight, rule, need] = (rules ?? happening)[member] as Rule;
    const value = event[member];
    if (value === undefined ? need === 'optional' : isRight(value)) continue;
    issues ??= [];
    const fault = value === undefined ? 'is missing' : `is ${shown(value)}`;
    issues.push({ path: pointer(path, member), message: `${fault}; it must be ${rule}` });
  }
  if (rules === undefined || hasMore(event, rules)) return [...(issues ?? []), ...dataIssues(event, path)];
  return issues ?? NO_ISSUES;
}

function hasMore(event: Record<string, unknown>, rules: Rules): boolean {
  for (const member in event) if (!Object.hasOwn(rules, member)) return true;
  return false;
}

/**
 * The events as given, if every one of them is an event.
 * @throws StudyError `invalid-event`
 */
export function checkedEvents(events: readonly StudyEvent[]): readonly StudyEvent[] {
  for (const [index, event] of events.entries()) {
    const [issue] = eventIssues(event, `/${index}`);
    if (issue)
      throw new StudyError('invalid-event', `An event cannot be kept: ${issue.path} ${issue.message}`, {
        issues: [issue],
      });
  }
  return events;
}
