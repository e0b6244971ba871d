import fc from 'fast-check';
import { type Deck, parseDeck } from 'ownwords';
import { formatMarkdown, parseMarkdown } from 'ownwords/markdown';
import { describe, expect, it } from 'vitest';
import { initiativeAndLeadership } from '../../../decks/initiative-and-leadership.js';
import { randomDeck } from './random-deck.js';

const deckIn = (text: string): Deck => {
  const { decks } = parseMarkdown(text);
  expect(decks).toHaveLength(1);
  return decks[0] as Deck;
};

describe('a deck written as Markdown', () => {
  it('is read back exactly as it was, whatever its texts hold', () => {
    fc.assert(
      fc.property(randomDeck, (deck) => {
        parseDeck(deck);
        const { decks, remarks, progress } = parseMarkdown(formatMarkdown(deck));
        expect(decks).toEqual([deck]);
        expect(Object.keys(decks[0]?.cards ?? {})).toEqual(Object.keys(deck.cards));
        expect(remarks).toEqual([]);
        expect(progress.events).toEqual([]);
      }),
      { numRuns: Number(process.env.RUNS ?? 300) },
    );
  });
});
