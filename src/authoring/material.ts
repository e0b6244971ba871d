import type { CardContent, Deck } from '../deck/deck.js';
import { pointer } from '../json.js';
import { EverydayWords } from './everyday.js';
import { type Finding, finding } from './finding.js';
import type { RuleName } from './rules.js';

/** A deck or card among all that is checked. */
interface Entry {
  readonly deckId: string;
  readonly deckIndex: number;
  /** Counts decks and cards on from the first, so that findings can be put in order. */
  readonly order: number;
  /** JSON Pointer into the deck. */
  readonly path: string;
}

export interface DeckEntry extends Entry {
  readonly deck: Deck;
}

export interface CardEntry extends Entry {
  readonly key: string;
  readonly card: CardContent;
  readonly language: string | undefined;
  /** Which card of its deck it is, from 0, and of how many. */
  readonly position: number;
  readonly deckCards: number;
}

/** All that is checked, and what was found so far. */
export class Material {
  readonly decks: readonly DeckEntry[];
  readonly cards: readonly CardEntry[];
  readonly everyday: EverydayWords;
  readonly #found: { readonly order: number; readonly finding: Finding }[] = [];

  /** @param given a deck whose id an earlier one has is reported and left alone: nobody could say which of the two is meant */
  constructor(given: readonly Deck[]) {
    const decks = new Map<string, DeckEntry>();
    const cards: CardEntry[] = [];
    let order = 0;
    for (const [deckIndex, deck] of given.entries()) {
      const entry = { deckId: deck.id, deckIndex, order: order++, path: '', deck };
      const earlier = decks.get(deck.id);
      if (earlier) {
        const names = deck.title === earlier.deck.title ? 'each' : `“${deck.title}” and “${earlier.deck.title}” each`;
        this.report(
          'deck-id',
          entry,
          '/id',
          `an earlier deck has the id ${deck.id} already; give ${names} an id of its own`,
        );
        continue;
      }
      decks.set(deck.id, entry);
      const contents = Object.entries(deck.cards);
      for (const [position, [key, card]] of contents.entries()) {
        const path = pointer('/cards', key);
        const { id: deckId, language } = deck;
        cards.push({
          deckId,
          deckIndex,
          order: order++,
          path,
          key,
          card,
          language,
          position,
          deckCards: contents.length,
        });
      }
    }
    this.decks = [...decks.values()];
    this.cards = cards;
    this.everyday = new EverydayWords(cards);
  }

  /** @param member path from the deck or card on, such as `/prompt` */
  report(rule: RuleName, { deckId, deckIndex, order, path }: Entry, member: string, message: string): void {
    this.#found.push({ order, finding: finding(rule, { deckId, deckIndex, path: path + member }, message) });
  }

  /** In the order of the decks, and in each in the order of its cards. */
  findings(): readonly Finding[] {
    return this.#found.sort((one, other) => one.order - other.order).map((each) => each.finding);
  }
}
