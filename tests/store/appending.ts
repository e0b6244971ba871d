import { writeSync } from 'node:fs';
import type { Store, StudyEvent } from 'ownwords';

/** What one of several writers has to append. */
export interface Share {
  /** The events of all of them are `NAME-0`, `NAME-1`, and so on. */
  readonly name: string;
  /** Which of the writers this is, from 0. */
  readonly writer: number;
  readonly writers: number;
  /** How many events they append together; `Infinity` for a writer that is meant to be killed. */
  readonly count: number;
}

const BATCH_SIZES = [1, 1, 2, 1, 5, 1, 1, 30];

/** Its own events, and every fifth of its neighbour's as well, in batches of mixed sizes. */
function* batchesOf(share: Share): Generator<StudyEvent[]> {
  const { name } = share;
  let ids: string[] = [];
  let nth = 0;
  const batch = () => {
    const label = `${name} ${nth++} ${ids.length}`;
    const events = ids.map((id) => ({ id, type: 'answered', at: nth, batch: label, cardId: 'deck/card', answer: id }));
    ids = [];
    return events as unknown as StudyEvent[];
  };
  for (const n of numbersOf(share)) {
    ids.push(`${name}-${n}`);
    if (ids.length === BATCH_SIZES[nth % BATCH_SIZES.length]) yield batch();
  }
  if (ids.length > 0) yield batch();
}

function* numbersOf({ writer, writers, count }: Share): Generator<number> {
  for (let n = 0; n < count; n++) {
    const isOwn = n % writers === writer;
    const isShared = n % 5 === 0 && (n + 1) % writers === writer;
    if (isOwn || isShared) yield n;
  }
}

/** Appends a share, and names the events of each batch in a line of output as soon as it is acknowledged. */
export async function appendAndTell(store: Store, share: Share): Promise<void> {
  for (const batch of batchesOf(share)) {
    await store.append(batch);
    writeSync(1, `${batch.map(({ id }) => id).join(' ')}\n`);
  }
}

/** A share as the arguments of a program, and back. */
export const argumentsOf = ({ name, writer, writers, count }: Share) => [name, ...[writer, writers, count].map(String)];
export const shareOf = ([name = '', writer, writers, count]: readonly string[]): Share => ({
  name,
  writer: Number(writer),
  writers: Number(writers),
  count: Number(count),
});

/** The events that a program said were acknowledged. A line that was cut short is no acknowledgement. */
export const acknowledgedIn = (output: string): string[] =>
  output
    .split('\n')
    .slice(0, -1)
    .flatMap((line) => line.split(' '));

/** The batches of which the log has only a part. */
export function tornBatches(events: readonly StudyEvent[]): string[] {
  const found = new Map<string, number>();
  for (const { batch = '' } of events) found.set(batch, (found.get(batch) ?? 0) + 1);
  return [...found].filter(([batch, size]) => Number(batch.split(' ')[2]) !== size).map(([batch]) => batch);
}
