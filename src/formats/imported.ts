import type { CardId, Deck } from '../deck/deck.js';
import type { Progress } from '../log/progress.js';

/** What a file of another program came to. */
export interface Imported {
  /** Only decks that hold cards. */
  readonly decks: readonly Deck[];
  /** What happened to the cards, for `study.importProgress`. Reading the same file again gives the same events. */
  readonly progress: Progress;
  /** Everything that was left out or changed, in the order of the file. */
  readonly remarks: readonly Remark[];
}

/** Something that did not come over as it was. */
export interface Remark {
  /** `dropped`: it is not there. `changed`: it is there in another form, or with less to it. */
  readonly kind: 'dropped' | 'changed';
  /** Where in the file: `note 1736517601027`, `card 1736517601029`, `line 12`, `deck Geo::Europe`. */
  readonly place: string;
  /** What became of it, and why. */
  readonly message: string;
  /** The card concerned, where one came of it. */
  readonly cardId?: CardId;
}

/** How far a long piece of work has come. */
export interface WorkDone {
  /** What is being done, as a word. */
  readonly step: string;
  readonly done: number;
  readonly total: number;
}

/** What is asked of an `AbortSignal`. */
interface CancelSignal {
  /** @throws its reason, once it is aborted */
  throwIfAborted(): void;
}

/** What all long work takes. */
export interface WorkOptions {
  /** Told several times a second how far the work has come, and of each step when all of it is done. */
  readonly onProgress?: (work: WorkDone) => void;
  /** Ends the work; the promise is then rejected with the signal's reason. */
  readonly signal?: CancelSignal;
}

/** Files that cards refer to, by name. A `Map` is one. */
export interface Media<Data extends Uint8Array = Uint8Array> extends Iterable<readonly [name: string, bytes: Data]> {
  readonly size: number;
  has(name: string): boolean;
  get(name: string): Data | undefined;
  keys(): Iterable<string>;
}
