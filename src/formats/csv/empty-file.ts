import { type Issue, StudyError } from '../../errors.js';
import type { Remark } from '../imported.js';

/** Faults are listed up to this many; a file with more has another problem. */
const MOST_ISSUES = 100;

/** The error of a file of which nothing could be taken; what was remarked says why. */
export function emptyFile(what: 'card' | 'review', remarks: readonly Remark[]): StudyError {
  const issues = remarks.slice(0, MOST_ISSUES).map(({ place, message }): Issue => {
    const line = /^line (\d+)$/.exec(place)?.[1];
    return { path: '', message, ...(line !== undefined && { line: Number(line) }) };
  });
  const [first] = remarks;
  const why = first ? `${first.place}: ${first.message}` : 'there is nothing in it';
  return new StudyError('invalid-file', `This file holds no ${what} that can be read. ${why}`, { issues });
}
