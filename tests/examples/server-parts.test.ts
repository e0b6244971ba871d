import { expect, it } from 'vitest';
import { problemResponse } from '../../examples/server/problem.js';
import { rateLimiter } from '../../examples/server/rate-limit.js';
import { learnerOf, tokenFor } from '../../examples/server/tokens.js';
import { turns } from '../../examples/server/turns.js';

it('a learner may ask in a burst, then at the rate, and after a pause in a burst again', () => {
  let now = 1_000;
  const waitOf = rateLimiter({ perSecond: 20, burst: 100, now: () => now });
  const letIn = (requests: number) => Array.from({ length: requests }, () => waitOf('me')).filter((wait) => wait === 0);
  expect(letIn(150)).toHaveLength(100);
  expect(waitOf('me')).toBeCloseTo(50);
  now += 1_000;
  expect(letIn(150)).toHaveLength(20);
  now += 60_000;
  expect(letIn(150)).toHaveLength(100);
  expect(waitOf('alice')).toBe(0);
});

it('who asks too often is not kept out longer for it', () => {
  let now = 0;
  const waitOf = rateLimiter({ perSecond: 1, burst: 1, now: () => now });
  expect(waitOf('me')).toBe(0);
  for (let tries = 0; tries < 100; tries++) expect(waitOf('me')).toBeGreaterThan(0);
  now += 1_000;
  expect(waitOf('me')).toBe(0);
});

it('no more learners are remembered than were said, those who asked last', () => {
  const waitOf = rateLimiter({ perSecond: 1, burst: 1, learners: 3, now: () => 0 });
  for (const learner of ['a', 'b', 'c', 'd']) expect(waitOf(learner)).toBe(0);
  for (const learner of ['b', 'c', 'd']) expect(waitOf(learner)).toBeGreaterThan(0);
  expect(waitOf('a')).toBe(0); // forgotten
});

it('a token names its learner, whatever the name, and only names that can be kept get one', () => {
  const secret = 'a secret';
  for (const name of ['me', 'a.b', '.', 'Zoë 🦊', '%', "';--", 'x'.repeat(100)]) {
    expect(learnerOf(tokenFor(name, secret), secret)).toBe(name);
    expect(tokenFor(name, secret)).toMatch(/^[!-~]+$/);
    expect(learnerOf(tokenFor(name, secret), 'another')).toBeUndefined();
  }
  for (const name of ['', 'x'.repeat(101), 'a\0b', 'a\nb', '\ud800', '\u0085']) {
    expect(() => tokenFor(name, secret)).toThrow(/name/);
  }
});

it('work with one name is done in turn, also after a failure, and beside that with another', async () => {
  const inTurn = turns();
  const steps: string[] = [];
  const work = (step: string, ms: number) => async () => {
    steps.push(`${step} begins`);
    await new Promise((resolve) => setTimeout(resolve, ms));
    steps.push(`${step} ends`);
    if (step === 'first') throw new Error(step);
    return step;
  };
  const first = inTurn('me', work('first', 20));
  const second = inTurn('me', work('second', 0));
  const other = inTurn('alice', work('other', 0));
  await expect(first).rejects.toThrow('first');
  expect(await Promise.all([second, other])).toEqual(['second', 'other']);
  expect(steps).toEqual(['first begins', 'other begins', 'other ends', 'first ends', 'second begins', 'second ends']);
});

it('of a failure inside, the caller is told nothing but that it happened, and the log all', async () => {
  const told: unknown[] = [];
  const error = new Error('password of /etc/secret');
  const response = problemResponse(error, (failure) => told.push(failure));
  expect(response.status).toBe(500);
  expect(await response.text()).not.toContain('secret');
  expect(told).toEqual([error]);
});
