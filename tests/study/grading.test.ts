import { suggestGrade } from 'ownwords';
import { describe, expect, it } from 'vitest';

const points = (...slugs: string[]) => ({
  keyPoints: slugs.map((slug) => ({ slug, text: slug, essential: slug.startsWith('!') })),
});

describe('the suggested grade', () => {
  const card = points('!a', '!b', 'c', 'd');

  it('is good when every essential point came, and at least half of all', () => {
    expect(suggestGrade(card, ['!a', '!b'])).toBe('good');
    expect(suggestGrade(card, ['d', 'c', '!b', '!a'])).toBe('good');
  });

  it('is hard when at least half came, but an essential one did not', () => {
    expect(suggestGrade(card, ['!a', 'c', 'd'])).toBe('hard');
    expect(suggestGrade(card, ['c', 'd'])).toBe('hard');
  });

  it('is again when less than half came', () => {
    expect(suggestGrade(card, [])).toBe('again');
    expect(suggestGrade(card, ['!a', '!a'])).toBe('again');
    expect(suggestGrade(points('!a', 'b', 'c'), ['!a'])).toBe('again');
  });

  it('takes every point as essential where none is marked', () => {
    expect(suggestGrade(points('a', 'b', 'c'), ['a', 'b'])).toBe('hard');
    expect(suggestGrade(points('a', 'b', 'c'), ['a', 'b', 'c'])).toBe('good');
  });

  it('is none for a card without key points, and an error for a point that it has not', () => {
    expect(suggestGrade(points(), [])).toBeUndefined();
    expect(() => suggestGrade(card, ['x'])).toThrow(expect.objectContaining({ code: 'unknown-key-point' }));
  });
});
