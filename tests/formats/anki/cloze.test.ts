import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { clozeNumbers, hasShapes, onlyClozes, revealClozes } from '../../../src/formats/anki/cloze.js';
import { attributeOf, withoutTags } from '../../../src/formats/anki/filters-html.js';

const question = (text: string, number = 1) => revealClozes(text, number, true);
const answer = (text: string, number = 1) => revealClozes(text, number, false);
const plainQuestion = (text: string, number = 1) => withoutTags(question(text, number));
const plainAnswer = (text: string, number = 1) => withoutTags(answer(text, number));

interface Cloze {
  readonly source: string;
  readonly plain: string;
  readonly numbers: readonly number[];
}

/** Texts with clozes in clozes, and what they say without them. */
const clozes: fc.Arbitrary<Cloze> = fc.letrec<{ text: Cloze; cloze: Cloze; word: Cloze }>((tie) => ({
  word: fc.constantFrom('a', 'é', 'b ', '{', ':', '}').map((word) => ({ source: word, plain: word, numbers: [] })),
  cloze: fc.tuple(fc.integer({ min: 0, max: 4 }), tie('text')).map(([number, { source, plain, numbers }]) => ({
    source: `{{c${number}::${source}}}`,
    plain,
    numbers: [number, ...numbers],
  })),
  text: fc
    .array(fc.oneof({ depthSize: 'small', maxDepth: 6 }, tie('word'), tie('cloze')), { maxLength: 4 })
    .map((all) => ({
      source: all.map(({ source }) => source).join(' '),
      plain: all.map(({ plain }) => plain).join(' '),
      numbers: all.flatMap(({ numbers }) => numbers),
    })),
})).text;

describe('a cloze', () => {
  it('is hidden on the question and marked on the answer; the others are as they were', () => {
    const text = '{{c1::Canberra}}, since {{c2::1913::year}}';
    expect(question(text)).toBe(
      '<span class="cloze" data-cloze="Canberra" data-ordinal="1">[...]</span>, since <span class="cloze-inactive" data-ordinal="2">1913</span>',
    );
    expect(answer(text)).toBe(
      '<span class="cloze" data-ordinal="1">Canberra</span>, since <span class="cloze-inactive" data-ordinal="2">1913</span>',
    );
    expect(plainQuestion(text, 2)).toBe('Canberra, since [year]');
  });

  it('that the card does not ask for leaves nothing of the field', () => {
    expect(question('a {{c1::b}}', 2)).toBe('');
    expect(answer('a', 1)).toBe('');
  });

  it('may have several numbers', () => {
    const text = '{{c3,1,x1::a}}{{c3,1,3::b}}';
    expect(question(text, 3)).toBe('{{c3,1,x1::a}}<span class="cloze" data-cloze="b" data-ordinal="1,3">[...]</span>');
    expect(clozeNumbers([text])).toEqual([1, 3]);
    expect(question('{{c,1,,::a}}')).toContain('data-ordinal="1"');
  });

  it('may stand in another, and is hidden with it', () => {
    const text = '{{c1::a {{c2::b::inner}} c::outer}}';
    expect(plainQuestion(text, 1)).toBe('[outer]');
    expect(plainQuestion(text, 2)).toBe('a [inner] c');
    expect(plainAnswer(text, 1)).toBe('a b c');
    expect(question(text, 1)).toContain(
      `data-cloze="${attributeOf('a <span class="cloze-inactive" data-ordinal="2">b</span> c')}"`,
    );
  });

  it('has everything after the first colons as its hint, even nothing', () => {
    expect(plainQuestion('{{c1::a::b::c}}{{c1::d::}}')).toBe('[b::c][]');
  });

  it('that is never closed is left out, and a closing too many is text', () => {
    expect(plainAnswer('{{c1::a}}}} b {{c2::c {{c1::d}}')).toBe('a}} b ');
  });

  it('is nested no deeper than ten levels', () => {
    expect(clozeNumbers(['{{c1::'.repeat(10)])).toEqual([]);
    const nested = (levels: number) => `${'{{c1::'.repeat(levels)}a${'}}'.repeat(levels)}`;
    expect(plainAnswer(nested(10))).toBe('a');
    expect(plainAnswer(nested(12))).toBe('a}}}}');
  });

  it('without a number is text', () => {
    expect(plainQuestion('{{c1::a {{c,::b}} c}}')).toBe('[b] c}}');
    expect(plainAnswer('{{c1::a {{c,::b}} c}}')).toBe('a {{c, c}}');
  });

  it('is not looked for in a field that is too long to show', () => {
    expect(clozeNumbers(['{{c1::a}}'.padEnd(16_000_001)])).toEqual([]);
  });

  it('numbered 0, or beyond all numbers, makes no card', () => {
    expect(clozeNumbers(['{{c0::a}} {{c65535::b}} {{c65536::c}} {{c,::d}}', '{{c007::e}}'])).toEqual([7, 65535]);
    expect(plainAnswer('{{c0::a}}{{c1::b}}{{c65536::c}}')).toBe('ab{{c65536::c}}');
  });

  it('writes hidden text into the attribute so that it cannot leave it', () => {
    expect(attributeOf(`aé'"<>& \n→`)).toBe('a&#xE9;&#x27;&quot;&lt;&gt;&amp;&#x20;&#xA;→');
  });

  it('can be shown alone', () => {
    const text = 'a {{c1::b {{c2::c}}::hint}} d {{c1::e}}';
    expect(onlyClozes(text, 1, true)).toBe('hint, ...');
    expect(onlyClozes(text, 1, false)).toBe('b c, e');
    expect(onlyClozes(text, 3, false)).toBe('');
  });

  it('says on the answer what the text says, whichever is asked for', () => {
    fc.assert(
      fc.property(clozes, ({ source, plain, numbers }) => {
        expect(clozeNumbers([source])).toEqual([...new Set(numbers)].filter((each) => each > 0).sort());
        for (const number of numbers) expect(plainAnswer(source, number)).toBe(plain);
      }),
    );
  });

  it('never says on the question what is hidden', () => {
    fc.assert(
      fc.property(clozes, ({ source }) => {
        expect(plainQuestion(`{{c9::${source}§}}`, 9)).not.toContain('§');
      }),
    );
  });
});

