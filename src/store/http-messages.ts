import type { Issue, StudyErrorCode } from '../errors.js';
import { eventIssues } from '../log/check-event.js';
import type { LogPage } from './store.js';

/** The Request of the runtime, whichever library declares it. */
export type WebRequest = typeof globalThis extends { Request: { prototype: infer Declared } } ? Declared : unknown;
/** The Response of the runtime, whichever library declares it. */
export type WebResponse = typeof globalThis extends { Response: { prototype: infer Declared } } ? Declared : unknown;

/** What an answer to a GET holds. */
export interface Page extends LogPage {
  /** Whether there may be events after these. */
  readonly more: boolean;
}

/** The body of an answer that tells of a failure, as RFC 9457 has it. */
export interface Problem {
  readonly status: number;
  readonly title: string;
  readonly code: StudyErrorCode;
  readonly detail: string;
  readonly issues?: readonly Issue[];
}

/** The failures of a store that a server tells of, and all that its callers need to know: no paths, no words of a driver. */
export const FAILURES: Partial<Record<StudyErrorCode, readonly [status: number, detail: string]>> = {
  'invalid-argument': [400, 'The cursor is of another log, or the log was replaced; read without one'],
  'invalid-event': [422, 'Nothing was kept: there are events that break the event format'],
  'too-large': [413, 'Nothing was kept; send fewer events at once'],
  'disk-full': [507, 'Nothing was kept: no space is left for the log'],
  busy: [503, 'The log is in use; ask again in a moment'],
  unreachable: [503, 'The log cannot be reached now; ask again later'],
  'not-writable': [503, 'The log cannot be written to now; ask again later'],
  'corrupt-log': [503, 'The log cannot be read; whoever runs the server has to look at it'],
  'not-a-log': [503, 'The place of the log holds something else; whoever runs the server has to look at it'],
  'newer-version': [503, 'The log was written by a newer version; whoever runs the server has to update it'],
  'store-failed': [503, 'The log failed; ask again later'],
};

/** Bodies shorter than this are sent as they are, in bytes: zipped, they would hardly be shorter. */
export const WORTH_ZIPPING = 1_024;

const MOST_ISSUES = 20;
const LONGEST_TEXT = 200;

/** The first faults of events as they come in a message; empty if there is none. */
export function issuesIn(events: readonly unknown[]): readonly Issue[] {
  const issues: Issue[] = [];
  for (let index = 0; index < events.length && issues.length < MOST_ISSUES; index++) {
    for (const issue of firstOf(eventIssues(events[index], `/events/${index}`))) issues.push(issue);
  }
  return firstOf(issues);
}

/** As many issues, and as much of each, as a message should carry. */
export function firstOf(issues: readonly Issue[]): readonly Issue[] {
  return issues.slice(0, MOST_ISSUES).map(({ path, message }) => ({ path: short(path), message: short(message) }));
}

export const short = (text: string) => (text.length > LONGEST_TEXT ? `${text.slice(0, LONGEST_TEXT)}…` : text);

/** Whether the content type is this one, whatever its parameters. */
export function isOfType(headers: Headers, type: string): boolean {
  return headers.get('content-type')?.split(';')[0]?.trim().toLowerCase() === type;
}

export async function zipped(text: string): Promise<Uint8Array<ArrayBuffer>> {
  const zipping = new Blob([text]).stream().pipeThrough(new CompressionStream('gzip'));
  return new Uint8Array(await new Response(zipping).arrayBuffer());
}

/**
 * Work that has so many ms to be done.
 * @param work is told by the signal that nobody waits for it any longer
 * @throws what `late` makes, once the time is over
 */
export async function inTime<Result>(
  ms: number,
  late: () => Error,
  work: (signal: AbortSignal) => Promise<Result>,
): Promise<Result> {
  const ending = new AbortController();
  let timer: ReturnType<typeof setTimeout> | undefined;
  const end = new Promise<never>((_, reject) => {
    timer = setTimeout(() => {
      const error = late();
      reject(error);
      ending.abort(error);
    }, ms);
  });
  try {
    return await Promise.race([work(ending.signal), end]);
  } finally {
    clearTimeout(timer);
  }
}
