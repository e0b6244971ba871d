import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { secondsToSay, wordsOf } from '../../src/authoring/words.js';

const DECK = JSON.parse(
  readFileSync(new URL('../../decks/initiative-and-leadership.json', import.meta.url), 'utf8'),
) as { readonly cards: { readonly [key: string]: { readonly answer: string } } };

/** As a segmenter finds them that is given the whole text. */
const slowly = (text: string, language: string) =>
  Array.from(new Intl.Segmenter(language, { granularity: 'word' }).segment(text)).flatMap((each) =>
    each.isWordLike ? [each.segment] : [],
  );

it('the words of a text are those of its pieces', () => {
  for (const { answer } of Object.values(DECK.cards)) expect(wordsOf(answer, 'en')).toEqual(slowly(answer, 'en'));
  for (const text of [
    '„Ja“, sagte (er): 3,5 % – U-Bahn!',
    'l’équipe d’accord… aujourd’hui',
    'x² ½ a_b a.b e\u0301t\u0301 ---',
  ]) {
    expect(wordsOf(text, 'fr')).toEqual(slowly(text, 'fr'));
  }
  const chinese = '他们想知道你在没有人指示的时候会做什么。有些人完成任务就停下来。';
  expect(wordsOf(chinese, 'zh')).toEqual(slowly(chinese, 'zh'));
});

it('a text of a megabyte has as many words as its parts', () => {
  expect(wordsOf('“Don’t”, 学习! '.repeat(50_000), 'en')).toHaveLength(wordsOf('“Don’t”, 学习!', 'en').length * 50_000);
  expect(secondsToSay('['.repeat(200_000))).toBe(0);
});
