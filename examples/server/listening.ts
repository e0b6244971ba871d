import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { getRequestListener } from '@hono/node-server';
import type { Hono } from 'hono';
import { Problem, problemResponse } from './problem.js';
import type { Known } from './review.js';

/** A server that takes requests. */
export interface Listening {
  readonly url: string;
  /** Takes no more requests, and waits for those that are under way. */
  stop(): Promise<void>;
}

const HEADERS_MS = 10_000;
const REQUEST_MS = 30_000;
const LAST_REQUESTS_MS = 10_000;
const LOOK_MS = 50;

export async function listen(app: Hono<Known>, host: string, port: number): Promise<Listening> {
  const broken = () => problemResponse(new Problem(400, 'invalid-argument', 'The request cannot be understood'));
  const answer = getRequestListener(app.fetch, { hostname: 'localhost', errorHandler: broken });
  const server = createServer({ headersTimeout: HEADERS_MS, requestTimeout: REQUEST_MS }, answer);
  server.listen(port, host);
  await once(server, 'listening');
  const { address, family, port: own } = server.address() as AddressInfo;

  return {
    url: `http://${family === 'IPv6' ? `[${address}]` : address}:${own}`,
    async stop() {
      const closed = once(server, 'close');
      server.prependListener('request', (_, response) => response.setHeader('connection', 'close'));
      server.close();
      const idle = setInterval(() => server.closeIdleConnections(), LOOK_MS);
      const patience = setTimeout(() => server.closeAllConnections(), LAST_REQUESTS_MS);
      await closed;
      clearInterval(idle);
      clearTimeout(patience);
    },
  };
}
