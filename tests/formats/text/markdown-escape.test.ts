import fc from 'fast-check';
import { renderMarkdown } from 'ownwords/render';
import { expect, it } from 'vitest';
import { markdownOfText } from '../../../src/formats/text/markdown-escape.js';
import { shownWords } from './shown-text.js';

const text = fc
  .array(
    fc.oneof(fc.constantFrom(...'*_`[]()<>#+-.!|~$\\&=:; \n1aé日'), fc.string({ unit: 'grapheme', maxLength: 3 })),
    {
      maxLength: 25,
    },
  )
  .map((parts) => parts.join(''));
const asWords = (plain: string) =>
  plain
    // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is left out
    .replace(/[\u0000-\u0008\u000b\u000e-\u001f\u007f-\u009f]/g, (character) => (character === '\r' ? '\n' : ''))
    .replace(/\s+/g, ' ')
    .trim();

it('any plain text is shown as it is', () => {
  fc.assert(
    fc.property(text, (plain) => {
      expect(shownWords(renderMarkdown(markdownOfText(plain)))).toBe(asWords(plain));
    }),
    { numRuns: 5_000 },
  );
});

it('lines stay lines, and empty lines part paragraphs', () => {
  expect(markdownOfText(' a\nb \r\n\r\n\r\nc\rd\n')).toBe('a  \nb\n\nc  \nd');
  expect(renderMarkdown(markdownOfText('a\nb\n\nc'))).toBe('<p>a<br />\nb</p>\n<p>c</p>');
});

it('what is no markup is not touched', () => {
  for (const plain of [
    '2 * 3 = 6',
    'snake_case',
    'C# and F#',
    'AT&T',
    '1 < 2',
    'a [sic] b',
    'x - y',
    '(1.5)',
    '~5 km',
    '日本の首都は？ 😀',
  ])
    expect(markdownOfText(plain)).toBe(plain);
});
