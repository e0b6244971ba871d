import { errorOf, type Issue, StudyError, type StudyErrorCode } from '../errors.js';
import { ANY_TEXT, isRecord, memberIssues, type Rules } from '../json.js';
import { FAILURES, firstOf, isOfType, issuesIn, type Page, short } from './http-messages.js';

/** The `cause` of an error that an answer tells of. */
interface Told {
  readonly status: number;
  /** How long the server asks to wait, in ms. */
  readonly waitMs: number | undefined;
}

/** Statuses that another try may not meet. */
const PASSING: ReadonlySet<number | undefined> = new Set([408, 425, 429, 500, 502, 503, 504]);
/** Whoever asks for more patience is asked again earlier. */
const MOST_PATIENCE_MS = 30_000;

const CODES: Readonly<Record<number, StudyErrorCode>> = {
  401: 'not-allowed',
  403: 'not-allowed',
  404: 'not-a-log',
  413: 'too-large',
  507: 'disk-full',
};

const PAGE: Rules = {
  events: [Array.isArray, 'a list of events'],
  cursor: ANY_TEXT,
  more: [(value) => typeof value === 'boolean', 'true or false'],
};

/** The status of the answer that the error tells of; nothing if there was none. */
export function statusOf(error: unknown): number | undefined {
  return toldBy(error)?.status;
}

/** How long the server asked to wait before the next try, in ms. */
export function waitMsOf(error: unknown): number | undefined {
  return toldBy(error)?.waitMs;
}

/** Whether another try may do better. */
export function isPassing(error: unknown): boolean {
  return error instanceof StudyError && (error.code === 'unreachable' || PASSING.has(statusOf(error)));
}

export function unreachable(what: string, cause: unknown): StudyError {
  return new StudyError('unreachable', `${what}; try again later`, { cause });
}

/** @throws StudyError unless the events are kept */
export async function assertKept(response: Response): Promise<void> {
  if (response.status !== 204) throw await failureOf(response);
}

/**
 * The page that an answer holds.
 * @throws StudyError
 */
export async function pageOf(response: Response): Promise<Page> {
  if (response.status !== 200 || !isOfType(response.headers, 'application/json')) throw await failureOf(response);
  const page = await jsonOf(response);
  const faults = memberIssues(page, PAGE, '', 'ignored');
  if (faults.length > 0) throw errorOf('not-a-log', 'The answer is not of an ownwords log', faults);
  const { events, cursor, more } = page as Page;
  if (more && events.length === 0) throw new StudyError('not-a-log', 'The answer promises more events and brings none');
  const issues = issuesIn(events);
  if (issues.length > 0) throw errorOf('corrupt-log', 'The server handed out what is no event', issues);
  return { events, cursor, more };
}

async function jsonOf(response: Response): Promise<unknown> {
  try {
    return await response.json();
  } catch (cause) {
    throw unreachable('The answer broke off', cause);
  }
}

/** The error that an answer tells of which is not the one that was hoped for. */
async function failureOf(response: Response): Promise<StudyError> {
  const { status, headers } = response;
  const { code, detail, issues } = await problemOf(response);
  const otherwise = PASSING.has(status) ? 'unreachable' : status < 400 ? 'not-a-log' : 'store-failed';
  const cause: Told = { status, waitMs: waitMsIn(headers) };
  return new StudyError(CODES[status] ?? code ?? otherwise, `The server answered ${status}${detail}`, {
    issues,
    cause,
  });
}

/** What the server says of its failure, as far as it can be understood. */
async function problemOf(response: Response) {
  const problem = isOfType(response.headers, 'application/problem+json')
    ? await jsonOf(response)
    : await response.body?.cancel();
  const { code, detail, issues } = isRecord(problem) ? problem : {};
  return {
    code: isCode(code) ? code : undefined,
    detail: typeof detail === 'string' ? `: ${short(detail)}` : '',
    issues: firstOf(Array.isArray(issues) ? issues.filter(isIssue) : []),
  };
}

function isCode(code: unknown): code is StudyErrorCode {
  return typeof code === 'string' && Object.hasOwn(FAILURES, code);
}

function isIssue(issue: unknown): issue is Issue {
  return isRecord(issue) && typeof issue.path === 'string' && typeof issue.message === 'string';
}

/** `Retry-After` in either of its forms: seconds, or a date, which is compared with the date of the answer. */
function waitMsIn(headers: Headers): number | undefined {
  const text = headers.get('retry-after')?.trim();
  if (!text) return undefined;
  const ms = /^\d+$/.test(text) ? Number(text) * 1_000 : Date.parse(text) - Date.parse(headers.get('date') ?? '');
  return Number.isNaN(ms) ? undefined : Math.min(Math.max(ms, 0), MOST_PATIENCE_MS);
}

function toldBy(error: unknown): Told | undefined {
  const cause = error instanceof StudyError ? error.cause : undefined;
  return isRecord(cause) && typeof cause.status === 'number' ? (cause as unknown as Told) : undefined;
}
