import { type CardContent, type CardId, cardId, type Deck } from '../deck/deck.js';
import type { Loss } from './diff.js';
import type { Side } from './diff-side.js';

/** What to add to a card so that the history of other ids becomes its own. */
export interface Proposal {
  readonly cardId: CardId;
  /** Ids to add to what it names in `formerly` already. */
  readonly add: readonly CardId[];
  /** All that `formerly` then names. */
  readonly formerly: readonly CardId[];
}

/** One proposal for each card that must name more, in the order of the losses. */
export function proposalsFor(losses: readonly Loss[], after: Side): Proposal[] {
  const added = new Map<CardId, CardId[]>();
  for (const loss of losses) {
    if (loss.kind === 'reused-id') continue;
    const ids = added.get(loss.heir) ?? [];
    ids.push(...loss.missing);
    added.set(loss.heir, ids);
  }
  return [...added].map(([id, add]) => {
    const present = after.cards.get(id)?.content.formerly ?? [];
    return { cardId: id, add, formerly: [...present, ...add] };
  });
}

/**
 * The decks with what was proposed, as new objects; cards and decks to which nothing is added are the same objects as before.
 * @example
 * const [safe] = withFormerly([draft], diffDecks(published, draft).proposals);
 */
export function withFormerly(decks: readonly Deck[], proposals: readonly Proposal[]): Deck[] {
  const formerly = new Map(proposals.map((proposal) => [proposal.cardId, proposal.formerly]));
  return decks.map((deck) => {
    const entries = Object.entries(deck.cards).map(([key, card]): [string, CardContent] => {
      const ids = formerly.get(cardId(deck.id, key));
      return [key, ids ? { ...card, formerly: ids } : card];
    });
    const isTouched = entries.some(([key, card]) => card !== deck.cards[key]);
    return isTouched ? { ...deck, cards: Object.fromEntries(entries) } : deck;
  });
}
