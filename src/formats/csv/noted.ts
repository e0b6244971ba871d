import type { Issue } from '../../errors.js';
import type { Remark } from '../imported.js';

/** A remark on a file, and what it is about, for whoever looks for its place. */
export interface Noted extends Remark {
  readonly about?: About;
}

interface About {
  /** `form`: it cannot be read; `twice`: a key is taken already; `content`: it can be read, and no deck may hold it. */
  readonly kind: 'form' | 'twice' | 'content';
  /** The part of the card, or `deck` for what is said of the deck. */
  readonly member?: string;
  /** Where it begins in the text, if it is neither a row nor a cell. */
  readonly offset?: number;
  /** For what breaks the deck format. */
  readonly issue?: Issue;
}

/** The remark as callers are told it. */
export function toldOf({ about: _, ...remark }: Noted): Remark {
  return remark;
}
