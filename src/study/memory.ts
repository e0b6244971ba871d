import type { Cursor, LogPage, Store } from '../store/store.js';
import { type Circumstances, checkpointOf, type Remembered, rememberedFrom } from './checkpoint.js';
import type { Ledger } from './ledger.js';
import type { Shelf } from './shelf.js';

/** A log as it is opened: what its checkpoint remembers, and the page of all that came after. */
export interface OpenedLog extends LogPage {
  readonly remembered: Remembered | undefined;
}

/** Reads a log, from its checkpoint on where there is one that fits. Whatever is wrong with a checkpoint costs only time. */
export async function openLog(store: Store, circumstances: Circumstances | undefined): Promise<OpenedLog> {
  try {
    const bytes = circumstances && (await store.checkpoint?.load());
    const remembered = bytes && rememberedFrom(bytes, circumstances);
    if (remembered) return { remembered, ...(await store.read(remembered.cursor)) };
  } catch {
    // It was of another log, or is out of reach; if the log is so too, that is told next.
  }
  return { remembered: undefined, ...(await store.read()) };
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
    const ledger = this.#ledger;
    const { circumstances, currentId } = this.#shelf;
    if (circumstances === undefined) return;
    const stateOf: Parameters<typeof checkpointOf>[0]['stateOf'] = (id) => {
      const card = this.#shelf.find(id);
      return card && ledger.state(card.id, card.scheduler);
    };
    const { events, takenBack } = ledger;
    await this.#store.checkpoint?.save(checkpointOf({ circumstances, cursor, events, takenBack, currentId, stateOf }));
    this.#covered = ledger.count;
  }
}
