import { StudyError } from '../errors.js';
import type { CardEvent, StudyEvent } from '../log/event.js';
import { copyLog } from '../store/copy-log.js';
import { memoryStore } from '../store/memory.js';
import type { Cursor, Store } from '../store/store.js';
import { law, refused, type StoreLaw, same } from './law.js';
import { idsOf, read, reviews } from './law-events.js';

/** What stores promise that share a log, at once or one after another. */
export const lawsOfSharing: readonly StoreLaw[] = [
  law('a cursor skips nothing while others write, and yields nothing twice', async (open) => {
    const events = reviews(200);
    const writers = await Promise.all(Array.from({ length: 8 }, () => open()));
    const [reader, pager] = [await open(), await open()];
    // Each event is written by two of them.
    const writing = Promise.all(
      writers.map(async (writer, n) => {
        for (const [index, event] of events.entries()) {
          if (index % 8 === n || index % 8 === (n + 1) % 8) await writer.append([event]);
        }
      }),
    );
    let isWriting = true;
    const done = () => (isWriting = false);
    writing.then(done, done);
    const follow = async (store: Store, limit?: number) => {
      const seen: StudyEvent[] = [];
      let cursor: Cursor | undefined;
      const turn = async () => {
        const page = await store.read(cursor, limit);
        seen.push(...page.events);
        cursor = page.cursor;
        return page.events.length;
      };
      while (isWriting) {
        await turn();
        await new Promise((resolve) => setTimeout(resolve, 1));
      }
      while ((await turn()) > 0);
      return seen;
    };
    const [all, paged] = await Promise.all([follow(reader), follow(pager, 3)]);
    await writing;
    same(idsOf(all).sort(), idsOf(events).sort());
    same(paged, all);
  }),
  law('a cursor of another log is refused', async (open, openOther) => {
    const [one, other] = [await open(), await openOther?.()];
    if (!other) return;
    const events = reviews(3);
    await one.append(events.slice(0, 2));
    await other.append(events.slice(2));
    const { cursor } = await read(other);
    await refused(read(one, cursor), 'invalid-argument');
    same((await read(other, cursor)).events, []);
  }),
  law('the log outlives the store', async (open) => {
    const store = await open();
    const events = reviews(3);
    await store.append(events);
    await store.close();
    same((await open().then(read)).events, events);
  }),
  law('two stores on one log see each other', async (open) => {
    const [one, other] = [await open(), await open()];
    const [first, second] = reviews(2) as [CardEvent, CardEvent];
    await one.append([first]);
    await other.append([second, first]);
    same((await read(one)).events, [first, second]);
    same((await read(other)).events, [first, second]);
  }),
  law('a copy that was interrupted goes on where it stopped', async (open) => {
    const [from, to] = [memoryStore(), await open()];
    const events = reviews(2_500);
    await from.append(events);
    let pages = 0;
    const interrupted: Store = {
      ...from,
      read: async (after, limit) => {
        if (++pages > 2) throw new StudyError('unreachable', 'The line is dead');
        return from.read(after, limit);
      },
    };
    let after: Cursor | undefined;
    const onPage = ({ cursor }: { readonly cursor: Cursor }) => {
      after = cursor;
    };
    await refused(copyLog(interrupted, to, { onPage }), 'unreachable');
    same((await read(to)).events, events.slice(0, 2_000));
    same((await copyLog(from, to, { after })).copied, 500);
    same((await read(to)).events, events);
    same((await copyLog(to, memoryStore())).copied, 2_500);
  }),
  law('a checkpoint is kept as it was saved, and leaves the log alone', async (open) => {
    const [store, other] = [await open(), await open()];
    if (!store.checkpoint || !other.checkpoint) return;
    const events = reviews(3);
    await store.append(events);
    same(await store.checkpoint.load(), undefined);
    for (const bytes of [Uint8Array.of(0), Uint8Array.from({ length: 100_000 }, (_, n) => n % 256)]) {
      await store.checkpoint.save(bytes);
      same([...((await other.checkpoint.load()) ?? [])], [...bytes]);
    }
    same((await read(other)).events, events);
    await other.close();
    await refused(other.checkpoint.load(), 'closed');
    await refused(other.checkpoint.save(Uint8Array.of()), 'closed');
  }),
];
