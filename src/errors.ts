/** What went wrong, as a word that programs branch on. Messages may change between versions; codes do not. */
export type StudyErrorCode =
  /** A deck breaks the deck format; `issues` lists every fault with its path. */
  | 'invalid-deck'
  /** Scheduling options are out of range or malformed. */
  | 'invalid-options'
  /** A progress file breaks the progress format; nothing of it was taken. */
  | 'invalid-progress'
  /** A progress file or log was written by a newer version of ownwords. */
  | 'newer-version'
  /** An event breaks the event format. */
  | 'invalid-event'
  /** The event id given is already taken by a different event. */
  | 'conflicting-event'
  /** A grade other than again, hard, good or easy. */
  | 'invalid-grade'
  /** Not a calendar day written as YYYY-MM-DD. */
  | 'invalid-day'
  /** Not a whole number of milliseconds between the years 1 and 9999. */
  | 'invalid-instant'
  /** Not an IANA time zone this runtime knows. */
  | 'invalid-time-zone'
  /** Any other argument out of its range. */
  | 'invalid-argument'
  /** No open deck holds this card. */
  | 'unknown-card'
  /** No deck with this id is open. */
  | 'unknown-deck'
  /** The card has no key point with this slug. */
  | 'unknown-key-point'
  /** The study or store was closed before. */
  | 'closed'
  /** A stored log cannot be understood; `issues` names the line. The log was left as it is. */
  | 'corrupt-log'
  /** The place is not an ownwords log at all. */
  | 'not-a-log'
  /** The place may not be written to. */
  | 'not-writable'
  /** No space is left where the log is kept. */
  | 'disk-full'
  /** Another process held the log for too long. */
  | 'busy'
  /** More at once than the place takes, or than a reader of files allows; nothing was kept. */
  | 'too-large'
  /** A file of another program that is damaged, or is none of the kind expected; nothing of it was taken. */
  | 'invalid-file'
  /** A file made to do harm, as by names that lead out of its folder; nothing of it was taken. */
  | 'unsafe-file'
  /** A library that a door needs is not installed; the message says which. */
  | 'missing-library'
  /** The server or database cannot be reached now. What was asked for may or may not have been done; asking again is safe. */
  | 'unreachable'
  /** The server or database does not let this caller in. */
  | 'not-allowed'
  /** The store failed for another reason; see `cause`. */
  | 'store-failed';

/** One fault in an input that can have many. */
export interface Issue {
  /** Where, as a JSON Pointer (RFC 6901) into the input: `/cards/core-answer/prompt`; empty for the input as a whole. */
  readonly path: string;
  /** What is wrong and what would be right. */
  readonly message: string;
  /** The line, from 1, where the input is a text of lines. */
  readonly line?: number;
}

/** The only error this library throws on purpose. */
export class StudyError extends Error {
  override readonly name = 'StudyError';
  readonly code: StudyErrorCode;
  /** Every fault found, in order of appearance; empty where the message says it all. */
  readonly issues: readonly Issue[];

  constructor(
    code: StudyErrorCode,
    message: string,
    details: { readonly issues?: readonly Issue[]; readonly cause?: unknown } = {},
  ) {
    super(message, details);
    this.code = code;
    this.issues = details.issues ?? [];
  }
}

/** The error of a store or study that is used after it was closed. */
export function closedError(what: 'store' | 'study'): StudyError {
  return new StudyError('closed', `This ${what} was closed; open another one to go on`);
}

const ISSUES_SHOWN = 5;

/** One error for an input with many faults; the message names the first few. */
export function errorOf(code: StudyErrorCode, what: string, issues: readonly Issue[]): StudyError {
  const places = issues.slice(0, ISSUES_SHOWN).map(({ path, message }) => `${path} ${message}`);
  if (issues.length > ISSUES_SHOWN) places.push(`and ${issues.length - ISSUES_SHOWN} more`);
  return new StudyError(code, `${what}: ${places.join('; ')}`, { issues });
}
