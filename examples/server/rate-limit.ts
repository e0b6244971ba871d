/** How often each learner may ask. */
export interface RateLimit {
  readonly perSecond: number;
  /** At once, after a pause. */
  readonly burst: number;
  /** Learners to remember at most; by default 10,000. Of those who are forgotten, nobody has to wait. */
  readonly learners?: number;
  /** Ms of a clock that never goes back. */
  readonly now?: () => number;
}

/**
 * Counts requests in buckets: each learner has one that holds `burst` tokens and is refilled at `perSecond`, and a request
 * takes a token. Of a bucket, only the time when it will be full again is kept.
 * @returns how many ms a learner has to wait before asking; 0 if the request was let in
 */
export function rateLimiter({ perSecond, burst, learners = 10_000, now = () => performance.now() }: RateLimit) {
  const msPerToken = 1_000 / perSecond;
  const fullAt = new Map<string, number>(); // who asked longest ago stands first
  return (learner: string): number => {
    const present = now();
    const filled = Math.max(fullAt.get(learner) ?? 0, present) + msPerToken;
    const wait = filled - present - burst * msPerToken;
    if (wait > 0) return wait;
    fullAt.delete(learner);
    fullAt.set(learner, filled);
    const [oldest] = fullAt.keys();
    if (fullAt.size > learners && oldest !== undefined) fullAt.delete(oldest);
    return 0;
  };
}
