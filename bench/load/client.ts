import type { StudyEvent } from 'ownwords';
import { type Order, type Outcome, PAGE, type Side, syncers, type Work, type World } from './order.js';
import { type Way, waysTo } from './sides.js';

/** The process that drives load: it is told where, then gets one order after another, and says what became of each. */
const world: World = JSON.parse(process.argv[2] as string);
const ways = waysTo(world);
const caughtUp = new Set<Side>();
let minted = 0;

process.on('message', (order: Order) => {
  void carryOut(order).then((outcome) => process.send?.(outcome));
});

async function carryOut({ side, work, concurrency, ms }: Order): Promise<Outcome> {
  const way = ways[side];
  if (work === 'sync' && !caughtUp.has(side)) {
    const { from, count } = syncers(side, world.learners);
    await Promise.all(
      Array.from({ length: 4 }, async (_, lane) => {
        for (let learner = from + lane; learner < from + count; learner += 4) await way.catchUp(learner);
      }),
    );
    caughtUp.add(side);
  }
  const latencies: number[] = [];
  let errors = 0;
  let error: string | undefined;
  const start = performance.now();
  const end = start + ms;
  const lane = async (nth: number) => {
    const learnerOf = learnersOf(side, work, nth, concurrency);
    for (let turn = 0; performance.now() < end; turn++) {
      const before = performance.now();
      try {
        await doOnce(way, side, work, learnerOf(turn));
        latencies.push(performance.now() - before);
      } catch (failure) {
        errors++;
        error ??= String(failure);
      }
    }
  };
  await Promise.all(Array.from({ length: concurrency }, (_, nth) => lane(nth)));
  const seconds = (performance.now() - start) / 1_000;
  latencies.sort((a, b) => a - b);
  const at = (share: number) => latencies[Math.min(latencies.length - 1, Math.floor(latencies.length * share))] ?? 0;
  const done = latencies.length;
  return { done, errors, error, perSecond: done / seconds, p50: at(0.5), p99: at(0.99) };
}

async function doOnce(way: Way, side: Side, work: Work, learner: number): Promise<void> {
  if (work === 'sync') await way.catchUp(learner);
  const count = work === 'sync' ? PAGE : 1;
  await way.append(
    learner,
    Array.from({ length: count }, () => eventOf(side, learner)),
  );
}

/** Whose turn it is: grades come from anybody; of those who sync, no two lanes have the same. */
function learnersOf(side: Side, work: Work, lane: number, lanes: number): (turn: number) => number {
  const { from, count } = syncers(side, world.learners);
  if (work === 'sync') {
    const own = Math.max(1, Math.floor((count - lane + lanes - 1) / lanes));
    return (turn) => from + lane + (turn % own) * lanes;
  }
  const others = 2 * count; // those who sync are left out
  return () => others + Math.floor(Math.random() * (world.learners - others));
}

function eventOf(side: Side, learner: number): StudyEvent {
  minted++;
  return {
    id: `${side}-${minted}-${learner}`,
    type: 'reviewed',
    at: 1_760_000_000_000 + minted,
    cardId: `deck/card-${minted % 1_000}`,
    grade: 'good',
    day: '2025-10-09',
    nth: 2,
    due: '2025-10-21',
    durationMs: 8_123,
  } as unknown as StudyEvent;
}
