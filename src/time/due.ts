import { isInstant, isStudyDay, type StudyDay } from './study-day.js';

/** When a card is to be seen again: reviews fall due on a study day, learning steps at an instant (ms since 1970 UTC). */
export type Due = StudyDay | number;

/** Whether the value is a due: a study day or an instant. */
export function isDueValue(value: unknown): value is Due {
  return typeof value === 'string' ? isStudyDay(value) : isInstant(value);
}

/** Whether the due has come at this instant of this study day. */
export function isDue(due: Due, now: number, today: StudyDay): boolean {
  return typeof due === 'number' ? due <= now : due <= today;
}