describe('a shape over a picture', () => {
  const text = '{{c1::image-occlusion:rect:left=.1:top=0:width=0:height=.25:oi=1}}';

  it('is told from text', () => {
    expect(hasShapes(text)).toBe(true);
    expect(hasShapes('{{c1::an image-occlusion: a picture}}')).toBe(false);
  });

  it('keeps its measures as attributes', () => {
    const shape =
      'data-ordinal="1" data-shape="rect" data-left=".1" data-top="0" data-height=".25" data-occludeInactive="1" ';
    expect(question(text)).toBe(`<div class="cloze" ${shape}></div>`);
    expect(answer(text)).toBe(`<div class="cloze-highlight" ${shape}></div>`);
    expect(answer(`${text}{{c2::b}}`, 2)).toContain(`<div class="cloze-inactive" ${shape}></div>`);
    expect(answer(`${text.replace('c1', 'c0')}{{c1::b}}`)).toContain('<div class="cloze" data-ordinal="0"');
  });

  it('has corners, and texts with colons', () => {
    const shapes =
      '{{c1::image-occlusion:polygon:points=0,0 1 1,1}}{{c1::image-occlusion:text:text=a\\:\\\\b:angle=x:fs=:top=1}}';
    expect(question(shapes)).toBe(
      '<div class="cloze" data-ordinal="1" data-shape="polygon" data-points="0,0 1,1" ></div>' +
        '<div class="cloze" data-ordinal="1" data-shape="text" data-text="a&#x3A;&#x5C;b" data-angle="x" ></div>',
    );
  });

  it('has no hint', () => {
    const shape = '{{c1::image-occlusion:rect:left=1::hint}}';
    expect([true, false].map((isQuestion) => onlyClozes(shape, 1, isQuestion))).toEqual([
      '...',
      'image-occlusion:rect:left=1::hint',
    ]);
  });

  it('may be none', () => {
    expect(question('{{c1::image-occlusion:}}{{c1::image-occlusion:star:left=1:x=2}}')).toBe(
      '<div class="cloze" data-ordinal="1" ></div><div class="cloze" data-ordinal="1" data-left="1" ></div>',
    );
  });
});
