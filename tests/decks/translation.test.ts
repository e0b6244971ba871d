import { deckList } from 'ownwords/decks';
import { describe, expect, it } from 'vitest';
import { keyPointsOf } from '../../src/deck/deck.js';
import { all, cardsOf, type InterviewDeck } from './bundled.js';

const deckOf = (id: string | undefined) => all.find((deck) => deck.id === id) as InterviewDeck;
const pairs = deckList.flatMap(({ id, translationOf }) =>
  translationOf === undefined ? [] : [[id, deckOf(id), deckOf(translationOf)] as const],
);

/** What does not depend on the language. */
function bones(deck: InterviewDeck) {
  return cardsOf(deck).map(([key, card]) => {
    const points = keyPointsOf(card).map(({ slug, essential }) => ({ slug, essential }));
    const { followsUp, fields, tags = [], hint } = card;
    return { key, points, followsUp, fields, tags: tags.length, hasHint: hint !== undefined };
  });
}

/** All that people read. */
function texts(deck: InterviewDeck): string[] {
  return cardsOf(deck).flatMap(([, card]) => [
    card.prompt,
    card.answer,
    ...keyPointsOf(card).map(({ text }) => text),
    ...(card.hint === undefined ? [] : [card.hint]),
    ...(card.tags ?? []),
  ]);
}

it('one deck at least is there in a second language', () => {
  expect(pairs.length).toBeGreaterThanOrEqual(1);
});

describe.each(pairs)('the translation %s', (id, deck, original) => {
  it('says in its id and its language what it is', () => {
    expect(deck.language).not.toBe(original.language);
    expect(id).toBe(`${original.id}-${deck.language}`);
  });

  it('has the cards of the original under the same keys, with the same points, in the same order', () => {
    expect(bones(deck)).toEqual(bones(original));
  });

  it('leaves nothing untranslated', () => {
    const before = new Set([original.title, original.description, ...texts(original)]);
    expect([deck.title, deck.description, ...texts(deck)].filter((text) => before.has(text))).toEqual([]);
  });

  it('has the figures of the original', () => {
    const figures = (each: InterviewDeck) => texts(each).join(' ').match(/\d+/g)?.sort();
    expect(figures(deck)).toEqual(figures(original));
  });

  it.runIf(deck.language === 'ar')('is written in Arabic letters throughout', () => {
    expect(texts(deck).filter((text) => /\p{Script=Latin}/u.test(text) || !/\p{Script=Arabic}/u.test(text))).toEqual(
      [],
    );
  });
});
