import type { Deck } from 'ownwords';
import type { Place } from './place.js';
import type { RuleName } from './rules.js';

/** Something the matter with a file, found where it was read. */
export interface Fault {
  readonly rule: RuleName;
  readonly message: string;
  /** None in a file that has no lines. */
  readonly place?: Place | undefined;
  readonly deckId?: string | undefined;
  /** As in a finding. */
  readonly path?: string | undefined;
}

/** What was read of a file. */
export interface DeckText {
  /** Those that keep the deck format. */
  readonly decks: readonly Deck[];
  readonly faults: readonly Fault[];
  /** Decks that are there, but too faulty to be looked at. */
  readonly faulty?: readonly FaultyDeck[];
  /**
   * Where in the file parts of its decks stand. All are asked for at once, for a file may have to be gone through for that.
   * @param parts each by the number of its deck, and a JSON Pointer into that
   */
  readonly placesOf?: (parts: readonly PartOfDeck[]) => readonly (Place | undefined)[];
}

interface FaultyDeck {
  readonly id?: string | undefined;
  readonly cards: number;
}

export interface PartOfDeck {
  readonly deck: number;
  readonly path: string;
}

/** The rule that an issue of `parseDeck` falls under: those of form, or how the parts of a deck hang together. */
export function ruleOfIssue({ path, message }: { readonly path: string; readonly message: string }): RuleName {
  if (/^\/cards\/[^/]+\/formerly\/\d+$/.test(path)) return 'former-id';
  const isOfForm = message.includes('; it must be ');
  return /^\/cards\/[^/]+\/followsUp$/.test(path) && !isOfForm ? 'follow-up' : 'schema';
}

/** An issue as a sentence about what its path ends with; places in lists are no names. */
export function sentenceOf({ path, message }: { readonly path: string; readonly message: string }): string {
  const name = path
    .slice(path.lastIndexOf('/') + 1)
    .replaceAll('~1', '/')
    .replaceAll('~0', '~');
  return /^there /.test(message) || /^\d*$/.test(name) ? message : `“${name}” ${message}`;
}
