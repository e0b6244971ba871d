import type { Deck } from '../deck/deck.js';
import { headFindings } from './check-heads.js';
import type { Finding } from './finding.js';

export interface CheckOptions {
  /** Ids of decks that are not given and exist all the same: links to them are right. */
  readonly knownDecks?: Iterable<string>;
}

/**
 * What an author should look at in decks that learners are to open together, such as all decks of a folder: mistakes that would hurt
 * them, and advice on cards that would work better otherwise. `RULES` lists what is looked for. The decks are valid, as by `parseDeck`.
 * @returns in the order of the decks, and in each in the order of its cards; nothing for good decks
 * @example
 * for (const { deckId, path, message } of checkDecks([deck])) report(`${deckId}${path} ${message}`);
 */
export function checkDecks(decks: readonly Deck[], _options: CheckOptions = {}): readonly Finding[] {
  return headFindings(decks);
}
