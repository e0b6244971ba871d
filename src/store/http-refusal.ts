import { type Issue, StudyError, type StudyErrorCode } from '../errors.js';
import { FAILURES, firstOf, type Problem } from './http-messages.js';

const TITLES: Readonly<Record<number, string>> = {
  400: 'Bad Request',
  405: 'Method Not Allowed',
  408: 'Request Timeout',
  413: 'Content Too Large',
  415: 'Unsupported Media Type',
  422: 'Unprocessable Content',
  503: 'Service Unavailable',
  507: 'Insufficient Storage',
};

/** Why a request is not served. Never leaves the server but as an answer. */
export class Refusal extends Error {
  constructor(
    readonly status: number,
    readonly code: StudyErrorCode,
    readonly detail: string,
    readonly more: { readonly headers?: Readonly<Record<string, string>>; readonly issues?: readonly Issue[] } = {},
  ) {
    super(detail);
  }
}

export const malformed = (detail: string) => new Refusal(400, 'invalid-argument', detail);

/** What callers are told of an error: of one that is not about them, only what they can do. */
export function refusalOf(error: unknown): Refusal {
  if (error instanceof Refusal) return error;
  if (!(error instanceof StudyError)) return failure('store-failed');
  return failure(error.code === 'closed' ? 'unreachable' : error.code, error.issues);
}

/** What callers are told of a failure of the store. */
export function failure(code: StudyErrorCode, issues: readonly Issue[] = []): Refusal {
  const [status, detail] = FAILURES[code] ?? [];
  if (status === undefined || detail === undefined) return failure('store-failed');
  if (code === 'invalid-event') return new Refusal(status, code, detail, { issues: firstOf(issues) });
  return new Refusal(status, code, detail, status === 503 ? { headers: { 'retry-after': '1' } } : {});
}

export function problemResponse({ status, code, detail, more: { headers = {}, issues } }: Refusal): Response {
  const problem: Problem = { title: TITLES[status] ?? '', status, code, detail, ...(issues && { issues }) };
  return new Response(JSON.stringify(problem), {
    status,
    headers: { ...headers, 'content-type': 'application/problem+json', 'cache-control': 'no-store' },
  });
}
