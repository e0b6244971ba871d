import { readFileSync } from 'node:fs';
import { parseDeck, StudyError } from 'ownwords';
import { describe, expect, it } from 'vitest';
import { changed, relationalFaults, structuralFaults, wholeDeck } from './faults.js';

function errorOf(value: unknown): StudyError {
  try {
    parseDeck(value);
  } catch (error) {
    if (error instanceof StudyError) return error;
    throw error;
  }
  throw new Error('the deck was accepted');
}

describe('a deck of unknown origin', () => {
  it('is a deck if nothing is wrong with it', () => {
    const { $schema, ...deck } = wholeDeck;
    expect(parseDeck(wholeDeck)).toEqual(deck);
    expect(parseDeck(`\uFEFF${JSON.stringify(wholeDeck)}`)).toEqual(deck);
    expect(parseDeck({ id: 'empty', title: 'Empty', cards: {} }).cards).toEqual({});
  });

  it.each([...structuralFaults, ...relationalFaults])('is refused with %s', (_, deck, path) => {
    const error = errorOf(deck);
    expect(error.code).toBe('invalid-deck');
    expect(error.issues.map((issue) => issue.path)).toContain(path);
    expect(error.message).toContain(error.issues[0]?.message);
  });

  it('is refused with all its faults at once, each with its path', () => {
    const deck = changed(['cards', 'constructor'], { prompt: '', hint: 1, keyPoints: { 'x y': '' } });
    expect(errorOf(deck).issues.map((issue) => issue.path)).toEqual([
      '/cards/constructor/prompt',
      '/cards/constructor/answer',
      '/cards/constructor/hint',
      '/cards/constructor/keyPoints/x y',
      '/cards/constructor/keyPoints/x y',
    ]);
  });

  it('is refused with as many faults as there are', () => {
    const cards = Object.fromEntries(Array.from({ length: 70_000 }, (_, n) => [`c${n}`, {}]));
    expect(errorOf({ id: 'd', title: 't', cards }).issues).toHaveLength(140_000);
  });

  it('is refused when its text is cut short', () => {
    const text = JSON.stringify(wholeDeck);
    for (const length of [0, 1, 100, text.length - 1]) expect(errorOf(text.slice(0, length)).code).toBe('invalid-deck');
  });

  it('is told of every circle of follow-ups, wherever one starts to follow it', () => {
    const cards = Object.fromEntries(
      [
        ['a', 'b'],
        ['b', 'c'],
        ['c', 'b'],
        ['d', 'd'],
      ].map(([key, followsUp]) => [key, { prompt: 'p', answer: 'a', followsUp }]),
    );
    const { issues } = errorOf({ id: 'd', title: 't', cards });
    expect(issues).toMatchObject([
      { path: '/cards/b/followsUp', message: expect.stringContaining('b → c → b') },
      { path: '/cards/d/followsUp' },
    ]);
  });

  it('changes nothing outside itself, whatever it is named', () => {
    for (const [, deck] of structuralFaults) errorOf(deck);
    expect(({} as Record<string, unknown>).isAdmin).toBeUndefined();
    expect(Object.keys(Object.prototype)).toEqual([]);
  });

  it('may be one of those in the box', () => {
    const path = new URL('../../decks/initiative-and-leadership.json', import.meta.url);
    expect(Object.keys(parseDeck(readFileSync(path, 'utf8')).cards).length).toBeGreaterThanOrEqual(14);
  });
});
