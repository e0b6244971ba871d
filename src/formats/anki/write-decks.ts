import { type SchedulingOptions, stepMinutes } from '../../deck/scheduling-options.js';
import type { Remark } from '../imported.js';
import type { DeckHead } from './own-notetype.js';
import { ankiText, htmlOfText } from './write-text.js';

/** A deck as it goes into the collection. */
export interface WrittenDeck {
  readonly id: number;
  readonly presetId: number;
  readonly head: DeckHead;
  readonly scheduling: SchedulingOptions;
}

/** Anki shows more levels than this badly, and no one writes them. */
const MOST_LEVELS = 20;
/** The most that Anki's own window lets one enter as a limit of a day. */
const MOST_A_DAY = 9_999;
/** Anki's numbers for the orders of reviews. */
const REVIEW_ORDERS = { 'due-day': 0, retrievability: 7, random: 0 } as const;

/**
 * The decks and their options as version 11 has them: texts of JSON by id. `::` in a title makes levels, and a deck for each
 * level above. Where a name is taken, the deck's id tells the two apart.
 * @param newId a row id that nothing else has
 * @param remarks taken down here
 */
export function deckColumns(
  written: readonly WrittenDeck[],
  newId: (name: string) => number,
  modified: number,
  remarks: Remark[] = [],
): { readonly decks: object; readonly presets: object } {
  const decks: Record<number, object> = { 1: deckOf(1, 'Default', '', 1, modified) };
  const presets: Record<number, object> = { 1: { ...presetOf(modified), id: 1, name: 'Default' } };
  const taken = new Set(['default']);
  const named = written.map((deck) => ({ ...deck, name: nameOf(deck.head, taken) }));
  for (const { name, id, presetId, head, scheduling } of named) {
    const description = htmlOfText(ankiText(head.description ?? ''));
    decks[id] = deckOf(id, name, description, presetId, modified);
    presets[presetId] = { ...presetOf(modified, scheduling), id: presetId, name };
    remarks.push(...deckRemarks(head, name, scheduling));
    const levels = name.split('::');
    for (let depth = 1; depth < levels.length; depth++) {
      const above = levels.slice(0, depth).join('::');
      if (taken.has(above.toLowerCase())) continue;
      taken.add(above.toLowerCase());
      const aboveId = newId(`above ${above}`);
      decks[aboveId] = deckOf(aboveId, above, '', 1, modified);
    }
  }
  return { decks, presets };
}

/** What Anki calls a deck of this title, if no other has the name. */
export function deckName(title: string): string {
  const levels = ankiText(title)
    .split('::')
    .map((level) => level.replace(/\s+/g, ' ').trim() || 'blank');
  return levels.join(levels.length > MOST_LEVELS ? ' ' : '::');
}

function nameOf({ id, title }: DeckHead, taken: Set<string>): string {
  const name = deckName(title);
  for (let unique = name, more = ` (${id})`; ; unique += more) {
    if (taken.has(unique.toLowerCase())) continue;
    taken.add(unique.toLowerCase());
    return unique;
  }
}

function deckRemarks({ title }: DeckHead, name: string, { newPerDay, reviewsPerDay }: SchedulingOptions): Remark[] {
  const changed = (message: string): Remark => ({ kind: 'changed', place: `deck ${title}`, message });
  return [
    ...(name === title ? [] : [changed(`Anki calls the deck ${name}, for it has no such names, or this one twice`)]),
    ...(Math.max(newPerDay, reviewsPerDay) > MOST_A_DAY
      ? [changed(`Anki shows at most ${MOST_A_DAY} cards a day`)]
      : []),
  ];
}

function deckOf(id: number, name: string, desc: string, conf: number, modified: number): object {
  const none = [0, 0];
  return {
    id,
    name,
    mod: modified,
    usn: -1,
    desc,
    dyn: 0,
    conf,
    collapsed: false,
    browserCollapsed: false,
    newToday: none,
    revToday: none,
    lrnToday: none,
    timeToday: none,
    extendNew: 0,
    extendRev: 0,
  };
}

function presetOf(mod: number, scheduling?: SchedulingOptions): object {
  const minutes = (steps: SchedulingOptions['learningSteps'] | undefined, otherwise: readonly number[]) =>
    steps?.map(stepMinutes) ?? otherwise;
  const bury = scheduling?.spreadSiblings ?? false;
  return {
    mod,
    usn: -1,
    maxTaken: 60,
    autoplay: true,
    timer: 0,
    replayq: true,
    dyn: false,
    new: {
      delays: minutes(scheduling?.learningSteps, [1, 10]),
      initialFactor: 2500,
      ints: [1, 4, 0],
      order: 1,
      perDay: Math.min(scheduling?.newPerDay ?? 20, MOST_A_DAY),
      bury,
    },
    rev: {
      perDay: Math.min(scheduling?.reviewsPerDay ?? 200, MOST_A_DAY),
      ease4: 1.3,
      ivlFct: 1,
      maxIvl: scheduling?.maximumIntervalDays ?? 36_500,
      hardFactor: 1.2,
      bury,
    },
    lapse: {
      delays: minutes(scheduling?.relearningSteps, [10]),
      mult: 0,
      minInt: 1,
      leechFails: scheduling?.leechThreshold ?? 8,
      leechAction: 1,
    },
    fsrsWeights: [],
    fsrsParams5: [],
    fsrsParams6: scheduling?.parameters ?? [],
    desiredRetention: scheduling?.desiredRetention ?? 0.9,
    sm2Retention: 0.9,
    ignoreRevlogsBeforeDate: '',
    easyDaysPercentages: [1, 1, 1, 1, 1, 1, 1],
    weightSearch: '',
    reviewOrder: REVIEW_ORDERS[scheduling?.reviewOrder ?? 'due-day'],
    newMix: 0,
    newPerDayMinimum: 0,
    interdayLearningMix: 0,
    newSortOrder: 0,
    newGatherPriority: 0,
    buryInterdayLearning: bury,
  };
}
