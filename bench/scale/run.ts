// What the logs of many learners cost PostgreSQL: bytes, round trips and time, in plain tables, in hash partitions, and on two
// servers between which the app chooses. The source of the figures in docs/scale.md: `npm run bench:scale`.
import { cpus } from 'node:os';
import type { Store } from 'ownwords';
import { migratePostgres, postgresStore } from 'ownwords/postgres';
import pg from 'pg';
import { type Cluster, createCluster } from '../../tests/postgres/cluster.js';
import { randomFrom, wholeBelow } from '../random.js';
import { EVENTS_EACH, fill, freshEvents, LEARNERS, nameOf } from './learners.js';

const CONNECTIONS = 16;
const random = randomFrom(1);

/** A way to lay the logs out: which pool has the log of a learner. */
interface Layout {
  readonly name: string;
  readonly pools: readonly pg.Pool[];
}

const poolOf = ({ pools }: Layout, learner: number) => pools[learner % pools.length] as pg.Pool;
const anyone = () => wholeBelow(LEARNERS, random);

async function layout(name: string, clusters: readonly Cluster[], partitions: number): Promise<Layout> {
  const pools: pg.Pool[] = [];
  for (const [index, cluster] of clusters.entries()) {
    const database = `scale_${partitions}_${clusters.length}_${index}`;
    const admin = new pg.Client({ connectionString: cluster.url });
    await admin.connect();
    await admin.query(`create database ${database}`);
    await admin.end();
    const url = new URL(cluster.url);
    url.pathname = database;
    const pool = new pg.Pool({ connectionString: url.href, max: CONNECTIONS / clusters.length });
    await migratePostgres(pool, { partitions });
    await fill(pool, index, clusters.length);
    pools.push(pool);
  }
  return { name, pools };
}

/** Median and 99th percentile of one call after another, in ms, and how many a second come through all connections at once. */
async function timed(work: () => Promise<unknown>, count: number) {
  const alone: number[] = [];
  for (let n = 0; n < count / 4; n++) {
    const start = performance.now();
    await work();
    alone.push(performance.now() - start);
  }
  alone.sort((a, b) => a - b);
  const start = performance.now();
  const worker = async () => {
    for (let n = 0; n < count / CONNECTIONS; n++) await work();
  };
  await Promise.all(Array.from({ length: CONNECTIONS }, worker));
  const perSecond = count / ((performance.now() - start) / 1_000);
  const at = (share: number) => (alone[Math.floor(alone.length * share)] as number).toFixed(2);
  return `${at(0.5)} / ${at(0.99)} ms, ${Math.round(perSecond).toLocaleString('en')} a second`;
}

async function bytes(pool: pg.Pool, sql: string): Promise<number> {
  const { rows } = await pool.query(`select ${sql} as bytes`);
  return Number(rows[0].bytes);
}

/** What an event takes, on disk and in the write-ahead log. */
async function space(pool: pg.Pool) {
  const total = (which: string) =>
    `(select sum(${which}(c.oid)) from pg_class c where c.relname like 'ownwords_events%' and c.relkind = 'r')`;
  const { rows } = await pool.query('select count(*) from ownwords_events');
  const count = Number(rows[0].count);
  const table = (await bytes(pool, total('pg_table_size'))) / count;
  const indexes = (await bytes(pool, total('pg_indexes_size'))) / count;
  const lsn = "pg_wal_lsn_diff(pg_current_wal_lsn(), '0/0')";
  await pool.query('checkpoint');
  const before = await bytes(pool, lsn);
  const appends = 2_000;
  for (let n = 0; n < appends; n++) await postgresStore(pool, { log: nameOf(0) }).append(freshEvents(1, random));
  const wal = ((await bytes(pool, lsn)) - before) / appends;
  return `${Math.round(table)} + ${Math.round(indexes)} bytes, ${Math.round(wal)} bytes of write-ahead log`;
}

const clusters = [await createCluster(), await createCluster()] as const;
const print = (line: string) => void process.stdout.write(`${line}\n`);
try {
  print(`${LEARNERS} learners with ${EVENTS_EACH} events each; ${cpus().length} cores, Node ${process.version}`);
  const layouts = [
    await layout('one server, plain tables', [clusters[0]], 0),
    await layout('one server, 16 partitions', [clusters[0]], 16),
    await layout('two servers, chosen by the app', clusters, 0),
  ];
  const cursors = new Map<number, Awaited<ReturnType<Store['read']>>['cursor']>();
  for (const one of layouts) {
    cursors.clear();
    const store = (learner: number) => postgresStore(poolOf(one, learner), { log: nameOf(learner) });
    const cursorOf = async (learner: number) => {
      const known = cursors.get(learner) ?? (await store(learner).read()).cursor;
      cursors.set(learner, known);
      return known;
    };
    for (let learner = 0; learner < 200; learner++) await cursorOf(learner);
    const oneOfFew = () => wholeBelow(200, random);
    print(`\n${one.name}`);
    print(`  an event takes           ${await space(one.pools[0] as pg.Pool)}`);
    print(`  append of one event      ${await timed(() => store(anyone()).append(freshEvents(1, random)), 4_000)}`);
    print(`  append of twenty events  ${await timed(() => store(anyone()).append(freshEvents(20, random)), 1_000)}`);
    const news = async () => {
      const learner = oneOfFew();
      return store(learner).read(await cursorOf(learner), 1_000);
    };
    print(`  read of what is new      ${await timed(news, 4_000)}`);
    print(`  read of a whole log      ${await timed(() => store(anyone()).read(undefined, 1_000), 1_000)}`);
    await Promise.all(one.pools.map((pool) => pool.end()));
  }
} finally {
  for (const cluster of clusters) cluster.remove();
}
