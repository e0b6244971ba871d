import fc from 'fast-check';
import { parseDeck } from 'ownwords';
import { expect, it } from 'vitest';
import { randomDeck } from './markdown/random-deck.js';

it('a deck in JSON is read back exactly as it was, whatever its texts hold', () => {
  fc.assert(
    fc.property(randomDeck, (deck) => {
      expect(parseDeck(JSON.stringify(deck))).toEqual(deck);
      expect(Object.keys(parseDeck(JSON.stringify(deck)).cards)).toEqual(Object.keys(deck.cards));
    }),
    { numRuns: 500 },
  );
});
