import { STATUS_CODES } from 'node:http';
import { HTTPException } from 'hono/http-exception';
import { type Issue, StudyError, type StudyErrorCode } from 'ownwords';

/** Why a request is not served, as callers are told (RFC 9457). */
export class Problem extends Error {
  constructor(
    readonly status: number,
    readonly code: string,
    detail: string,
    readonly more: { readonly issues?: readonly Issue[]; readonly headers?: Readonly<Record<string, string>> } = {},
  ) {
    super(detail);
  }
}

/** Statuses of the errors that are about the request. */
const STATUSES: Partial<Record<StudyErrorCode, number>> = {
  'invalid-argument': 400,
  'invalid-time-zone': 400,
  'unknown-card': 404,
  'unknown-deck': 404,
  'conflicting-event': 409,
  'too-large': 413,
  'invalid-event': 422,
  'invalid-grade': 422,
  'unknown-key-point': 422,
};

/** What an error is to the caller: of one that is not about the request, only that it happened. */
function problemOf(error: unknown): Problem {
  if (error instanceof Problem) return error;
  if (error instanceof HTTPException) {
    return new Problem(error.status, error.status === 503 ? 'unreachable' : 'invalid-argument', error.message);
  }
  if (!(error instanceof StudyError)) return new Problem(500, 'internal', 'The server failed; its log says more');
  const { code, message, issues } = error;
  const status = STATUSES[code];
  if (status) return new Problem(status, code, message, issues.length > 0 ? { issues } : {});
  if (code === 'disk-full') return new Problem(507, code, 'Nothing was kept: no space is left');
  return new Problem(503, code, 'The log cannot be used now; ask again later', { headers: { 'retry-after': '1' } });
}

/** The answer to a request that is not served. What is the server's own fault is told to `log`. */
export function problemResponse(thrown: unknown, log: (error: unknown) => void = console.error): Response {
  const problem = problemOf(thrown);
  const { status, code, message, more } = problem;
  if (status >= 500 && thrown !== problem) log(thrown);
  const body = {
    title: STATUS_CODES[status],
    status,
    code,
    detail: message,
    ...(more.issues && { issues: more.issues }),
  };
  return new Response(JSON.stringify(body), {
    status,
    headers: { ...more.headers, 'content-type': 'application/problem+json', 'cache-control': 'no-store' },
  });
}
