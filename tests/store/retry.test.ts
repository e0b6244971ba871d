import { describe, expect, it } from 'vitest';
import { retrying } from '../../src/store/retry.js';

const always = () => true;
const waitMs = () => 1;
const fails = async () => {
  throw new Error('no');
};

describe('what is tried again', () => {
  it('is tried so often at most', async () => {
    let tries = 0;
    const work = () => fails().finally(() => tries++);
    await expect(retrying(work, always, { tries: 3, waitMs })).rejects.toThrow('no');
    expect(tries).toBe(3);
  });

  it('is given up when its time is over, however slow each try is', async () => {
    const slow = () => new Promise((resolve) => setTimeout(resolve, 20)).then(fails);
    await expect(retrying(slow, always, { tries: Infinity, withinMs: 50, waitMs })).rejects.toThrow('no');
  });

  it('is not tried again when the failure will not pass', async () => {
    let tries = 0;
    const work = () => fails().finally(() => tries++);
    await expect(retrying(work, () => false, { waitMs })).rejects.toThrow('no');
    expect(tries).toBe(1);
  });

  it('succeeds when a try does', async () => {
    let tries = 0;
    const work = async () => (++tries < 3 ? fails() : 'done');
    expect(await retrying(work, always, { waitMs })).toBe('done');
  });
});
