import { copyLog, memoryStore, type Store, StudyError } from 'ownwords';
import { describe, expect, it } from 'vitest';
import { event, events, idsIn } from './some-events.js';

const failing = (code: 'disk-full' | 'unreachable') => async () => {
  throw new StudyError(code, 'no');
};
const filled = async (count: number) => {
  const store = memoryStore();
  await store.append(events(count));
  return store;
};
const code = (code: string) => expect.objectContaining({ code });

describe('copyLog', () => {
  it('begins anew where the cursor does not fit', async () => {
    const [from, to] = [await filled(5), memoryStore()];
    const other = memoryStore();
    await other.append([event('other')]);
    expect((await copyLog(from, to, { after: (await other.read()).cursor })).copied).toBe(5);
    expect(await idsIn(to)).toEqual(await idsIn(from));
  });

  it('hands on an error that another cursor or smaller parts would not mend', async () => {
    const from = await filled(10);
    let tries = 0;
    const counted = (work: () => Promise<never>) => () => {
      tries++;
      return work();
    };
    const full: Store = { ...memoryStore(), append: counted(failing('disk-full')) };
    await expect(copyLog(from, full)).rejects.toEqual(code('disk-full'));
    expect(tries).toBe(1);
    const { cursor: after } = await from.read(undefined, 5);
    const gone: Store = { ...from, read: counted(failing('unreachable')) };
    await expect(copyLog(gone, memoryStore(), { after })).rejects.toEqual(code('unreachable'));
    expect(tries).toBe(2);
  });

  it('goes in as many parts as a place needs that takes little at once', async () => {
    const [from, to] = [await filled(10), memoryStore()];
    const taking = (most: number): Store => ({
      ...to,
      async append(events) {
        if (events.length > most) throw new StudyError('too-large', 'no');
        await to.append(events);
      },
    });
    await expect(copyLog(from, taking(0))).rejects.toEqual(code('too-large'));
    expect((await copyLog(from, taking(3))).copied).toBe(10);
    expect((await to.read()).events).toEqual((await from.read()).events);
  });

  it('waits for whoever remembers a page before it goes on, and tells of none that is empty', async () => {
    const from = await filled(2_000);
    const order: string[] = [];
    const reading: Store = {
      ...from,
      read(after, limit) {
        order.push('read');
        return from.read(after, limit);
      },
    };
    await copyLog(reading, memoryStore(), {
      async onPage({ copied }) {
        await new Promise((resolve) => setTimeout(resolve, 5));
        order.push(`kept ${copied}`);
      },
    });
    expect(order).toEqual(['read', 'kept 1000', 'read', 'kept 2000', 'read']);
  });
});
