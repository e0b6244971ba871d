import { StudyError } from '../errors.js';
import type { StudyEvent } from '../log/event.js';

/**
 * The id of an event as its JSON has it. So ids stay apart that databases confuse or refuse as texts: those with a character
 * zero, or with half of a surrogate pair.
 */
export function idInJson({ id }: StudyEvent): string {
  return JSON.stringify(id).slice(1, -1);
}

/** @throws StudyError `corrupt-log` */
export function eventOf(text: string): StudyEvent {
  try {
    return JSON.parse(text);
  } catch (cause) {
    throw new StudyError('corrupt-log', 'An event in the database is not JSON; go back to a backup', { cause });
  }
}
