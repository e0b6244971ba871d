import type * as FileSystem from 'node:fs';
import { statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileStore } from 'ownwords/file';
import { beforeEach, describe, expect, it, onTestFinished, vi } from 'vitest';
import { freshFolder } from './processes.js';
import { event, events } from './some-events.js';

const did = { calls: [] as string[], read: 0, largest: 0 };

vi.mock('node:fs', async (original) => {
  const real = await original<typeof FileSystem>();
  const counted =
    (name: keyof typeof FileSystem) =>
    (...args: unknown[]) => {
      did.calls.push(name);
      return (real[name] as (...args: unknown[]) => unknown)(...args);
    };
  const names = ['closeSync', 'mkdirSync', 'openSync', 'realpathSync', 'unlinkSync', 'writeSync', 'fdatasync'] as const;
  return {
    ...real,
    ...Object.fromEntries(names.map((name) => [name, counted(name)])),
    readSync(file: number, bytes: Buffer, offset: number, length: number, position: number) {
      const count = real.readSync(file, bytes, offset, length, position);
      did.read += count;
      did.largest = Math.max(did.largest, length);
      return count;
    },
  };
});

const HEADER = '{"format":"ownwords-log","version":1}\n';
const LONG = 20_000;

let path: string;
beforeEach(() => {
  path = join(freshFolder(), 'log.ndjson');
  const lines = events(LONG).map((event) => `${JSON.stringify(event)}\n`);
  writeFileSync(path, HEADER + lines.join(''));
  vi.restoreAllMocks();
  Object.assign(did, { calls: [], read: 0, largest: 0 });
});

describe('the work of a file store', () => {
  it('for one append after another is to write and to flush: it reads nothing, opens nothing and takes no lock', async () => {
    vi.useFakeTimers({ toFake: ['setTimeout'] }); // no turn ends
    onTestFinished(() => void vi.useRealTimers());
    const store = fileStore(path);
    await store.append([event('first')]);
    await store.append([event('second')]);
    Object.assign(did, { calls: [], read: 0 });
    await store.append([event('third')]);
    expect(did).toMatchObject({ calls: ['writeSync', 'fdatasync'], read: 0 });
    await store.close();
  });

  it('for an event that is known is to read that event', async () => {
    const store = fileStore(path);
    await store.append([event('first')]);
    did.read = 0;
    await store.append([event('event 7')]);
    expect(did.read).toBeGreaterThan(0);
    expect(did.read).toBeLessThan(1_000);
    await store.close();
  });

  it('for the first append is to read the file once, and to build no event', async () => {
    const parse = vi.spyOn(JSON, 'parse');
    const store = fileStore(path);
    const { size } = statSync(path);
    await store.append([event('first')]);
    expect(parse.mock.calls.length).toBeLessThan(5);
    expect(did.read).toBeGreaterThanOrEqual(size);
    expect(did.read).toBeLessThan(size * 1.01);
    await store.close();
  });

  it('never holds more of a long file than a part', async () => {
    const store = fileStore(path);
    expect((await store.read()).events).toHaveLength(LONG);
    await store.append([event('first')]);
    expect(did.largest).toBeLessThan(statSync(path).size / 4);
    await store.close();
  });
});
