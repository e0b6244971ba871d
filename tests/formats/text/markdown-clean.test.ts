import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { cleanMarkdown, codeRangesOf } from '../../../src/formats/text/markdown-clean.js';
import injections from '../../fixtures/injections.json' with { type: 'json' };

const parts = fc.oneof(
  fc.constantFrom(...'a b * _ ` ``` $ $$ [ ] ( ) ! # - > | ~~ \\ & ; : " 1. \n \n\n'.split(/(?<! ) /)),
  fc.constantFrom(
    ' ',
    '\n',
    '    ',
    '<b>',
    '</b>',
    '<br>',
    '<i',
    '<div>',
    '</div>',
    '<!--',
    '-->',
    '<script>',
    '<img src="a.png">',
  ),
  fc.constantFrom(
    '](javascript:x)',
    '](https://x.org)',
    '![x](data:x)',
    '<javascript:x>',
    '<https://x.org>',
    '\n[a]: vbscript:x\n',
  ),
);
const anyMarkdown = fc.array(parts, { maxLength: 25 }).map((all) => all.join(''));

describe('cleaned Markdown', () => {
  it.each([
    ['a <b>b</b> <i>c</i> <u>d</u>', 'a **b** *c* d'],
    ['a<br>b<br/># c', 'a  \nb # c'],
    ['10<sup>5</sup>', '10^5'],
    ['List<String>', 'List\\<String>'],
    ['| a<br>b | c |\n|--|--|', '| a b | c |\n|--|--|'],
    ['<div align="center">\n<img src="a.png">\n</div>\n\nb', '![](a.png)\n\nb'],
    ['> <div>\n> **x**\n> </div>', '> \\*\\*x\\*\\*'],
    ['<script>\nalert(1)\n</script>\n\nx', '\n\nx'],
    ['a <!-- b --> c', 'a  c'],
    [
      '[a](javascript:x) ![b](data:x) [c](https://x.y) [d](e.md) ![f](g.png)',
      'a b [c](https://x.y) [d](e.md) ![f](g.png)',
    ],
    ['[a](java&#115;cript:x) [b](<javascript:x>) [![c](vbscript:x)](//x.y)', 'a b c'],
    ['[x][y]\n\n[y]: javascript:alert(1)\n[z]: https://x.org', '[x][y]\n\n\n[z]: https://x.org'],
    ['<javascript:x> <https://x.org>', '\\<javascript:x> <https://x.org>'],
  ])('%s', (markdown, cleaned) => expect(cleanMarkdown(markdown)).toBe(cleaned));

  it('leaves code and maths as they are', () => {
    const markdown = 'a `<b>` $a<b$\n\n```html\n<div>\n[x](javascript:y)\n```\n\n$$\nx<y\n$$\n\n    <p>';
    expect(cleanMarkdown(markdown)).toBe(markdown);
  });

  it.each([
    ['$<b>$', '$< b>$'],
    ['$$\n<script>\n$$', '$$\n< script>\n$$'],
    ['$[a](javascript:b)$', '$[a] (javascript:b)$'],
    ['$$\n\n[a]: javascript:b\n$$', '$$\n\n[a] : javascript:b\n$$'],
    ['$<javascript:b>$', '$< javascript:b>$'],
    ['$ ` $ `<img src=x onerror=y>`', '$ ` $ `< img src=x onerror=y>`'],
    ['| ` |\n| --- |\n| `<img src=x onerror=y>` |', '| ` |\n| --- |\n| `< img src=x onerror=y>` |'],
  ])('has no HTML and no bad address for a program without maths or tables either: %s', (markdown, safe) => {
    expect(cleanMarkdown(markdown)).toBe(safe);
    expect(cleanMarkdown(safe)).toBe(safe);
  });

  it('is cleaned once and for all', () => {
    fc.assert(
      fc.property(anyMarkdown, (markdown) => {
        const cleaned = cleanMarkdown(markdown);
        expect(cleanMarkdown(cleaned)).toBe(cleaned);
      }),
      { numRuns: 2_000 },
    );
    for (const text of Object.values(injections).flat())
      expect(cleanMarkdown(cleanMarkdown(text))).toBe(cleanMarkdown(text));
  });

  it('is the same text where there was nothing to clean', () => {
    fc.assert(
      fc.property(anyMarkdown, (markdown) => {
        const plain = markdown.replaceAll('<', '').replaceAll(/(?:javascript|data|vbscript):/g, 'https://x.org/');
        expect(cleanMarkdown(plain)).toBe(plain);
      }),
      { numRuns: 2_000 },
    );
  });
});

describe('the places of code and maths', () => {
  it('are those of the characters', () => {
    const markdown = '\ufeffa `b` $c$\r\n\r\n~~~\r\nd\r\n~~~\r\n\r\n$$\r\ne\r\n$$\r\n';
    expect(codeRangesOf(markdown).map(({ kind, start, end }) => [kind, markdown.slice(start, end)])).toEqual([
      ['code', '`b`'],
      ['math', '$c$'],
      ['code', '~~~\r\nd\r\n~~~'],
      ['math', '$$\r\ne\r\n$$'],
    ]);
    expect(codeRangesOf('nothing of both')).toEqual([]);
  });
});
