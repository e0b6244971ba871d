import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { clozeCards, isCloze } from '../../../src/formats/csv/cloze.js';

const prompts = (text: string) => clozeCards(text).map(({ prompt }) => prompt);

describe('a text with gaps', () => {
  it('makes a card for each number, which shows the other gaps filled', () => {
    expect(clozeCards('{{c1::Canberra}} was founded in {{c2::1913::year}}.')).toEqual([
      { number: 1, prompt: '[...] was founded in 1913.', answer: 'Canberra was founded in 1913.' },
      { number: 2, prompt: 'Canberra was founded in [year].', answer: 'Canberra was founded in 1913.' },
    ]);
  });

  it('may have gaps in gaps, gaps of many numbers, and a number in many gaps', () => {
    expect(prompts('a {{c1::b {{c2::c}} d}} e {{c1::f::hint}}')).toEqual(['a [...] e [hint]', 'a b [...] d e f']);
    expect(prompts('{{c1,3::shared}} and {{c2::other}} \\({{c4::x^2}}\\)')).toEqual([
      '[...] and other \\(x^2\\)',
      'shared and [...] \\(x^2\\)',
      '[...] and other \\(x^2\\)',
      'shared and other \\([...]\\)',
    ]);
  });

  it('loses gaps that are never closed, keeps braces that close nothing, and asks for no number 0', () => {
    expect(clozeCards('a }} {{c1::b}} {{c2::c')).toEqual([{ number: 1, prompt: 'a }} [...] ', answer: 'a }} b ' }]);
    expect(clozeCards('{{c0::a}}')).toEqual([]);
    expect(isCloze('{{c1:a}}')).toBe(false);
    expect(clozeCards(Array.from({ length: 101 }, (_, n) => `{{c${n + 1}::x}}`).join(''))).toEqual([]);
  });

  it('is read whatever it is', () => {
    const text = fc.array(fc.constantFrom('{{c1::', '{{c2,1::', '}}', '::', 'a', '{{c', ':', '}'), { maxLength: 40 });
    fc.assert(
      fc.property(text, (parts) => {
        for (const { answer } of clozeCards(parts.join(''))) expect(answer).not.toMatch(/\{\{c\d/);
      }),
    );
  });
});
