import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { withoutEntities, withoutTags, withoutTagsInMaths } from '../../../src/formats/anki/filters-html.js';
import { replaceFurigana } from '../../../src/formats/anki/furigana.js';
import { isEmptyField, parseTemplate, renderTemplate } from '../../../src/formats/anki/template.js';

function rendered(template: string, fields: Readonly<Record<string, string>> = {}, frontSide = '') {
  const values = new Map(Object.entries(fields));
  return renderTemplate(parseTemplate(template), {
    field(name) {
      const html = values.get(name);
      return html === undefined ? undefined : { html, isEmpty: isEmptyField(html) };
    },
    number: 1,
    isQuestion: frontSide === '',
    frontSide,
  });
}

const htmlOf = (template: string, fields?: Readonly<Record<string, string>>) => {
  const { html, fault } = rendered(template, fields);
  expect(fault).toBeUndefined();
  return html;
};

const faultOf = (template: string, fields?: Readonly<Record<string, string>>) => rendered(template, fields).fault;

/** Texts that are mostly signs which mean something. */
const textOf = (...pieces: string[]) =>
  fc.array(fc.constantFrom(...pieces), { maxLength: 12 }).map((all) => all.join(''));

describe('a template', () => {
  it('shows fields as they are, and the text around them', () => {
    expect(htmlOf('<b>{{Front}}</b>, {{ Back }}!', { Front: 'a & b', Back: '{{Front}} $&' })).toBe(
      '<b>a & b</b>, {{Front}} $&!',
    );
  });

  it('without braces is what it shows', () => {
    const text = fc.string({ maxLength: 40, unit: fc.constantFrom('{', '}', '<!--', '-->', '<', 'a') });
    const withoutOpening = text.filter((each) => !each.includes('{{'));
    fc.assert(fc.property(withoutOpening, (each) => htmlOf(each) === each));
  });

  it('shows a section where its field is filled, and the contrary where it is not', () => {
    const template = '{{#A}}a{{#B}}b{{/B}}{{^B}}no b{{/B}}{{/A}}{{^A}}no a{{/A}}';
    expect(htmlOf(template, { A: 'x', B: 'x' })).toBe('ab');
    expect(htmlOf(template, { A: 'x', B: ' <br><DIV></div>\n<br />' })).toBe('ano b');
    expect(htmlOf(template, { A: '', B: 'x' })).toBe('no a');
  });

  it('has sections for the number of the card, whichever that is', () => {
    expect(htmlOf('{{#c1}}first{{/c1}}{{#c2}}second{{/c2}}', { c1: '1' })).toBe('first');
  });

  it('keeps comments with all that is in them', () => {
    expect(htmlOf('<!-- {{Nothing}} {{#A}} -->{{A}}', { A: 'a' })).toBe('<!-- {{Nothing}} {{#A}} -->a');
  });

  it('takes openings that are never closed for text', () => {
    expect(htmlOf('{{A}} {{ <!-- {', { A: 'a' })).toBe('a {{ <!-- {');
    expect(htmlOf('{{{A}}}', { A: 'a' })).toBe('a}');
  });

  it('may have other braces', () => {
    expect(htmlOf('\n{{=<% %>=}}<%A%> {{A}} <%#A%>b<%/A%>', { A: 'a' })).toBe('a {{A}} b');
  });

  it('has fields with any name', () => {
    expect(htmlOf('{{__proto__}}{{constructor}}', { ['__proto__']: 'p', constructor: 'c' })).toBe('pc');
    expect(faultOf('{{toString}}')).toContain('{{toString}}');
  });

  it('shows the question in the answer', () => {
    expect(rendered('{{FrontSide}} {{A}}', { A: 'a' }, 'front').html).toBe('front a');
  });

  it('tells whether it shows a field that is filled', () => {
    expect(rendered('a {{A}}', { A: ' ' }).showsField).toBe(false);
    expect(rendered('{{^A}}{{B}}{{/A}}', { A: ' ', B: 'b' }).showsField).toBe(true);
    expect(rendered('{{#A}}{{B}}{{/A}}', { A: ' ', B: 'b' }).showsField).toBe(false);
  });

  it('names what cannot be understood, and shows the rest', () => {
    expect(rendered('a {{text:Nothing}} {{A}}', { A: 'b' })).toMatchObject({
      html: 'a  b',
      fault: '"{{Nothing}}" names a field that is not there',
    });
    expect(faultOf('{{^A}}{{#Nothing}}{{/Nothing}}{{/A}}', { A: 'a' })).toContain('{{#Nothing}}');
    expect(rendered('{{#A}}b', { A: 'a' })).toMatchObject({ html: 'b', fault: '"{{#A}}" is never closed' });
    expect(rendered('{{#A}}b', { A: '' }).html).toBe('');
    expect(rendered('a{{/A}}b', { A: 'a' })).toMatchObject({
      html: 'ab',
      fault: '"{{/A}}" closes a section that is not open there',
    });
    expect(faultOf('{{}}')).toBe('"{{}}" names a field that is not there');
  });

  it('has bounds to its filters and its length', () => {
    expect(faultOf(`{{${'text:'.repeat(11)}A}}`, { A: 'a' })).toContain('more than 10 filters');
    const { html, fault } = rendered('{{A}}'.repeat(100), { A: 'a'.repeat(1_000_000) });
    expect(fault).toContain('characters');
    expect(html.length).toBeLessThan(20_000_000);
  });
});

