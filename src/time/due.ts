import type { Rule } from '../json.js';
import { DAY, INSTANT, type StudyDay } from './study-day.js';

/** When a card is to be seen again: reviews fall due on a study day, learning steps at an instant (ms since 1970 UTC). */
export type Due = StudyDay | number;

export const DUE: Rule = [(value) => DAY[0](value) || INSTANT[0](value), `${DAY[1]}, or ${INSTANT[1]}`];

/** Whether the due has come at this instant of this study day. */
export function isDue(due: Due, now: number, today: StudyDay): boolean {
  return typeof due === 'number' ? due <= now : due <= today;
}

/** The instant from which on a card is due. */
export function instantOf(due: Due, startOf: (day: StudyDay) => number): number {
  return typeof due === 'number' ? due : startOf(due);
}
