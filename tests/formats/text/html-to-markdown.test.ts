import fc from 'fast-check';
import { renderMarkdown } from 'ownwords/render';
import { describe, expect, it } from 'vitest';
import { markdownOfHtml } from '../../../src/formats/text/html-to-markdown.js';
import { htmlOfMarkdown } from '../../../src/formats/text/markdown-to-html.js';
import { shownWords } from './shown-text.js';

const md = (html: string) => markdownOfHtml(html).markdown;
const lost = (html: string) => markdownOfHtml(html).lost;

describe('HTML in Markdown', () => {
  it.each([
    ['Capital of <b>Spain</b>?', 'Capital of **Spain**?'],
    ['<strong>a</strong> <em>b</em> <s>c</s> <code>d</code>', '**a** _b_ ~~c~~ `d`'],
    ['<span style="font-weight: 600">a</span><i>b</i>', '**a**_b_'],
    ['<b> spaced </b>out', '**spaced** out'],
    ['<b>a</b><b>b</b>', '**ab**'],
    ['<b></b>a<i> </i>b', 'a b'],
    ['x<b><i>a</i>b</b>y', 'x***a*b**y'],
    ['これは<b>「本」</b>です', 'これ&#x306f;**「本」**&#x3067;す'],
    ['<s>a ~</s>', '~~a \\~~~'],
    ['<b>a<br>b</b>', '**a**  \n**b**'],
  ])('keeps emphasis: %s', (html, markdown) => expect(md(html)).toBe(markdown));

  it.each([
    ['a<br>b', 'a  \nb'],
    ['a<br><br>b', 'a\n\nb'],
    ['a<div>b</div><div>c</div>', 'a  \nb  \nc'],
    ['<div>a<br></div><div><br></div><div>b</div>', 'a\n\nb'],
    ['<p>a</p><p>b</p>', 'a\n\nb'],
    [' a \n  b&nbsp;c ', 'a b\u00a0c'],
    ['a<hr>b', 'a\n\n***\n\nb'],
    ['<h2>A <i>b</i></h2>c', '## A _b_\n\nc'],
    ['<blockquote>a<br>b<blockquote>c</blockquote></blockquote>', '> a  \n> b\n>\n> > c'],
    ['<pre><code class="language-js">a\n  b</code></pre>', '```js\na\n  b\n```'],
  ])('keeps lines and blocks: %s', (html, markdown) => expect(md(html)).toBe(markdown));

  it.each([
    ['<ul><li>a<li>b<ul><li>c</ul></ul>', '- a\n- b\n  - c'],
    ['<ol start=3><li>a<br>b</li><li>c</li></ol>', '3. a  \n   b\n4. c'],
    ['<ul><li>a</ul><ul><li>b</ul>', '- a\n\n+ b'],
    ['<ul><li><p>a</p><p>b</p></ul>', '- a\n\n  b'],
  ])('keeps lists: %s', (html, markdown) => expect(md(html)).toBe(markdown));

  it.each([
    ['<table><tr><th>A<th>B<tr><td>1|2<td><code>a|b</code></table>', '| A | B |\n| --- | --- |\n| 1\\|2 | `a\\|b` |'],
    ['<table><tr><td>a<td>b</table>', '|  |  |\n| --- | --- |\n| a | b |'],
    ['<table><tr><td>a</td></tr><tr><td>b</td></tr></table>', 'a  \nb'],
    ['<table><tr><td colspan=2>a<tr><td>b<td>c</table>', '|  |  |\n| --- | --- |\n| a |  |\n| b | c |'],
  ])('keeps tables: %s', (html, markdown) => expect(md(html)).toBe(markdown));

  it.each([
    ['<a href="https://x.org/?a=1&amp;b=2">x</a>', '[x](https://x.org/?a=1&b=2)'],
    ['<a href="https://x.org">https://x.org</a>', '<https://x.org>'],
    ['<a href="mailto:a@b.c">[x]</a>', '[\\[x\\]](mailto:a@b.c)'],
    ['<a href="javascript:alert(1)">x</a>', 'x'],
    ['!<a href="https://x.org">x</a>', '\\![x](https://x.org)'],
    ['<img src="ünï 音.png" alt="a]b">', '![a\\]b](<ünï 音.png>)'],
    ['<img src="https://x.org/a.png">', '![](https://x.org/a.png)'],
    ['<img src="data:image/png;base64,AA==">', ''],
    ['[sound:a b.mp3]<audio src=c.ogg></audio><video><source src=d.mp4></video>', '![](<a b.mp3>)![](c.ogg)![](d.mp4)'],
  ])('keeps what leads on the web and to files: %s', (html, markdown) => expect(md(html)).toBe(markdown));

  it.each([
    ['\\(x^2 &lt; 3\\)', '$x^2 < 3$'],
    ['[$]a_b*c*[/$] and *', '$a_b*c*$ and \\*'],
    ['\\(a&lt;b\\)', '$a<b$'],
    ['\\[ a \\\\<br> b \\]', '$$\na \\\\\n b\n$$'],
    ['[$$]x[/$$][latex]y[/latex]', '$$\nx\n$$\n\n$$\ny\n$$'],
    ['\\(<b>a</b>', '\\\\(**a**'],
    ['$5 and $6', '\\$5 and \\$6'],
  ])('keeps maths as it is, and no other dollar signs: %s', (html, markdown) => expect(md(html)).toBe(markdown));

  it.each([
    ['\\(&lt;script&gt;\\)', '$< script>$'],
    ['\\[&lt;img src=x onerror=y&gt;\\]', '$$\n< img src=x onerror=y>\n$$'],
    ['\\([a](javascript:b)\\)', '$[a] (javascript:b)$'],
    ['[$]`[/$] <code>&lt;script&gt;</code>', '$`$ `< script>`'],
  ])('has no HTML for a program that knows no maths: %s', (html, markdown) => expect(md(html)).toBe(markdown));

  it.each([
    ['2 * 3 a_b C# AT&amp;T [...] a &lt; b', '2 * 3 a_b C# AT&T [...] a < b'],
    ['[x](y) &lt;b&gt; &amp;amp; **x** _y_', '[x\\](y) \\<b> \\&amp; \\*\\*x\\*\\* \\_y\\_'],
    ['# a<br>1. b<br>- c<br>&gt; d<br>---<br>===', '\\# a  \n1\\. b  \n\\- c  \n\\> d  \n\\---  \n\\==='],
    ['C:\\dir \\* a\\', 'C:\\dir \\\\\\* a\\\\'],
  ])('escapes what would mean something, and nothing else: %s', (html, markdown) => expect(md(html)).toBe(markdown));

  it('raises and lowers as Unicode can, sets readings in parentheses and cloze gaps in bold', () => {
    expect(md('x<sup>2</sup> H<sub>2</sub>O 1<sup>st</sup> x<sup>a,b</sup>')).toBe('x² H₂O 1^st x^(a,b)');
    expect(md('<ruby>漢字<rp>(</rp><rt>かんじ</rt></ruby>')).toBe('漢字(かんじ)');
    expect(md('<span class="cloze">[...]</span> was founded')).toBe('**[...]** was founded');
  });

  it('leaves out what a page does not show, and says so', () => {
    const html = 'a<script>x</script><style>y</style><!-- z --><svg><title></svg><p hidden>h</p>\u0000\u0007b';
    expect(markdownOfHtml(html)).toEqual({ markdown: 'ab', lost: ['script', 'style', 'svg', 'hidden text'] });
    expect(lost('<u>a</u><mark>b</mark><font color=red>c</font><a href="x">d</a><img src="data:x">')).toEqual([
      'underlining',
      'highlighting',
      'color',
      'link',
      'image',
    ]);
  });
});