describe('a filter', () => {
  it('is applied before those to its left', () => {
    expect(htmlOf('{{hint:text:A}}', { A: '<b>a</b>' })).toContain('>a</div>');
  });

  it('that is unknown or has no name changes nothing', () => {
    expect(htmlOf('{{some:A}}{{::A}}{{some:}}', { A: '<b>a</b>' })).toBe('<b>a</b><b>a</b>');
  });

  it('leaves the place where the answer is typed', () => {
    expect(htmlOf('{{type:A}}{{type:cloze:A}}{{type:nc:A}}{{type:text:cloze:A}}', { A: 'a' })).toBe(
      '[[type:A]][[type:cloze:A]][[type:nc:A]][[type:A]]',
    );
  });

  it('shows a hint only where there is one', () => {
    expect(htmlOf('{{hint:A}}', { A: ' ' })).toBe(' ');
    expect(htmlOf('{{hint:A}}', { A: 'a' })).toBe(
      '\n<a class=hint href="#">\nA</a>\n<div class=hint style="display: none">a</div>\n',
    );
  });

  it('has texts read aloud', () => {
    expect(htmlOf('{{tts en_US voices=A,B:A}}', { A: 'a' })).toBe('[anki:tts lang=en_US voices=A,B]a[/anki:tts]');
  });

  it('takes readings apart', () => {
    const fields = { A: '日本[にほん]の 首都[しゅと]&nbsp;[sound:a.mp3] x[sound:b.mp3]' };
    expect(htmlOf('{{kanji:A}}', fields)).toBe('日本の首都 [sound:a.mp3] x[sound:b.mp3]');
    expect(htmlOf('{{kana:A}}', fields)).toBe('にほんのしゅと [sound:a.mp3] x[sound:b.mp3]');
    expect(htmlOf('{{furigana:A}}', { A: 'a b[c]' })).toBe('a<ruby><rb>b</rb><rt>c</rt></ruby>');
  });

  it('finds readings as the pattern that defines them does', () => {
    fc.assert(
      fc.property(textOf(' ', '>', '[', ']', 'a', 'b', '\n', '[sound:', '&nbsp;'), (text) => {
        const defined = text.replaceAll('&nbsp;', ' ').replace(/ ?([^ >]+?)\[([^\n]+?)\]/g, (whole, base, reading) => {
          return reading.startsWith('sound:') ? whole : `<${base}|${reading}>`;
        });
        expect(replaceFurigana(text, (base, reading) => `<${base}|${reading}>`)).toBe(defined);
      }),
      { numRuns: 2000 },
    );
  });

  it('strips tags as the pattern that defines them does', () => {
    const TAGS = /<!--.*?-->|<style.*?>.*?<\/style>|<script.*?>.*?<\/script>|<.*?>/gis;
    const pieces = ['<', '>', '<!--', '-->', '<style', '</STYLE>', '<script>', '</script>', 'a', '\n', '\\(', '\\]'];
    fc.assert(
      fc.property(textOf(...pieces), (text) => {
        expect(withoutTags(text)).toBe(text.replace(TAGS, ''));
        expect(withoutTagsInMaths(text)).toBe(
          text.replace(/(\\[([])(.*?)(\\[\])])/gs, (_, begin, inner, end) => begin + inner.replace(TAGS, '') + end),
        );
      }),
      { numRuns: 2000 },
    );
  });

  it('resolves references that a browser would read otherwise, but none if one is malformed', () => {
    expect(htmlOf('{{text:A}}', { A: '&lt;b&gt;&#65;&#x42;&nbsp;&rarr;\u00a0&quot;' })).toBe('<b>AB &rarr; "');
    expect(withoutEntities('a & b &lt;')).toBe('a & b &lt;');
    expect(withoutEntities('&#xd800; &lt;')).toBe('&#xd800; &lt;');
    expect(withoutEntities('&#99999999999; &lt;')).toBe('&#99999999999; &lt;');
  });
});

it('a field is empty as the pattern that defines it says', () => {
  fc.assert(
    fc.property(textOf(' ', '\n', '<br>', '<br />', '<DIV>', '</div >', '</div/>', '\u00a0', '<'), (html) => {
      expect(isEmptyField(html)).toBe(/^(?:[\t-\r ]|<\/?(?:br|div) ?\/?>)*$/i.test(html));
    }),
    { numRuns: 2000 },
  );
});
