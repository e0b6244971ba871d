import { Agent, type IncomingMessage, request } from 'node:http';
import { gunzipSync, gzipSync } from 'node:zlib';
import type { Cursor, StudyEvent } from 'ownwords';
import { postgresStore } from 'ownwords/postgres';
import pg from 'pg';
import { tokenFor } from '../../examples/server/tokens.js';
import { BARE_TABLE } from './database.js';
import { logOf, type Side, type World } from './order.js';

/** One way to the database. */
export interface Way {
  append(learner: number, events: readonly StudyEvent[]): Promise<void>;
  /** Reads what has come since the learner's last call; at the first one, all there is. */
  catchUp(learner: number): Promise<void>;
}

/** As many as the server opens. */
const CONNECTIONS = 10;

export function waysTo(world: World): Readonly<Record<Side, Way>> {
  const pool = () => new pg.Pool({ connectionString: world.databaseUrl, max: CONNECTIONS });
  return { http: overHttp(world), store: overStore(pool()), bare: bare(pool(), world) };
}

/** As `httpStore` asks, by the leanest client that Node has: it shares the machine with the server. */
function overHttp({ serverUrl, secret, zip }: World): Way {
  const agent = new Agent({ keepAlive: true });
  const cursors = new Map<number, string>();
  const tokens = new Map<number, string>();

  function exchange(
    learner: number,
    query: string,
    body?: string,
  ): Promise<[status: number | undefined, text: string]> {
    const token = tokens.get(learner) ?? tokenFor(logOf(learner), secret);
    tokens.set(learner, token);
    const bytes = zip && body !== undefined && body.length > 1_024 ? gzipSync(body) : Buffer.from(body ?? '');
    const headers = {
      authorization: `Bearer ${token}`,
      ...(zip && { 'accept-encoding': 'gzip' }),
      ...(body !== undefined && { 'content-type': 'application/json', 'content-length': bytes.length }),
      ...(body !== undefined && bytes.length < body.length && { 'content-encoding': 'gzip' }),
    };
    return new Promise((resolve, reject) => {
      const sent = request(`${serverUrl}/log${query}`, { method: body === undefined ? 'GET' : 'POST', agent, headers });
      sent.on('error', reject).on('response', (response: IncomingMessage) => {
        const chunks: Buffer[] = [];
        response.on('data', (chunk) => chunks.push(chunk)).on('error', reject);
        response.on('end', () => {
          const received = Buffer.concat(chunks);
          const isZipped = response.headers['content-encoding'] === 'gzip';
          resolve([response.statusCode, (isZipped ? gunzipSync(received) : received).toString()]);
        });
      });
      sent.end(bytes);
    });
  }

  return {
    async append(learner, events) {
      const [status, text] = await exchange(learner, '', JSON.stringify({ events }));
      if (status !== 204) throw new Error(`POST answered ${status} ${text}`);
    },
    async catchUp(learner) {
      for (let more = true; more; ) {
        const after = cursors.get(learner);
        const [status, text] = await exchange(
          learner,
          after === undefined ? '' : `?after=${encodeURIComponent(after)}`,
        );
        if (status !== 200) throw new Error(`GET answered ${status} ${text}`);
        const page = JSON.parse(text);
        cursors.set(learner, page.cursor);
        more = page.more;
      }
    },
  };
}

function overStore(pool: pg.Pool): Way {
  const cursors = new Map<number, Cursor>();
  return {
    append: (learner, events) => postgresStore(pool, { log: logOf(learner) }).append(events),
    async catchUp(learner) {
      cursors.set(learner, (await postgresStore(pool, { log: logOf(learner) }).read(cursors.get(learner))).cursor);
    },
  };
}

/** What an app would write that needs no more than this: one statement, which is one transaction, and numbers counted here. */
function bare(pool: pg.Pool, { history }: World): Way {
  const heads = new Map<number, number>();
  const read = new Map<number, number>();
  return {
    async append(learner, events) {
      const head = heads.get(learner) ?? history;
      heads.set(learner, head + events.length);
      await pool.query(
        `insert into ${BARE_TABLE} (log, seq, id, event)
         select $1, $2::bigint + nth, id, event from unnest($3::text[], $4::text[]) with ordinality as fresh (id, event, nth)`,
        [logOf(learner), head, events.map(({ id }) => id), events.map((event) => JSON.stringify(event))],
      );
    },
    async catchUp(learner) {
      const { rows } = await pool.query(
        `select seq, event from ${BARE_TABLE} where log = $1 and seq > $2 order by seq`,
        [logOf(learner), read.get(learner) ?? 0],
      );
      for (const { event } of rows) JSON.parse(event);
      read.set(learner, Number(rows.at(-1)?.seq ?? read.get(learner) ?? 0));
    },
  };
}
