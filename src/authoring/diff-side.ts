import { type CardContent, type CardId, cardId, type Deck } from '../deck/deck.js';
import { checkDeck } from '../deck/parse.js';
import { StudyError } from '../errors.js';

/** A card with all that its place says about it. */
export interface PlacedCard {
  readonly id: CardId;
  readonly key: string;
  readonly content: CardContent;
  readonly language: string | undefined;
}

/** All decks of one release: the cards, and which of them has the history of an id that is no card any more. */
export interface Side {
  /** In the order of the decks, and within each in the author's order. */
  readonly cards: ReadonlyMap<CardId, PlacedCard>;
  readonly heirs: ReadonlyMap<CardId, CardId>;
}

/**
 * Takes decks as a learner would open them: together.
 * @throws StudyError `invalid-deck` for decks that nobody can open together
 */
export function sideOf(decks: readonly Deck[]): Side {
  decks.forEach(checkDeck);
  const cards = new Map<CardId, PlacedCard>();
  const deckIds = new Set<string>();
  for (const { id: deckId, language, cards: contents } of decks) {
    if (deckIds.has(deckId)) throw new StudyError('invalid-deck', `Two of the decks have the id ${deckId}`);
    deckIds.add(deckId);
    for (const [key, content] of Object.entries(contents)) {
      const id = cardId(deckId, key);
      cards.set(id, { id, key, content, language });
    }
  }
  return { cards, heirs: heirsOf(cards) };
}

function heirsOf(cards: ReadonlyMap<CardId, PlacedCard>): ReadonlyMap<CardId, CardId> {
  const heirs = new Map<CardId, CardId>();
  for (const { id, content } of cards.values()) {
    for (const former of content.formerly ?? []) {
      const rival = cards.has(former) ? former : heirs.get(former);
      if (rival !== undefined) {
        throw new StudyError('invalid-deck', `${rival} has the history of ${former} already, so ${id} cannot have it`);
      }
      heirs.set(former, id);
    }
  }
  return heirs;
}

/** The card that has the history of an id; nothing if none has. */
export function ownerOf({ cards, heirs }: Side, id: CardId): CardId | undefined {
  return cards.has(id) ? id : heirs.get(id);
}
