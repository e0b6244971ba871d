import { StudyError } from 'ownwords';
import { assignKeys, parseMarkdown } from 'ownwords/markdown';
import { expect, it } from 'vitest';

const LENGTH = 200_000;
/** What would take hours if anything looked at all of the text again for each piece of it. */
const PIECES = [
  '`',
  '`` ` ',
  '{{',
  '{{a',
  '}}',
  '==',
  '==a==^[',
  '[',
  '![',
  'C: [a',
  '<!--',
  '<!--SR:!',
  ' ^',
  '{#',
  '"',
  ' ',
  '\n',
  '#',
  '>',
  '~~~\n',
];
const BEFORE = ['', '## k {#k}\n\nx\n\nTags: "', '## ', 'C: ', 'Q: a\nA: ', 'a::b\n\n', '---\n', 'a\n?\n'];

it.each(PIECES)('two hundred thousand characters of %j are read or refused in reasonable time', (piece) => {
  for (const before of BEFORE) {
    const text = before + piece.repeat(LENGTH / piece.length);
    for (const read of [parseMarkdown, assignKeys]) {
      try {
        read(text);
      } catch (error) {
        expect(error).toBeInstanceOf(StudyError);
      }
    }
  }
});

it('clozes that come to gigabytes are refused', () => {
  const text = `C: ${'[a] '.repeat(LENGTH / 4)}`;
  expect(() => parseMarkdown(text)).toThrow(expect.objectContaining({ code: 'too-large' }));
});
