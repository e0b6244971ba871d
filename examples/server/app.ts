import { type Context, Hono, type MiddlewareHandler } from 'hono';
import { cors } from 'hono/cors';
import { HTTPException } from 'hono/http-exception';
import { timeout } from 'hono/timeout';
import { serveStore } from 'ownwords/http';
import type { Database } from './database.js';
import { description } from './openapi.js';
import { Problem, problemResponse } from './problem.js';
import { type Known, reviewRoutes } from './review.js';
import { learnerOf } from './tokens.js';

/** What the server is put together from. */
export interface Parts {
  readonly database: Database;
  readonly secret: string;
  /** How many ms a learner has to wait; 0 to come in. */
  readonly waitOf: (learner: string) => number;
  readonly corsOrigin?: string | undefined;
}

const ANSWER_MS = 30_000;
const HEALTH_MS = 2_000;

/** All routes. Which log a request is about, its token alone says. */
export function createApp({ database, secret, waitOf, corsOrigin }: Parts): Hono<Known> {
  const app = new Hono<Known>();
  app.onError((error) => problemResponse(error));
  app.notFound(() => problemResponse(new Problem(404, 'not-found', 'There is nothing here; see /openapi.json')));
  if (corsOrigin) app.use(pagesOf(corsOrigin));

  app.get('/openapi.json', (c) => c.json(description));
  app.get('/health', async (c) => {
    await healthy(database);
    return c.json({ status: 'ok' }, { headers: { 'cache-control': 'no-store' } });
  });
  for (const path of ['/openapi.json', '/health']) app.all(path, notAllowed('GET, HEAD'));

  app.use(timeout(ANSWER_MS, new HTTPException(503, { message: 'This takes too long; ask again later' })));
  app.use(async (c, next) => {
    const learner = bearerOf(c, secret);
    const wait = waitOf(learner);
    if (wait > 0) throw tooMany(wait);
    c.set('learner', learner);
    await next();
    c.res.headers.set('cache-control', 'no-store');
  });
  app.all('/log', (c) => serveStore(database.logOf(c.get('learner')))(c.req.raw));
  app.route('/', reviewRoutes(database.logOf));
  for (const path of ['/due', '/cards/:deck/:key', '/progress']) app.all(path, notAllowed('GET, HEAD'));
  for (const path of ['/grades', '/undo']) app.all(path, notAllowed('POST'));
  return app;
}

/** @throws Problem unless the request has somebody's token */
function bearerOf(c: Context, secret: string): string {
  const [, token = ''] = /^Bearer +(\S+)$/i.exec(c.req.header('authorization') ?? '') ?? [];
  const learner = learnerOf(token, secret);
  if (learner !== undefined) return learner;
  const headers = { 'www-authenticate': 'Bearer' };
  throw new Problem(401, 'not-allowed', 'Send Authorization: Bearer and a token of this server', { headers });
}

function tooMany(waitMs: number): Problem {
  const headers = { 'retry-after': String(Math.ceil(waitMs / 1_000)) };
  return new Problem(429, 'rate-limited', 'Too many requests; wait as long as Retry-After says', { headers });
}

/** Lets the pages of one origin call from browsers. */
function pagesOf(origin: string): MiddlewareHandler {
  return cors({
    origin,
    allowMethods: ['GET', 'POST'],
    allowHeaders: ['authorization', 'content-type', 'content-encoding', 'time-zone'],
    exposeHeaders: ['retry-after'],
    maxAge: 600,
  });
}

/** @throws Problem unless the database answers soon */
async function healthy(database: Database): Promise<void> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Error('The database does not answer')), HEALTH_MS);
  });
  try {
    await Promise.race([database.check(), late]);
  } catch {
    throw new Problem(503, 'unreachable', 'The database does not answer');
  } finally {
    clearTimeout(timer);
  }
}

function notAllowed(allow: string): () => Response {
  const problem = new Problem(405, 'invalid-argument', `Only ${allow} will do here`, { headers: { allow } });
  return () => problemResponse(problem);
}
