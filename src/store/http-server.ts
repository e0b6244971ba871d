import { check, isRecord, whole } from '../json.js';
import type { StudyEvent } from '../log/event.js';
import { bodyOf } from './http-body.js';
import { issuesIn, type Page, type WebRequest, type WebResponse, WORTH_ZIPPING, zipped } from './http-messages.js';
import { failure, malformed, problemResponse, Refusal, refusalOf } from './http-refusal.js';
import type { Cursor, Store } from './store.js';

export interface ServeStoreOptions {
  /** The longest body that is taken, in bytes, unzipped; by default 4 MiB. A longer one is answered with 413 and not read on. */
  readonly maxBytes?: number;
  /** Events handed out at once; by default 1000. */
  readonly maxEvents?: number;
  /** How long a body may take to arrive, in ms; by default 30 s. A slower one is answered with 408. */
  readonly bodyTimeoutMs?: number;
}

/**
 * Lets callers of `httpStore` append to a store and read it, in any runtime with web standards. It looks at method, headers,
 * query and body alone: routes, and who may use which store, are up to the app. Every failure of a request or of the store
 * is answered (RFC 9457), without the words of the store; nothing is thrown.
 * @throws StudyError `invalid-argument` for options out of range, at once
 * @example
 * app.all('/log', async (c) => {
 *   const learner = await learnerOf(c.req.raw);
 *   return learner ? serveStore(storeOf(learner))(c.req.raw) : c.text('Please log in', 401);
 * });
 */
export function serveStore(
  store: Store,
  { maxBytes = 4 * 1024 * 1024, maxEvents = 1_000, bodyTimeoutMs = 30_000 }: ServeStoreOptions = {},
): (request: WebRequest) => Promise<WebResponse> {
  check('invalid-argument', 'maxBytes', maxBytes, whole(1, Number.MAX_SAFE_INTEGER));
  check('invalid-argument', 'maxEvents', maxEvents, whole(1, Number.MAX_SAFE_INTEGER));
  check('invalid-argument', 'bodyTimeoutMs', bodyTimeoutMs, whole(1, 2 ** 31 - 1));

  async function read(request: Request): Promise<Response> {
    const query = new URL(request.url).searchParams;
    const limit = Math.min(limitIn(query.get('limit')), maxEvents);
    const { events, cursor } = await store.read(cursorIn(query.get('after')), limit);
    return pageResponse(request, { events, cursor: sentCursor(cursor), more: events.length >= limit });
  }

  async function append(request: Request): Promise<Response> {
    await store.append(eventsIn(await bodyOf(request, maxBytes, bodyTimeoutMs)));
    return new Response(null, { status: 204 });
  }

  async function answer(request: Request): Promise<Response> {
    if (request.method === 'GET') return read(request);
    if (request.method === 'POST') return append(request);
    throw new Refusal(405, 'invalid-argument', 'GET reads the log, POST appends to it', {
      headers: { allow: 'GET, POST' },
    });
  }

  return (request) => answer(request).catch((error) => problemResponse(refusalOf(error)));
}

function limitIn(limit: string | null): number {
  if (limit === null) return Number.POSITIVE_INFINITY;
  if (!/^0*[1-9]\d{0,15}$/.test(limit)) throw malformed('limit must be a whole number from 1');
  return Number(limit);
}

/** A cursor may hold any text, a query only proper Unicode: what else there is goes as JSON would write it. */
function sentCursor(cursor: Cursor): Cursor {
  return JSON.stringify(cursor).slice(1, -1) as Cursor;
}

function cursorIn(after: string | null): Cursor | undefined {
  if (after === null) return undefined;
  try {
    return JSON.parse(`"${after}"`);
  } catch {
    throw malformed('after is not a cursor');
  }
}

function eventsIn(body: string): readonly StudyEvent[] {
  let value: unknown;
  try {
    value = JSON.parse(body);
  } catch {
    throw malformed('The body is not JSON');
  }
  if (!isRecord(value) || !Array.isArray(value.events)) throw malformed('The body must be {"events": […]}');
  const issues = issuesIn(value.events);
  if (issues.length > 0) throw failure('invalid-event', issues);
  return value.events;
}

async function pageResponse({ headers: asked }: Request, page: Page): Promise<Response> {
  const text = JSON.stringify(page);
  const headers = { 'content-type': 'application/json', 'cache-control': 'no-store', vary: 'accept-encoding' };
  const isZipped = text.length > WORTH_ZIPPING && acceptsZipped(asked) && typeof CompressionStream === 'function';
  if (!isZipped) return new Response(text, { headers });
  const zippedHeaders = { ...headers, 'content-encoding': 'gzip' };
  const isZippedAlready = { encodeBody: 'manual' }; // Cloudflare Workers would zip it once more
  return new Response(await zipped(text), { headers: zippedHeaders, ...isZippedAlready });
}

function acceptsZipped(headers: Headers): boolean {
  const encodings = headers.get('accept-encoding')?.toLowerCase().split(',') ?? [];
  return encodings.some((encoding) => /^\s*gzip\s*(;(?!\s*q=0(\.0*)?\s*$)|$)/.test(encoding));
}
