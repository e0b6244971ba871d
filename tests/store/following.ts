import type { ChildProcess } from 'node:child_process';
import type { Cursor, Store, StudyEvent } from 'ownwords';
import { expect, it } from 'vitest';
import { acknowledgedIn, type Share, tornBatches } from './appending.js';
import { finished } from './processes.js';

const idsOf = (events: readonly StudyEvent[]) => events.map(({ id }) => id as string);

/** All events of a store that is closed afterwards. */
export async function eventsIn(store: Store): Promise<readonly StudyEvent[]> {
  const { events } = await store.read();
  await store.close();
  return events;
}

/** Reads on from where it was until the work is done and nothing new comes. */
async function follow(store: Store, done: Promise<unknown>, limit?: number): Promise<string[]> {
  const seen: string[] = [];
  let cursor: Cursor | undefined;
  let isWorking = true;
  const end = () => {
    isWorking = false;
  };
  done.then(end, end);
  for (;;) {
    const wasWorking = isWorking;
    const page = await store.read(cursor, limit);
    seen.push(...idsOf(page.events));
    cursor = page.cursor;
    if (!wasWorking && page.events.length === 0) return seen;
    await new Promise((resolve) => setTimeout(resolve, 1));
  }
}

/**
 * Two readers follow while programs append shares of `count` events named `NAME-…`: both see each event once, in one order.
 * @param open opens the log for a reader
 */
async function expectNothingSkipped(
  writers: readonly ChildProcess[],
  open: () => Store,
  { name, count }: { readonly name: string; readonly count: number },
): Promise<void> {
  const writing = Promise.all(writers.map(finished));
  const [all, paged] = await Promise.all([follow(open(), writing), follow(open(), writing, 25)]);
  for (const { errors, status } of await writing) expect([errors, status]).toEqual(['', 0]);
  expect(paged).toEqual(all);
  expect(idsOf(await eventsIn(open()))).toEqual(all);
  expect([...all].sort()).toEqual(Array.from({ length: count }, (_, n) => `${name}-${n}`).sort());
}

/** What was acknowledged is there, and nothing is there twice. */
export function expectAcknowledged(acknowledged: Iterable<string>, events: readonly StudyEvent[]): void {
  const ids = new Set(idsOf(events));
  expect(ids.size).toBe(events.length);
  expect([...acknowledged].filter((id) => !ids.has(id))).toEqual([]);
}

const AT_ONCE = 5;
const ROUNDS = 10;

/**
 * Kills fifty writers, five of them at work at the same time, each at a moment of its own.
 * @param start starts a writer that never ends, by a number from 0
 * @param open opens the log
 */
async function expectFiftyKillsSurvived(start: (nth: number) => ChildProcess, open: () => Store): Promise<void> {
  const acknowledged = new Set<string>();
  const killAtRandom = async (nth: number) => {
    const child = start(nth);
    const end = finished(child);
    await Promise.race([end, new Promise((resolve) => child.stdout?.once('data', resolve))]); // it has begun
    await new Promise((resolve) => setTimeout(resolve, Math.random() * 60));
    child.kill('SIGKILL');
    const { output, errors, signal } = await end;
    expect([errors, signal]).toEqual(['', 'SIGKILL']);
    for (const id of acknowledgedIn(output)) acknowledged.add(id);
  };
  for (let round = 0; round < ROUNDS; round++) {
    await Promise.all(Array.from({ length: AT_ONCE }, (_, n) => killAtRandom(round * AT_ONCE + n)));
    const events = await eventsIn(open());
    expectAcknowledged(acknowledged, events);
    expect(tornBatches(events)).toEqual([]);
  }
  expect(acknowledged.size).toBeGreaterThan(ROUNDS * AT_ONCE);
}

/** A log, its writers by number as processes, and its readers here. */
export interface SharedLog {
  start(nth: number, share: Share): ChildProcess;
  open(): Store;
}

const WRITERS = 8;

/** What holds of processes that share a log, whatever it is kept in. */
export function itIsSharedByProcesses(place: (log: string) => SharedLog): void {
  it('is written to by all of them, each event once, and readers meanwhile skip none', async () => {
    const { start, open } = place('shared');
    const all = { name: 'event', writers: WRITERS, count: 10_000 };
    const writers = Array.from({ length: WRITERS }, (_, writer) => start(writer, { ...all, writer }));
    await expectNothingSkipped(writers, open, all);
  });

  it('loses nothing that was acknowledged when they are killed, and keeps no half of an append', async () => {
    const { start, open } = place('killed');
    const forEver = { writer: 0, writers: 1, count: Number.POSITIVE_INFINITY };
    await expectFiftyKillsSurvived((nth) => start(nth, { name: `killed-${nth}`, ...forEver }), open);
  });
}
