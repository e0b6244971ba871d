import type { CardId } from '../../deck/deck.js';
import type { Seeded } from '../../log/event.js';
import type { Clock } from '../../time/clock.js';
import { addDays, isInstant, isStudyDay } from '../../time/study-day.js';
import { derivedEventId } from '../derived-id.js';
import { memoryOfSm2 } from '../sm2.js';
import type { Ask } from './entry.js';

/** What an event can hold. */
const LEAST_STABILITY = 0.001;
const MOST_STABILITY = 36_500;
/** The day that the plugin writes for a card that was not reviewed yet. */
const NEW = '2000-01-01';

type Past = Omit<Seeded, 'id' | 'type' | 'cardId'>;

/** What a segment of a schedule comment says about its card. */
export function pastOf(segment: string): NonNullable<Ask['past']> {
  return (cardId: CardId, clock, remark) => {
    const parts = segment.split(',').map((part) => part.trim());
    const past = parts[0] === 'fsrs' ? fsrsPast(parts, clock) : sm2Past(parts, clock);
    if (past === undefined)
      remark('dropped', `The schedule "${segment.slice(0, 100)}" is left out: it cannot be understood`);
    if (past === undefined || past === 'new') return [];
    return [{ id: derivedEventId(cardId, segment), type: 'seeded', cardId, ...past }];
  };
}

/** `2024-03-20,124,270`: the day it is due, its interval in days, its ease in percent. */
function sm2Past([due = '', interval = '', ease = '']: readonly string[], clock: Clock): Past | 'new' | undefined {
  const intervalDays = numberOf(interval);
  const percent = numberOf(ease);
  if (due === NEW) return 'new';
  if (!isStudyDay(due) || !(intervalDays >= 0 && intervalDays <= MOST_STABILITY) || !(percent > 0)) return undefined;
  const day = addDays(due, -Math.round(intervalDays));
  const at = clock.startOf(day);
  if (!isInstant(at)) return undefined;
  const memory = memoryOfSm2({ ease: percent / 100, intervalDays });
  return { at, day, due, ...bounded(memory.stability, memory.difficulty) };
}

/** `fsrs,due,interval,stability,difficulty,state,reps,lapses,step,last review`: instants in ISO 8601, states as numbers. */
function fsrsPast(parts: readonly string[], clock: Clock): Past | 'new' | undefined {
  const [, dueText = '', interval = '', stability = '', difficulty = '', state = '', , , , lastReview = ''] = parts;
  const due = Date.parse(dueText);
  const last = lastReview === '-' ? due - Math.round(numberOf(interval)) * MS_PER_DAY : Date.parse(lastReview);
  if (state === '0') return 'new';
  if (!isInstant(due) || !isInstant(last) || !/^[123]$/.test(state)) return undefined;
  if (!(numberOf(stability) > 0) || !(numberOf(difficulty) > 0)) return undefined;
  return {
    at: last,
    day: clock.dayOf(last),
    due: state === '2' ? clock.dayOf(due) : due,
    ...bounded(numberOf(stability), numberOf(difficulty)),
  };
}

const MS_PER_DAY = 86_400_000;

const numberOf = (text: string): number => (/^-?\d+(\.\d+)?(e-?\d+)?$/.test(text) ? Number(text) : Number.NaN);

function bounded(stability: number, difficulty: number): Pick<Seeded, 'stability' | 'difficulty'> {
  return {
    stability: Math.min(MOST_STABILITY, Math.max(LEAST_STABILITY, stability)),
    difficulty: Math.min(10, Math.max(1, difficulty)),
  };
}
