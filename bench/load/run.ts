import { randomBytes } from 'node:crypto';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { createCluster } from '../../tests/postgres/cluster.js';
import { assertKept, bytesPerMillion, seed, serverVersion } from './database.js';
import { type Outcome, PAGE, SIDES, type Side, WORKS, type Work } from './order.js';
import { startClient, startServer } from './processes.js';
import { conditions, HEAD, rowOf } from './table.js';

const { values } = parseArgs({
  options: {
    short: { type: 'boolean', default: false },
    learners: { type: 'string' },
    history: { type: 'string' },
    rounds: { type: 'string' },
    seconds: { type: 'string' },
    at: { type: 'string', multiple: true },
    zip: { type: 'boolean', default: false },
    json: { type: 'string' },
  },
});

function whole(name: 'learners' | 'history' | 'rounds', otherwise: number, least: number): number {
  const number = Number(values[name] ?? otherwise);
  if (!Number.isInteger(number) || number < least) throw new Error(`--${name} takes a whole number from ${least}`);
  return number;
}

const learners = whole('learners', values.short ? 200 : 10_000, 200);
const history = whole('history', values.short ? 50 : 100, 1);
const rounds = whole('rounds', values.short ? 1 : 5, 1);
const ms = 1_000 * Number(values.seconds ?? (values.short ? 0.4 : 3));
const levels = (values.at ?? (values.short ? ['1', '8'] : ['1', '8', '32'])).map(Number);
if (!(ms > 0) || !levels.every((level) => level >= 1 && level <= learners / 4))
  throw new Error('--seconds or --at makes no sense');

/** What was measured with one work at one level. */
export interface Figures {
  readonly work: Work;
  readonly concurrency: number;
  readonly rounds: readonly Readonly<Record<Side, Outcome>>[];
}

const start = performance.now();
const folder = mkdtempSync(join(tmpdir(), 'ownwords-load-'));
process.on('exit', () => rmSync(folder, { recursive: true, force: true }));
for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => process.exit(1));

const cluster = await createCluster();
await seed(cluster.url, learners, history);
const secret = randomBytes(32).toString('base64url');
const server = await startServer(cluster.url, secret, folder);
const client = startClient({
  databaseUrl: cluster.url,
  serverUrl: server.url,
  secret,
  learners,
  history,
  zip: values.zip,
});

const machine = {
  ...conditions(),
  PostgreSQL: await serverVersion(cluster.url),
  learners: `${learners}, each with ${history} events: ${(learners * history).toLocaleString('en')} in all`,
  'bytes per event, indexes included': Math.round((await bytesPerMillion(cluster.url)) / 1_000_000),
  rounds: `${rounds} of ${ms / 1_000} s; HTTP bodies are ${values.zip ? 'zipped' : 'not zipped'}`,
};
for (const [name, value] of Object.entries(machine)) console.log(`- ${name}: ${value}`);

const acknowledged: Record<Side, number> = { http: 0, store: 0, bare: 0 };
async function measure(side: Side, work: Work, concurrency: number, forMs: number): Promise<Outcome> {
  const outcome = await client.carryOut({ side, work, concurrency, ms: forMs });
  if (outcome.errors > 0)
    throw new Error(`${side}, ${work}: ${outcome.errors} failed, the first with ${outcome.error}`);
  acknowledged[side] += outcome.done * (work === 'sync' ? PAGE : 1);
  return outcome;
}

const figures: Figures[] = [];
for (const work of WORKS) {
  for (const side of SIDES) await measure(side, work, Math.max(...levels), ms / 2); // to warm up
  for (const concurrency of levels) {
    const done: Record<Side, Outcome>[] = [];
    for (let round = 0; round < rounds; round++) {
      const order = SIDES.map((_, nth) => SIDES[(nth + round) % SIDES.length] as Side);
      const outcomes: [Side, Outcome][] = [];
      for (const side of order) outcomes.push([side, await measure(side, work, concurrency, ms)]);
      done.push(Object.fromEntries(outcomes) as Record<Side, Outcome>);
    }
    figures.push({ work, concurrency, rounds: done });
  }
}
await client.stop();
await server.stop();
await assertKept(cluster.url, acknowledged);
cluster.remove();

const seconds = Math.round((performance.now() - start) / 1_000);
console.log(`\n${HEAD}`);
for (const each of figures) console.log(rowOf(each));
const all = Object.values(acknowledged).reduce((sum, count) => sum + count);
console.log(`\nNo errors; each of ${all.toLocaleString('en')} events is in the database once. ${seconds} s.`);
if (values.json)
  writeFileSync(values.json, `${JSON.stringify({ machine, seconds, acknowledged, figures }, null, 2)}\n`);
