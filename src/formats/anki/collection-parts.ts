import type { AnkiDeck, Notetype, Preset } from './collection.js';

/** A deck with what only the first scheduler's cards need to know. */
export interface DeckSource extends AnkiDeck {
  /** Of a filtered deck: whether answers in it change when cards fall due. */
  readonly reschedules: boolean;
}

/** What stands beside the notes, cards and reviews; how depends on the schema. */
export interface CollectionParts {
  readonly rolloverHour: number;
  readonly creationOffset?: number;
  readonly schedulerVersion: 1 | 2;
  readonly notetypes: ReadonlyMap<number, Notetype>;
  readonly decks: ReadonlyMap<number, DeckSource>;
  readonly presets: ReadonlyMap<number, Preset>;
}

/** By id; of two with the same one, the later counts. */
export const byId = <Part extends { readonly id: number }>(parts: readonly Part[]): ReadonlyMap<number, Part> =>
  new Map(parts.map((part) => [part.id, part]));
