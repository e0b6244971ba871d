import { closedError } from '../errors.js';
import { check, whole } from '../json.js';
import { checkedEvents } from '../log/check-event.js';
import type { StudyEvent } from '../log/event.js';
import { LIMIT } from './cursor.js';
import { assertKept, isPassing, pageOf, statusOf, unreachable, waitMsOf } from './http-answer.js';
import { inTime, type WebRequest, type WebResponse, WORTH_ZIPPING, zipped } from './http-messages.js';
import { type HeaderSource, headersWith, type OwnHeaders, pageAt, placeAt } from './http-request.js';
import { retrying } from './retry.js';
import type { Cursor, Store } from './store.js';

export interface HttpStoreOptions {
  /** Sends a request; by default the `fetch` of the runtime. It may sign, log, or answer by itself, as `serveStore` does. */
  readonly fetch?: (request: WebRequest) => Promise<WebResponse>;
  /** Headers of every request; a function is asked before each one, so that it can give a fresh token. */
  readonly headers?: HeaderSource;
  /** How long a request and its answer may take, in ms; by default 30 s. */
  readonly timeoutMs?: number;
  /** How often a request is sent again that failed in a way which passes, at growing distances; by default 5 times, in 6 s. */
  readonly retries?: number;
}

/** Doubled at each try. */
const FIRST_WAIT_MS = 200;
const LONGEST_WAIT_MS = 10_000;

/**
 * A log that a server keeps with `serveStore`. What fails on the way is sent again: a known event is not kept twice.
 * @param url where the app serves the log, as text or a `URL`; its query is kept
 * @throws StudyError `invalid-argument` for a URL or options that make no sense, at once; later, what the server tells of its
 *   store, `unreachable` if it cannot be reached, `not-allowed` if it lets nobody in with these headers, and `not-a-log` if
 *   somebody else answers
 * @example
 * const server = httpStore('https://example.com/log', { headers: async () => ({ authorization: `Bearer ${await token()}` }) });
 * await syncLogs(phone, server);
 */
export function httpStore(url: string | { readonly href: string }, options: HttpStoreOptions = {}): Store {
  const { headers = {}, timeoutMs = 30_000, retries = 5 } = options;
  const send = (options.fetch ?? ((request) => fetch(request as Request))) as (request: Request) => Promise<Response>;
  const place = placeAt(url);
  const name = place.split('?')[0]; // a query may hold a secret
  check('invalid-argument', 'timeoutMs', timeoutMs, whole(1, 2 ** 31 - 1));
  check('invalid-argument', 'retries', retries, whole(0, Number.MAX_SAFE_INTEGER));
  const closing = new AbortController();
  const underWay = new Set<Promise<unknown>>();
  let unzips = typeof CompressionStream === 'function';

  async function sent(request: Request): Promise<Response> {
    try {
      return await send(request);
    } catch (cause) {
      throw unreachable(`${name} cannot be reached`, cause);
    }
  }

  /** One request, sent until it is answered. */
  function exchange<Result>(
    target: string,
    init: RequestInit,
    own: OwnHeaders,
    take: (response: Response) => Promise<Result>,
  ): Promise<Result> {
    const late = () => unreachable(`${name} did not answer in ${timeoutMs} ms`, undefined);
    const once = async (signal: AbortSignal) => {
      const request = new Request(target, { ...init, signal, headers: await headersWith(headers, own) });
      return take(await sent(request));
    };
    let wait = FIRST_WAIT_MS / 2;
    return retrying(() => inTime(timeoutMs, late, once), isPassing, {
      tries: retries + 1,
      waitMs: (error) => {
        wait = Math.min(wait * 2, LONGEST_WAIT_MS);
        return waitMsOf(error) ?? wait;
      },
      signal: closing.signal,
    });
  }

  async function post(text: string): Promise<void> {
    const isZipped = unzips && text.length > WORTH_ZIPPING;
    const body = isZipped ? await zipped(text) : text;
    const own: OwnHeaders = { 'content-type': 'application/json', ...(isZipped && { 'content-encoding': 'gzip' }) };
    try {
      await exchange(place, { method: 'POST', body }, own, assertKept);
    } catch (error) {
      if (!isZipped || statusOf(error) !== 415) throw error;
      unzips = false; // the server cannot
      await post(text);
    }
  }

  const get = (after: Cursor | undefined, limit: number) =>
    exchange(pageAt(place, after, limit), {}, { accept: 'application/json' }, pageOf);

  async function readPages(after: Cursor | undefined, limit: number) {
    const events: StudyEvent[] = [];
    for (let cursor = after; ; ) {
      const page = await get(cursor, limit - events.length);
      for (const event of page.events) events.push(event);
      if (!page.more || events.length >= limit) return { events, cursor: page.cursor };
      cursor = page.cursor;
    }
  }

  /** Refused once the store is closed, and waited for by `close`. */
  async function unlessClosed<Result>(work: () => Promise<Result>): Promise<Result> {
    if (closing.signal.aborted) throw closedError('store');
    const result = work();
    underWay.add(result);
    return result.finally(() => underWay.delete(result));
  }

  return {
    append: (events) =>
      unlessClosed(async () => {
        if (checkedEvents(events).length > 0) await post(JSON.stringify({ events }));
      }),
    read: (after, limit) =>
      unlessClosed(async () => {
        if (limit !== undefined) check('invalid-argument', 'The limit', limit, LIMIT);
        return readPages(after, limit ?? Number.POSITIVE_INFINITY);
      }),
    async close() {
      closing.abort();
      await Promise.allSettled(underWay);
    },
  };
}
