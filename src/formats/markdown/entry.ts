import type { CardId } from '../../deck/deck.js';
import type { StudyEvent } from '../../log/event.js';
import type { Clock } from '../../time/clock.js';
import type { Remark } from '../imported.js';

/** A question that comes of an entry. */
export interface Ask {
  /** What its key ends with, after the key of the entry; empty for the first. */
  readonly ending: string;
  readonly prompt: string;
  readonly answer: string;
  readonly hint?: string;
  /** What happened to it, where the file tells. */
  readonly past?: (
    cardId: CardId,
    clock: Clock,
    remark: (kind: Remark['kind'], message: string) => void,
  ) => StudyEvent[];
}

/** What a file of another program takes for one thing to learn: a card, or several that belong together. */
export interface Entry {
  /** Where people find it in the file: `line 12`. */
  readonly place: string;
  /** The title of its deck; empty for the deck of the file. */
  readonly deck: string;
  /** The key written in the file. */
  readonly key: string | undefined;
  /** What a key is made of where none is written. */
  readonly wording: string;
  readonly asks: readonly Ask[];
  readonly tags?: readonly string[];
  /** Where a key can be written, and what around it; nothing where the file has no place for keys. */
  readonly keyPlace?: KeyPlace;
}

export interface KeyPlace {
  readonly at: number;
  readonly before: string;
  readonly after: string;
}

/** What a file of another program holds. */
export interface Foreign {
  /** The title of the file's own deck, where it states one. */
  readonly title?: string;
  /** The ids and titles of decks, where entries name them in another way than by title. */
  readonly decks?: ReadonlyMap<string, { readonly id: string; readonly title: string }>;
  /** What is said about decks, by title. */
  readonly descriptions?: ReadonlyMap<string, string>;
  readonly entries: readonly Entry[];
  readonly remarks: readonly Remark[];
}

export const dropped = (line: number, message: string): Remark => ({
  kind: 'dropped',
  place: `line ${line + 1}`,
  message,
});
export const changed = (line: number, message: string): Remark => ({
  kind: 'changed',
  place: `line ${line + 1}`,
  message,
});
