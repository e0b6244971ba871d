import { type Deck, parseDeck } from 'ownwords';
import * as decks from 'ownwords/decks';
import { describe, expect, it } from 'vitest';

const KINDS = ['principle', 'core-answer', 'scenario', 'follow-up', 'mistake', 'habit'];
const ASKERS = ['interviewer', 'manager', 'hr'];
const words = (text: string) => text.split(/\s+/).filter((word) => /\w/.test(word)).length;
const pointText = (point: string | { readonly text: string }) => (typeof point === 'string' ? point : point.text);

const all = Object.values(decks).filter((value) => 'cards' in value) as (typeof decks.initiativeAndLeadership)[];

describe.each(all.map((deck) => [deck.id, deck] as const))('the deck %s', (id, deck) => {
  const cards = Object.entries(deck.cards);

  it('is a deck, with a language and a description', () => {
    expect(parseDeck(JSON.parse(JSON.stringify(deck)))).toEqual(deck);
    expect(deck).toMatchObject({ id, language: 'en', description: expect.any(String) });
  });

  it('is a whole topic: every kind of card, at least fourteen in all', () => {
    expect(cards.length).toBeGreaterThanOrEqual(14);
    expect(new Set(cards.map(([, { fields }]) => fields?.kind))).toEqual(new Set(KINDS));
  });

  it.each(cards)('says in %s who asks and what it is, and nothing else', (_, { fields }) => {
    expect(ASKERS).toContain(fields?.askedBy);
    expect(KINDS).toContain(fields?.kind);
    expect(Object.keys(fields ?? {}).every((name) => ['askedBy', 'kind', 'seeAlso'].includes(name))).toBe(true);
  });

  it.each(cards)('has in %s an answer that can be said in 20 to 60 seconds, with points to listen for', (_, card) => {
    const spoken = ['core-answer', 'scenario', 'follow-up'].includes(card.fields?.kind as string);
    expect(words(card.answer)).toBeGreaterThanOrEqual(spoken ? 45 : 40);
    expect(words(card.answer)).toBeLessThanOrEqual(150);
    const points = Object.values(card.keyPoints ?? {});
    expect(points.length).toBeGreaterThanOrEqual(spoken ? 3 : 2);
    expect(points.length).toBeLessThanOrEqual(6);
    expect(points.some((point) => typeof point === 'object')).toBe(true);
  });

  it('introduces every card after the one it follows, and marks every follow-up as one', () => {
    const keys = cards.map(([key]) => key);
    for (const [key, { followsUp, fields }] of cards) {
      if (followsUp !== undefined) expect(keys.indexOf(followsUp)).toBeLessThan(keys.indexOf(key));
      if (fields?.kind === 'follow-up') expect(followsUp, key).toBeDefined();
    }
  });

  it('asks nothing twice', () => {
    const prompts = cards.map(([, { prompt }]) => prompt.toLowerCase());
    expect(new Set(prompts).size).toBe(prompts.length);
  });
});

describe('initiative and leadership', () => {
  const { cards } = decks.initiativeAndLeadership as Deck;
  const answers = Object.values(cards)
    .map(({ answer }) => answer)
    .join('\n');
  const points = Object.values(cards)
    .flatMap(({ keyPoints = {} }) => Object.values(keyPoints))
    .map(pointText)
    .join('\n');

  it.each([/(30|thirty) to (40|forty)/i, /one to two hours|an hour or two|one or two hours/i, /half|halved/i])(
    'has the figure %s in an answer and in its key points',
    (figure) => {
      expect(answers).toMatch(figure);
      expect(points).toMatch(figure);
    },
  );

  it('refers to the topics it touches', () => {
    const seen = Object.values(cards).flatMap(({ fields }) => (fields as decks.InterviewFields).seeAlso ?? []);
    expect(new Set(seen)).toEqual(new Set(['pressure-and-deadlines', 'conflict-and-disagreement']));
  });
});
