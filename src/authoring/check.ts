import type { Deck } from '../deck/deck.js';
import { checkKeyPoints, checkLengths } from './check-answers.js';
import { checkHeads, checkOrder, checkTags } from './check-decks.js';
import { checkGiveaways } from './check-giveaways.js';
import { checkFormerIds, checkLinks } from './check-links.js';
import { checkQuestions, checkSamePrompts } from './check-prompts.js';
import { checkSimilarPrompts } from './check-similar.js';
import type { Finding } from './finding.js';
import { Material } from './material.js';

export interface CheckOptions {
  /** Ids of decks that are not given and exist all the same: links to them and to their cards are right. */
  readonly knownDecks?: Iterable<string>;
}

/**
 * What an author should look at in decks that learners are to open together, such as all decks of a folder: mistakes that would hurt
 * them, and advice on cards that would work better otherwise. `RULES` lists what is looked for. The decks are valid, as by `parseDeck`.
 * Of two cards that are too much alike, the later one is at fault and names the earlier.
 * @returns in the order of the decks, and in each in the order of its cards; nothing for good decks
 * @example
 * for (const { deckId, path, message } of checkDecks([deck])) report(`${deckId}${path} ${message}`);
 */
export function checkDecks(decks: readonly Deck[], { knownDecks = [] }: CheckOptions = {}): readonly Finding[] {
  const material = new Material(decks);
  checkHeads(material);
  checkTags(material);
  checkFormerIds(material);
  checkOrder(material);
  checkLinks(material, new Set(knownDecks));
  checkSimilarPrompts(material, checkSamePrompts(material));
  checkQuestions(material);
  checkGiveaways(material);
  checkLengths(material);
  checkKeyPoints(material);
  return material.findings();
}