const word = fc.stringMatching(/^[a-zé日\u{1f600}0-9*_[\]()#+.!|~`$\\<>&;:=-]{1,6}$/u);
const escaped = (text: string) => text.replace(/[&<>]/g, (character) => `&#${character.charCodeAt(0)};`);
const { html: anyHtml } = fc.letrec<{ html: string; node: string }>((tie) => ({
  html: fc.array(tie('node'), { maxLength: 5 }).map((nodes) => nodes.join('')),
  node: fc.oneof(
    { withCrossShrink: true, depthSize: 'small' },
    fc.array(word, { minLength: 1, maxLength: 4 }).map((words) => escaped(words.join(' '))),
    fc.constantFrom('<br>', ' ', '&nbsp;', '<hr>'),
    fc
      .tuple(fc.constantFrom('b', 'i', 's', 'span', 'a href="https://x.org/"', 'code', 'u'), tie('html'))
      .map(([tag, inner]) => `<${tag}>${inner}</${tag.split(' ')[0]}>`),
    fc
      .tuple(fc.constantFrom('div', 'p', 'blockquote', 'h3', 'pre', 'center'), tie('html'))
      .map(([tag, inner]) => `<${tag}>${inner}</${tag}>`),
    fc
      .tuple(fc.constantFrom('ul', 'ol', 'ol start=7'), fc.array(tie('html'), { maxLength: 3 }))
      .map(([tag, items]) => `<${tag}>${items.map((item) => `<li>${item}</li>`).join('')}</${tag.slice(0, 2)}>`),
    fc
      .array(fc.array(tie('html'), { minLength: 1, maxLength: 3 }), { maxLength: 3 })
      .map((rows) => `<table>${rows.map((row) => `<tr><td>${row.join('</td><td>')}</td></tr>`).join('')}</table>`),
  ),
}));
/** Delimiters of maths and names of sounds mean something of their own. */
const isOrdinary = (html: string) => !/\\|\[(?:\/?\$|latex|sound)/.test(html);

describe('whatever the HTML is', () => {
  it('its text is what the rendered Markdown shows, word by word', () => {
    fc.assert(
      fc.property(anyHtml.filter(isOrdinary), (html) => {
        expect(shownWords(renderMarkdown(md(html)))).toBe(shownWords(html));
      }),
      { numRuns: 2_000 },
    );
  });

  it('written for Anki and read again, it is the same to the eye', () => {
    fc.assert(
      fc.property(anyHtml.filter(isOrdinary), (html) => {
        const markdown = md(html);
        expect(shownWords(renderMarkdown(md(htmlOfMarkdown(markdown))))).toBe(shownWords(renderMarkdown(markdown)));
      }),
    );
  });

  it('no tag of it is left, and nothing is thrown', () => {
    const piece = fc.constantFrom(
      ...'< > / " \' = & ; ! - [ ] ( ) \\ $ ` * _ ~ | # \n a b'.split(' '),
      '<b',
      '<table>',
      '<td',
      '</',
      '<!--',
      '-->',
      '<svg',
      '<script>',
      '</script',
      '&#',
      '&lt;',
      '[$]',
      '[/$]',
      '\\(',
      '\\)',
      '[sound:',
      'href=',
      '<a ',
      '<li>',
      '<p>',
    );
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 30 }), (pieces) => {
        const html = renderMarkdown(md(pieces.join('')));
        expect(
          html.replace(
            /<\/?(?:p|br|hr|h\d|em|strong|del|code|pre|blockquote|[uo]l|li|table|t[hrd]|thead|tbody|a|span|div)\b[^<>]*>/g,
            '',
          ),
        ).not.toMatch(/</);
      }),
      { numRuns: 2_000 },
    );
  });

  it.each([
    '<div>',
    '<b>',
    '<table>',
    '<td>',
    '<li>',
    '&',
    '<a href=',
    '<',
    '\\(',
    '[$]<br>',
    '<b>a</b>c',
    '<blockquote>a<br>',
    '<p>a',
    '`',
  ])('a megabyte of %s is read', (piece) => {
    const { markdown } = markdownOfHtml(piece.repeat(1e6 / piece.length));
    expect(markdown.length).toBeLessThan(5e6);
  });
});
