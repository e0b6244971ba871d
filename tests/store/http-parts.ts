import type { Store, StudyErrorCode } from 'ownwords';
import { type HttpStoreOptions, httpStore, serveStore } from 'ownwords/http';
import { expect } from 'vitest';

export const URL_OF_LOG = 'https://example.com/log';
export const code = (code: StudyErrorCode, more = {}) => expect.objectContaining({ code, ...more });
export const direct = (store: Store, options?: HttpStoreOptions) =>
  httpStore(URL_OF_LOG, { fetch: serveStore(store), ...options });

/** A store whose server answers each request with the next of these answers, and the requests that it got. */
export function scripted(...answers: (() => Response)[]) {
  const requests: Request[] = [];
  const store = httpStore(URL_OF_LOG, {
    fetch: async (request) => {
      requests.push(request.clone());
      const answer = answers[Math.min(requests.length, answers.length) - 1];
      if (!answer) throw new Error('No answer is left');
      return answer();
    },
    retries: 0,
  });
  return { store, requests };
}

export const json = (value: unknown, init: ResponseInit = {}) =>
  new Response(JSON.stringify(value), { headers: { 'content-type': 'application/json' }, ...init });
export const problem = (status: number, problem: unknown) =>
  json(problem, { status, headers: { 'content-type': 'application/problem+json' } });
export const get = (query = '', headers: Record<string, string> = {}) =>
  new Request(`${URL_OF_LOG}${query}`, { headers });
export const post = (body: string | Uint8Array<ArrayBuffer>, headers: Record<string, string> = {}) =>
  new Request(URL_OF_LOG, { method: 'POST', body, headers: { 'content-type': 'application/json', ...headers } });
