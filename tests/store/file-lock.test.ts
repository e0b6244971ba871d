import { spawn } from 'node:child_process';
import { existsSync, readFileSync, unlinkSync, utimesSync, writeFileSync } from 'node:fs';
import { hostname } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { withFileLock } from '../../src/store/file-lock.js';
import { finished, freshFolder } from './processes.js';

const code = (code: string) => expect.objectContaining({ code });

let path: string;
beforeEach(() => {
  path = join(freshFolder(), 'log.ndjson');
});

describe('a lock', () => {
  const work = async () => 'done';
  let lock: string;
  beforeEach(() => {
    lock = `${path}.lock`;
  });
  afterEach(() => {
    vi.useRealTimers();
  });

  it('lets one work at a time, and goes when the work fails', async () => {
    let inside = 0;
    const shy = async () => {
      expect(++inside).toBe(1);
      await new Promise((resolve) => setTimeout(resolve, 2));
      inside--;
    };
    await Promise.all(Array.from({ length: 10 }, () => withFileLock(lock, shy)));
    await expect(withFileLock(lock, () => Promise.reject(new Error('no')))).rejects.toThrow('no');
    expect(existsSync(lock)).toBe(false);
  });

  it('that was taken over meanwhile is left to whoever has it now', async () => {
    await withFileLock(lock, async () => {
      unlinkSync(lock);
      writeFileSync(lock, 'another');
    });
    expect(readFileSync(lock, 'utf8')).toBe('another');
  });

  it('that was taken over while its holder was paused stops the holder', async () => {
    const paused = withFileLock(lock, async (assertHeld) => {
      writeFileSync(lock, 'another, who waited long enough');
      utimesSync(lock, 1, 1);
      assertHeld();
    });
    await expect(paused).rejects.toEqual(code('busy'));
  });

  it('of another namespace of processes is left alone, whatever runs here', async () => {
    vi.useFakeTimers();
    writeFileSync(lock, `999999 ${hostname()} pid:[1]`);
    const done = vi.fn();
    withFileLock(lock, work).then(done);
    await vi.advanceTimersByTimeAsync(5_000);
    expect(done).not.toHaveBeenCalled();
    await vi.advanceTimersByTimeAsync(6_000);
    expect(done).toHaveBeenCalled();
  });

  it('of a process that is dead is taken over at once', async () => {
    const child = spawn(process.execPath, ['-e', '']);
    await finished(child);
    await withFileLock(lock, async () => {
      const own = readFileSync(lock, 'utf8');
      writeFileSync(lock, own.replace(/^\d+/, String(child.pid)));
    });
    expect(existsSync(lock)).toBe(true);
    expect(await withFileLock(lock, work)).toBe('done');
  });

  it.each([
    ['that names nobody is taken over after a second', '', 1_100],
    ['of another machine is taken over after ten seconds', '1 elsewhere', 10_100],
    ['of a process that lives but forgot it is taken over after ten seconds', `${process.pid} ${hostname()}`, 10_100],
  ])('%s', async (_, holder, ms) => {
    vi.useFakeTimers();
    writeFileSync(lock, holder);
    const done = vi.fn();
    const working = withFileLock(lock, work).then(done);
    await vi.advanceTimersByTimeAsync(ms * 0.9);
    expect(done).not.toHaveBeenCalled();
    await vi.advanceTimersByTimeAsync(ms * 0.1 + 100);
    await working;
    expect(done).toHaveBeenCalledWith('done');
  });

  it('that changes hands for half a minute without our turn is an error', async () => {
    vi.useFakeTimers();
    writeFileSync(lock, `${process.pid} ${hostname()}`);
    const waiting = expect(withFileLock(lock, work)).rejects.toEqual(code('busy'));
    for (let second = 0; second < 40; second++) {
      writeFileSync(lock, `${process.pid} ${hostname()} ${second}`);
      await vi.advanceTimersByTimeAsync(1_000);
    }
    await waiting;
  });
});
