import fc from 'fast-check';
import { micromark } from 'micromark';
import { renderMarkdown } from 'ownwords/render';
import { describe, expect, it } from 'vitest';
import { htmlOfMarkdown } from '../../src/formats/text/markdown-to-html.js';

const REL = 'rel="noopener noreferrer nofollow"';
const media = (name: string) => `blob:${name}`;

describe('a rendered card', () => {
  it.each([
    ['a **b** _c_ ~~d~~ `e`', '<p>a <strong>b</strong> <em>c</em> <del>d</del> <code>e</code></p>'],
    ['<b onclick="x">a</b>', '<p>&lt;b onclick=&quot;x&quot;&gt;a&lt;/b&gt;</p>'],
    ['$x<y$', '<p><span class="math math-inline">x&lt;y</span></p>'],
    ['$$\na\n\n<b>\n$$', '<div class="math math-display">a\n\n&lt;b&gt;</div>'],
    ['```js\nx\n```', '<pre><code class="language-js">x\n</code></pre>'],
    ['```a&#32;b"c\nx\n```', '<pre><code>x\n</code></pre>'],
    ['~5 km~', '<p>~5 km~</p>'],
  ])('%s', (markdown, html) => expect(renderMarkdown(markdown)).toBe(html));

  it('has links to the web and to mail; others are their text', () => {
    expect(renderMarkdown('[a](https://x.org "t")')).toBe(`<p><a href="https://x.org" title="t" ${REL}>a</a></p>`);
    expect(renderMarkdown('<mailto:a@b.c>')).toBe(`<p><a href="mailto:a@b.c" ${REL}>mailto:a@b.c</a></p>`);
    expect(renderMarkdown('[a](javascript:x) [b](/c) [d](//e.f) [g](#h) <irc://i>')).toBe('<p>a b d g irc://i</p>');
  });

  it('has the files that the program finds', () => {
    expect(renderMarkdown('![a"b](<c d.png>)', { media })).toBe('<p><img src="blob:c d.png" alt="a&quot;b"></p>');
    expect(renderMarkdown('![](a.mp3)![](b.webm)', { media })).toBe(
      '<p><audio controls preload="none" src="blob:a.mp3"></audio><video controls preload="none" src="blob:b.webm"></video></p>',
    );
  });

  it('looks for a file by its name, and then as it is written', () => {
    const asked: string[] = [];
    renderMarkdown('![](a%20ü.png)![](100%.png)', { media: (name) => void asked.push(name) });
    expect(asked).toEqual(['a ü.png', 'a%20%C3%BC.png', '100%.png', '100%25.png']);
  });

  it('shows the description or the name of a file that is not found, or is at no place to load from', () => {
    expect(renderMarkdown('![a](b.png) ![](c<.png)')).toBe('<p>a c&#60;.png</p>');
    for (const url of ['javascript:x', 'data:text/html,x', '/x', '//x.y', ' https://x.y', 'file:///x', ''])
      expect(renderMarkdown('![](a.png)', { media: () => url })).toBe('<p>a.png</p>');
    for (const url of ['https://x.y', 'http://x.y', 'blob:x', 'data:image/png;base64,AA=='])
      expect(renderMarkdown('![](a.png)', { media: () => url })).toBe(`<p><img src="${url}" alt=""></p>`);
  });

  it('loads images on the web only if it may; otherwise they are links', () => {
    const markdown = '![a](https://x.org/b.png)';
    expect(renderMarkdown(markdown, { media })).toBe(`<p><a href="https://x.org/b.png" ${REL}>a</a></p>`);
    expect(renderMarkdown(markdown, { remoteImages: true })).toBe(
      '<p><img src="https://x.org/b.png" alt="a" loading="lazy" referrerpolicy="no-referrer"></p>',
    );
    expect(renderMarkdown(`[${markdown}](https://y.org)`)).toBe(`<p><a href="https://y.org" ${REL}>a</a></p>`);
    expect(renderMarkdown('![a](//x.org/b.png) ![c](data:image/png;base64,AA==)', { media, remoteImages: true })).toBe(
      '<p>a c</p>',
    );
  });

  it('has short rows as they are, however wide the head of the table is', () => {
    const html = renderMarkdown(`|${'a|'.repeat(1_000)}\n|${'-|'.repeat(1_000)}\n${'|b|\n'.repeat(200)}`);
    expect(html.match(/<td>/g)).toHaveLength(200);
  });

  it.each(['*a_ ', '1. ', '> ', '===\n', '[', '`', '[a](', '- a\n', '$$\n', 'a|b\n-|-\n', '<', '  - a\n'])(
    'is text where there is no end of %j',
    (piece) => {
      expect(renderMarkdown(piece.repeat(1e6 / piece.length))).toMatch(/^<p>[^<]*(?:<br \/>\n[^<]*)*<\/p>$/);
    },
  );
});

describe('Markdown in a field of Anki', () => {
  it.each([
    ['a **b**', 'a <strong>b</strong>'],
    ['a\n\nb', '<p>a</p>\n<p>b</p>'],
    [
      '![](<a "b".png>) ![](c.mp3) ![d](https://x.org/e.png)',
      '<img src="a &#34;b&#34;.png"> [sound:c.mp3] <img src="https://x.org/e.png" alt="d">',
    ],
    ['$x<y$', '\\(x&lt;y\\)'],
    ['$$\nx\n$$', '\\[x\\]'],
    ['[a](https://x.org) [b](javascript:x) <script>', '<a href="https://x.org">a</a> b &lt;script&gt;'],
  ])('%s', (markdown, html) => expect(htmlOfMarkdown(markdown)).toBe(html));
});

it('a plain line is rendered as if it were looked at character by character', () => {
  const pieces = fc.constantFrom(
    'a',
    'é',
    'Ω',
    '字',
    '👍',
    ' ',
    '  ',
    '\t',
    '\u00a0',
    '1',
    '.',
    ')',
    '-',
    ':',
    "'",
    '"',
    '!',
    '(',
    '&',
    '=',
  );
  fc.assert(
    fc.property(fc.array(pieces, { maxLength: 12 }), (all) => {
      const text = all.join('');
      expect(renderMarkdown(text)).toBe(micromark(text));
    }),
    { numRuns: 3_000 },
  );
});
