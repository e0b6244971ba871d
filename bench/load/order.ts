/** Three ways to the same database, from the farthest to the nearest. */
export const SIDES = ['http', 'store', 'bare'] as const;
export type Side = (typeof SIDES)[number];

/** A grade is one event; a sync reads what is new and brings a page of events. */
export const WORKS = ['grade', 'sync'] as const;
export type Work = (typeof WORKS)[number];

/** Events that a device brings to a sync. */
export const PAGE = 20;

/** What the client process is given when it starts. */
export interface World {
  readonly databaseUrl: string;
  readonly serverUrl: string;
  readonly secret: string;
  readonly learners: number;
  /** Events that each learner begins with. */
  readonly history: number;
  /** Zip bodies, and let the server zip its answers. */
  readonly zip: boolean;
}

/** What the client process is asked to do. */
export interface Order {
  readonly side: Side;
  readonly work: Work;
  /** How much of it at once. */
  readonly concurrency: number;
  readonly ms: number;
}

/** What became of it. */
export interface Outcome {
  readonly done: number;
  readonly errors: number;
  /** Of the first failure. */
  readonly error?: string | undefined;
  readonly perSecond: number;
  readonly p50: number;
  readonly p99: number;
}

/** Learners who sync, by number: each side has some of its own, so that none reads what another brought. */
export function syncers(side: Side, learners: number): { readonly from: number; readonly count: number } {
  const count = Math.min(1_000, Math.floor(learners / 4));
  return { from: side === 'store' ? count : 0, count };
}

export const logOf = (learner: number) => `learner-${learner}`;
