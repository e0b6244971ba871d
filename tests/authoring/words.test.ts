import { expect, it } from 'vitest';
import { secondsToSay, wordsOf } from '../../src/authoring/words.js';

it('words are what one hears: no marks, no targets of links, and a contraction is one word', () => {
  expect(wordsOf('**Don’t** say [the name](https://example.com/a-b) – 30 times.', 'en')).toEqual([
    'Don’t',
    'say',
    'the',
    'name',
    '30',
    'times',
  ]);
});

it('words are found where none are parted by spaces', () => {
  expect(wordsOf('我喜欢学习', 'zh').length).toBeGreaterThan(1);
  expect(wordsOf('العمل الجماعي مهم.', 'ar')).toEqual(['العمل', 'الجماعي', 'مهم']);
});

it('a text in no known language, or with a tag that is none, is parted all the same', () => {
  for (const language of [undefined, 'xx', 'en-a']) expect(wordsOf('one two', language)).toEqual(['one', 'two']);
});

it('a hundred and fifty English words take a minute, and fewer Arabic ones as long', () => {
  expect(secondsToSay('word '.repeat(150), 'en-GB')).toBe(60);
  expect(secondsToSay('word '.repeat(150))).toBe(60);
  expect(secondsToSay('كلمة '.repeat(91), 'ar')).toBeCloseTo(60, 0);
  expect(secondsToSay('parola '.repeat(150), 'xx')).toBeGreaterThan(60);
});
