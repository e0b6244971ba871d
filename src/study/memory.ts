import type { Cursor, LogPage, Store } from '../store/store.js';
import { checkpointOf, type Holdings, rememberedFrom } from './checkpoint.js';
import type { Ledger } from './ledger.js';
import { fitting } from './renumber.js';
import type { Shelf } from './shelf.js';

/** A log as it is opened: what its checkpoint holds, and the page of all that came after. */
export interface OpenedLog extends LogPage {
  readonly kept: Holdings | undefined;
}

/** Reads a log, from its checkpoint on where there is one that fits. Whatever is wrong with a checkpoint costs only time. */
export async function openLog(store: Store, shelf: Shelf): Promise<OpenedLog> {
  try {
    const bytes = shelf.circumstances && (await store.checkpoint?.load());
    const remembered = bytes && rememberedFrom(bytes);
    const kept = remembered && fitting(remembered, shelf);
    if (kept) return { kept, ...(await store.read(remembered.cursor)) };
  } catch {
    // It was of another log, or is out of reach; if the log is so too, that is told next.
  }
  return { kept: undefined, ...(await store.read()) };
}

/** A checkpoint is worth its making when so many events came since the last, and such a share of those before. */
const WORTH_EVENTS = 1_000;
const WORTH_SHARE = 1 / 8;

/** Keeps the checkpoint of a log. */
export class Memory {
  readonly #store: Store;
  readonly #shelf: Shelf;
  readonly #ledger: Ledger;
  /** How many events the last checkpoint holds. */
  #covered: number;

  constructor(store: Store, shelf: Shelf, ledger: Ledger, covered = 0) {
    this.#store = store;
    this.#shelf = shelf;
    this.#ledger = ledger;
    this.#covered = covered;
  }

  get isWorthSaving(): boolean {
    const fresh = this.#ledger.count - this.#covered;
    const canKeep = this.#store.checkpoint !== undefined && this.#shelf.circumstances !== undefined;
    return canKeep && fresh >= WORTH_EVENTS && fresh >= this.#covered * WORTH_SHARE;
  }

  /** @param cursor right behind all that the ledger knows */
  async save(cursor: Cursor): Promise<void> {
    const { circumstances, cards } = this.#shelf;
    if (circumstances === undefined) return;
    const { count, holdings } = this.#ledger;
    await this.#store.checkpoint?.save(checkpointOf({ circumstances, cursor, cards, holdings }));
    this.#covered = count;
  }
}
