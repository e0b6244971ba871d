import { spawn } from 'node:child_process';
import { existsSync, readFileSync, renameSync, unlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileStore } from 'ownwords/file';
import { beforeEach, describe, expect, it, onTestFinished, vi } from 'vitest';
import { FileTurns } from '../../src/store/file-turns.js';
import { finished, freshFolder, program } from './processes.js';
import { event, idsIn } from './some-events.js';

let path: string;
let lock: string;
beforeEach(() => {
  path = join(freshFolder(), 'log.ndjson');
  lock = `${path}.lock`;
});

/** Time that passes when the test says so. */
function stopTime(): void {
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
  onTestFinished(() => void vi.useRealTimers());
}

const work = async () => undefined;

describe('the lock of a file', () => {
  it('is released at once by who writes once, and a little later by who writes again and again', async () => {
    stopTime();
    const turns = new FileTurns(path);
    await turns.take(work);
    expect(existsSync(lock)).toBe(false);
    await turns.take(work);
    await turns.take(work);
    expect(existsSync(lock)).toBe(true);
    await vi.advanceTimersByTimeAsync(50);
    expect(existsSync(lock)).toBe(false);
  });

  it('is released by a work that is under way when its turn is over, and by one that fails', async () => {
    stopTime();
    const turns = new FileTurns(path);
    await turns.take(work);
    await turns.take(() => vi.advanceTimersByTimeAsync(50));
    expect(existsSync(lock)).toBe(false);
    await vi.advanceTimersByTimeAsync(50);
    await turns.take(work);
    await expect(turns.take(() => Promise.reject(new Error('no')))).rejects.toThrow('no');
    expect(existsSync(lock)).toBe(false);
  });

  it('is released by who closes the store', async () => {
    const store = fileStore(path);
    for (const id of ['one', 'two', 'three']) await store.append([event(id)]);
    await store.close();
    expect(existsSync(lock)).toBe(false);
  });

  it('is gone when a program has ended that did not close its store', async () => {
    const { errors, output } = await finished(
      spawn(process.execPath, [program('append'), path, 'it', '30', '1', '0', 'open']),
    );
    expect([errors, JSON.parse(output.trim().split('\n').at(-1) as string)]).toEqual(['', { seen: 30 }]);
    expect(existsSync(lock)).toBe(false);
  });

  it('comes to others while one writes without a pause', async () => {
    const [busy, other] = [fileStore(path), fileStore(path)];
    let isWaiting = true;
    await busy.append([event('first')]);
    const kept = other.append([event('other')]).then(() => {
      isWaiting = false;
    });
    for (let n = 0; isWaiting && n < 10_000; n++) await busy.append([event(`busy ${n}`)]);
    expect(isWaiting).toBe(false);
    await kept;
    expect(await idsIn(busy)).toContain('other');
  });

  it('is left alone for a moment after a turn, so that others who wait for it get it', async () => {
    stopTime();
    const [busy, other] = [new FileTurns(path), new FileTurns(path)];
    const order: string[] = [];
    await busy.take(work);
    await busy.take(work);
    await vi.advanceTimersByTimeAsync(40);
    const busyAgain = busy.take(async () => order.push('busy'));
    await vi.advanceTimersByTimeAsync(2);
    await other.take(async () => order.push('other'));
    await vi.advanceTimersByTimeAsync(2);
    await busyAgain;
    expect(order).toEqual(['other', 'busy']);
  });

  it('is asked for anew by who lost it between two writes', async () => {
    stopTime();
    const store = fileStore(path);
    const append = (id: string) => store.append([event(id)]);
    await append('one');
    await append('two');
    unlinkSync(lock);
    await append('three');
    expect(existsSync(lock)).toBe(true);
    writeFileSync(lock, readFileSync(lock, 'utf8').replace(/^\d+/, '4194305')); // no process has this id
    renameSync(lock, `${lock}.away`);
    writeFileSync(lock, readFileSync(`${lock}.away`));
    const appended = append('four');
    await vi.advanceTimersByTimeAsync(10);
    await appended;
    expect(await idsIn(store)).toEqual(['one', 'two', 'three', 'four']);
  });
});

describe('a file that is kept open', () => {
  it('is left for the one that was put in its place', async () => {
    stopTime();
    const store = fileStore(path);
    await store.append([event('one')]);
    const backup = readFileSync(path);
    await store.append([event('two')]);
    writeFileSync(`${path}.backup`, `${backup}${JSON.stringify([event('three'), event('four')])}\n`);
    renameSync(`${path}.backup`, path);
    const appended = store.append([event('five')]);
    await vi.advanceTimersByTimeAsync(10); // a turn came to its end
    await appended;
    expect(await idsIn(fileStore(path))).toEqual(['one', 'three', 'four', 'five']);
  });
});
