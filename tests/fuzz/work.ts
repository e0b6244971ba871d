/** What a worker is to do. */
export interface Work {
  /** Of the reader. */
  readonly name: string;
  /** Changes all cases. */
  readonly run: number;
  readonly from: number;
  readonly until: number;
  /** One number: the case that is being read, or `IDLE`. */
  readonly state: SharedArrayBuffer;
}

export const IDLE = -1;

/** What a worker tells. */
export type News =
  | { readonly kind: 'failed'; readonly number: number; readonly error: string }
  | {
      readonly kind: 'done';
      readonly read: number;
      readonly refused: Readonly<Record<string, number>>;
      readonly slowest: { readonly number: number; readonly ms: number };
      readonly mostGrowth: { readonly number: number; readonly bytes: number };
    };
