import { isCardId } from '../../deck/parse.js';
import { errorOf, type Issue, StudyError } from '../../errors.js';
import { isIterable, memberIssues, pointer, type Rule, type Rules, shown } from '../../json.js';
import type { Progress } from '../../log/progress.js';
import type { Remark } from '../imported.js';

/** What the cards of another scheduler came to. */
export interface ImportedHistories {
  /** What happened to the cards, for `study.importProgress`. The same cards again give the same events. */
  readonly progress: Progress;
  /** Everything that was left out or changed, in the order of the cards. */
  readonly remarks: readonly Remark[];
}

/** Where the learner's days begin. */
export interface DayOptions {
  /** IANA name of the learner's time zone, such as `Europe/Paris`; by default the host's. */
  readonly timeZone?: string;
  /** Hour of the wall clock, 0 to 23, at which a new study day begins; by default 4. */
  readonly rolloverHour?: number;
}

export const CARD_ID: Rule = [isCardId, 'a card id like "deck/key"'];

/** Faults are listed up to this many; an input with more has another problem. */
const MOST_ISSUES = 100;

/**
 * The records as a list, if each of them is right and no card comes twice.
 * @param issuesIn further faults of a record whose members keep the rules
 * @throws StudyError `invalid-argument` with every fault
 */
export function checkedRecords<Item extends { readonly cardId: string }>(
  records: Iterable<Item>,
  rules: Rules,
  issuesIn: (record: Item, path: string) => readonly Issue[],
): readonly Item[] {
  if (!isIterable(records)) {
    throw new StudyError('invalid-argument', `cards is ${shown(records)}; it must be a list of cards`);
  }
  const list = [...records];
  const issues: Issue[] = [];
  const places = new Map<string, number>();
  for (let place = 0; place < list.length && issues.length < MOST_ISSUES; place++) {
    const record = list[place] as Item;
    const path = pointer('', place);
    const faults = memberIssues(record, rules, path, 'ignored');
    issues.push(...(faults.length > 0 ? faults : issuesIn(record, path)));
    if (faults.length > 0) continue;
    const first = places.get(record.cardId);
    if (first === undefined) places.set(record.cardId, place);
    else issues.push({ path: `${path}/cardId`, message: `${shown(record.cardId)} is the card of /${first} already` });
  }
  if (issues.length > 0) throw errorOf('invalid-argument', 'These cards cannot be taken', issues);
  return list;
}
