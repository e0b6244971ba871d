import { type Deck, parseDeck } from 'ownwords';
import * as decks from 'ownwords/decks';
import { describe, expect, it } from 'vitest';
import { secondsToSay, wordsOf } from '../../src/authoring/words.js';
import { keyPointsOf } from '../../src/deck/deck.js';
import { all, cardsOf } from './bundled.js';

const KINDS = ['principle', 'core-answer', 'scenario', 'follow-up', 'mistake', 'habit'];
const ASKERS = ['interviewer', 'manager', 'hr'];

describe.each(all.map((deck) => [deck.id, deck] as const))('the deck %s', (id, deck) => {
  const cards = cardsOf(deck);
  const ofKind = (kind: string) => cards.filter(([, { fields }]) => fields?.kind === kind);

  it('is a deck, with a language and a description', () => {
    expect(parseDeck(JSON.parse(JSON.stringify(deck)))).toEqual(deck);
    expect(deck).toMatchObject({ id, description: expect.any(String) });
    expect(Intl.getCanonicalLocales(deck.language)).toEqual([deck.language]);
  });

  it('is a whole topic: fourteen to twenty-four cards of all kinds, with stories and with questions that go on', () => {
    expect(cards.length).toBeGreaterThanOrEqual(14);
    expect(cards.length).toBeLessThanOrEqual(24);
    expect(new Set(cards.map(([, { fields }]) => fields?.kind))).toEqual(new Set(KINDS));
    expect(ofKind('follow-up').length).toBeGreaterThanOrEqual(3);
  });

  it('tells at least two stories with a figure, which is in a key point as well', () => {
    const withFigures = ofKind('scenario').filter(
      ([, card]) => hasFigure(card.answer) && keyPointsOf(card).some(({ text }) => hasFigure(text)),
    );
    expect(withFigures.length).toBeGreaterThanOrEqual(2);
  });

  it.each(cards)('says in %s who asks and what it is, and nothing else', (_, { fields }) => {
    expect(ASKERS).toContain(fields?.askedBy);
    expect(KINDS).toContain(fields?.kind);
    expect(Object.keys(fields ?? {}).every((name) => ['askedBy', 'kind', 'seeAlso'].includes(name))).toBe(true);
  });

  it.each(cards)('has in %s an answer that can be said in 20 to 60 seconds', (_, { answer }) => {
    if (deck.language === 'en') {
      expect(wordsOf(answer, 'en').length).toBeGreaterThanOrEqual(45);
      expect(wordsOf(answer, 'en').length).toBeLessThanOrEqual(150);
    }
    expect(secondsToSay(answer, deck.language)).toBeGreaterThanOrEqual(18); // 45 English words
    expect(secondsToSay(answer, deck.language)).toBeLessThanOrEqual(60);
  });

  it.each(cards)('has in %s points to listen for, short ones, all of them in the answer', (key, card) => {
    const points = keyPointsOf(card);
    const isSpoken = ['core-answer', 'scenario', 'follow-up'].includes(card.fields?.kind as string);
    expect(points.length).toBeGreaterThanOrEqual(isSpoken || id !== 'initiative-and-leadership' ? 3 : 2);
    expect(points.length).toBeLessThanOrEqual(6);
    expect(points.filter(({ essential }) => essential).length).toBeGreaterThanOrEqual(1);
    for (const { text } of points) {
      expect(wordsOf(text, deck.language).length, text).toBeLessThanOrEqual(10);
      expect(coverage(text, card.answer, deck.language), `${key}: ${text}`).toBeGreaterThanOrEqual(0.4);
    }
    expect(card.hint, key).toBeDefined();
  });

  it('introduces every card after the one it follows, and marks every follow-up as one', () => {
    const keys = cards.map(([key]) => key);
    for (const [key, { followsUp, fields }] of cards) {
      if (followsUp !== undefined) expect(keys.indexOf(followsUp)).toBeLessThan(keys.indexOf(key));
      if (fields?.kind === 'follow-up') expect(followsUp, key).toBeDefined();
    }
  });

  it('links to at least two other decks that are there, and not to itself', () => {
    const links = new Set(cards.flatMap(([, { fields }]) => fields?.seeAlso ?? []));
    expect(links.size).toBeGreaterThanOrEqual(2);
    for (const link of links) expect(all.map((each) => each.id)).toContain(link);
    expect(links).not.toContain(id);
  });
});

it('nothing is asked twice, in no two decks', () => {
  const prompts = all.flatMap((deck) => cardsOf(deck).map(([, { prompt }]) => wordsOf(prompt.toLowerCase()).join(' ')));
  expect(prompts.filter((prompt, index) => prompts.indexOf(prompt) !== index)).toEqual([]);
});

it('every English topic is in the language of people, not of advertisements', () => {
  const cliches =
    /\b(synerg|win-win|game.changer|at the end of the day|hit the ground running|go(ing)? above and beyond|outside the box|people person|results-driven|self-starter|wear(ing)? many hats|give 110)/i;
  const said = all.filter(({ language }) => language === 'en').flatMap((deck) => cardsOf(deck).map(([, card]) => card));
  expect(said.filter(({ answer }) => cliches.test(answer)).map(({ prompt }) => prompt)).toEqual([]);
});

describe('initiative and leadership', () => {
  const { cards } = decks.initiativeAndLeadership as Deck;
  const answers = Object.values(cards)
    .map(({ answer }) => answer)
    .join('\n');
  const points = Object.values(cards)
    .flatMap(keyPointsOf)
    .map(({ text }) => text)
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

/** A number, in digits or in words. */
function hasFigure(text: string): boolean {
  return /\d|\b(two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|half|halved|once|twice)\b|نصف|ساعة|ساعتين/i.test(
    text,
  );
}

/** Which part of the words of a point, but for the shortest, an answer holds: as they are, or with the same beginning. */
function coverage(point: string, answer: string, language: string | undefined): number {
  const stem = (word: string) =>
    word
      .toLowerCase()
      .replace(/^(وال|بال|لل|ال)/, '')
      .slice(0, 4);
  const heard = new Set(wordsOf(answer, language).map(stem));
  const words = wordsOf(point, language).filter((word) => word.length > 3 || /\d/.test(word));
  return words.length === 0 ? 1 : words.filter((word) => heard.has(stem(word))).length / words.length;
}
