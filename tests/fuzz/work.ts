/** What a worker is to do. */
export interface Work {
  /** Of the reader. */
  readonly name: string;
  /** Changes all cases. */
  readonly run: number;
  readonly from: number;
  readonly until: number;
  /** Two numbers: the case that is being read, or `IDLE`; and the kilobytes that the process had before. */
  readonly state: SharedArrayBuffer;
}

export const IDLE = -1;
export const BYTES_PER_KB = 1_024;

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
