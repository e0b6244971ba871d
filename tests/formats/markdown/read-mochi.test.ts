import { strToU8, zipSync } from 'fflate';
import { readMochi } from 'ownwords/markdown';
import { expect, it } from 'vitest';

const data = JSON.stringify({
  '~:version': 2,
  '~:decks': [
    {
      '~:id': '~:french1',
      '~:name': 'French',
      '~:cards': {
        '~#list': [{ '~:id': '~:chat1', '~:content': 'cat ![](@media/cat.png)\n---\nle chat', '~:reviews': [] }],
      },
    },
  ],
});

it('a Mochi archive gives its decks and its files', () => {
  const bytes = zipSync({ 'data.json': strToU8(data), 'cat.png': Uint8Array.of(1, 2, 3) });
  const { decks, media, progress } = readMochi(bytes);
  expect(decks).toMatchObject([{ id: 'french1', title: 'French', cards: { chat1: { answer: 'le chat' } } }]);
  expect([...media]).toEqual([['cat.png', Uint8Array.of(1, 2, 3)]]);
  expect(progress.events).toEqual([]);
});

it('what is no Mochi archive is refused with a code', () => {
  const codeOf = (bytes: Uint8Array) => {
    try {
      return readMochi(bytes);
    } catch (error) {
      return (error as { readonly code?: string }).code;
    }
  };
  expect(codeOf(new Uint8Array())).toBe('invalid-file');
  expect(codeOf(zipSync({ 'other.txt': strToU8('text') }))).toBe('invalid-file');
  expect(codeOf(zipSync({ 'data.json': strToU8('{') }))).toBe('invalid-file');
  expect(codeOf(zipSync({ 'data.json': strToU8(data), '../x': strToU8('x') }))).toBe('unsafe-file');
});
