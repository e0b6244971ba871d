import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Notetype } from '../../../src/formats/anki/collection.js';
import { sidesOf } from '../../../src/formats/anki/sides.js';
import { differencesOf } from './compare-sides.js';

const CARD = { id: 7, ord: 0, flags: 0 };

function notetypeOf(question: string, answer: string, kind: Notetype['kind'] = 'normal'): Notetype {
  return { id: 1, name: 'Basic', kind, css: '', fields: ['F', 'B'], templates: [{ name: 'Card 1', question, answer }] };
}

function sidesOfOne(notetype: Notetype, fields: readonly string[], card: Partial<typeof CARD> = {}, deck = 'A::B') {
  const note = { id: 1, guid: 'g', notetypeId: 1, modified: 0, tags: ['x', 'y::z'], fields };
  return sidesOf(notetype)(note, { ...CARD, ...card }, deck);
}

describe('the sides of a card', () => {
  it.each([
    'fsrs-legacy2.colpkg',
    'fsrs-modern-nosched.apkg',
    'fsrs-modern-sched.apkg',
    'genanki-probe.apkg',
    'out-npm-anki-apkg-export.apkg',
  ])('are those that Anki shows: %s', async (file) => {
    const { rendered, differences } = await comparisonOf(file);
    expect(differences).toEqual([]);
    expect(rendered.length).toBeGreaterThan(2);
  });

  it('are question and answer apart as in the texts that Anki exports, but for an answer to type', async () => {
    const { rendered } = await comparisonOf('fsrs-legacy2.colpkg');
    const exported = recordsOf(readFileSync('tests/fixtures/text/fsrs-cards-html.txt', 'utf8'));
    const typed = ({ question }: { readonly question: string }) => question.includes('[[type:');
    const pairs = rendered.map((sides) => [sides.questionOnly, typed(sides) ? '' : sides.answerOnly]);
    expect(pairs.sort()).toEqual(exported.sort());
    expect(rendered.filter(typed).map(({ answerOnly }) => answerOnly)).toEqual(['4']);
  });

  it('can tell of the note, the deck and the card', () => {
    const names = ['Tags', 'Type', 'Deck', 'Subdeck', 'Card', 'CardFlag', 'CardID', 'c1'];
    const notetype = notetypeOf(names.map((name) => `{{${name}}}`).join(', '), '');
    expect(sidesOfOne(notetype, ['', ''], { flags: 8 + 3 })?.question).toBe(
      'x y::z, Basic, A::B, B, Card 1, flag3, 7, 1',
    );
  });

  it('show a field of the note rather than what every card can tell', () => {
    const notetype = { ...notetypeOf('{{Deck}}{{B}}', ''), fields: ['Deck', 'B'] };
    expect(sidesOfOne(notetype, ['my deck'])).toMatchObject({ question: 'my deck', faults: [] });
  });

  it('are none where the notetype has no template for the card', () => {
    expect(sidesOfOne(notetypeOf('{{F}}', '{{B}}'), ['a', 'b'], { ord: 1 })).toBeUndefined();
    expect(sidesOfOne(notetypeOf('{{cloze:F}}', '', 'cloze'), ['{{c2::a}}'], { ord: 1 })?.question).toContain('[...]');
  });

  it('tell what is wrong with the template of each', () => {
    expect(sidesOfOne(notetypeOf('{{F}}{{X}}', '{{#B}}b'), ['a', 'b'])).toMatchObject({
      question: 'a',
      answer: 'b',
      faults: [
        'In the template of the question, "{{X}}" names a field that is not there',
        'In the template of the answer, "{{#B}}" is never closed',
      ],
    });
  });

  it('tell of a picture with shapes', () => {
    const notetype = notetypeOf('{{cloze:F}}', '{{cloze:F}}', 'cloze');
    expect(sidesOfOne(notetype, ['{{c1::image-occlusion:rect:left=1}}'])?.hasShapes).toBe(true);
    expect(sidesOfOne(notetype, ['{{c1::a}}'])?.hasShapes).toBe(false);
  });
});

describe('a card without a question', () => {
  it('shows no field that is filled', () => {
    expect(sidesOfOne(notetypeOf('What? {{F}}', '{{B}}'), ['<br>', 'b'])?.isEmpty).toBe(true);
    expect(sidesOfOne(notetypeOf('What? {{F}}', '{{B}}'), ['a', ''])?.isEmpty).toBe(false);
  });

  it('asks for a cloze that no field of the note has', () => {
    const notetype = notetypeOf('{{cloze:F}}', '{{cloze:F}}', 'cloze');
    expect(sidesOfOne(notetype, ['{{c1::a}}', ''], { ord: 1 })?.isEmpty).toBe(true);
    expect(sidesOfOne(notetype, ['{{c1::a}}', '{{c2::b}}'], { ord: 1 })?.isEmpty).toBe(false);
  });
});

describe('the answer alone', () => {
  const answerOf = (question: string, answer: string) =>
    sidesOfOne(notetypeOf(question, answer), ['a', 'b'])?.answerOnly;

  it('is what comes after the last rule that stands before the answer', () => {
    expect(answerOf('{{F}}', '{{FrontSide}}<hr id=answer>\n{{F}}<HR class="x" id="answer" />\n\n{{B}}<hr>')).toBe(
      'b<hr>',
    );
    expect(answerOf('{{F}}', "{{FrontSide}}<hr id='answer'>{{B}}<hr id=answers><hr data-id=answer>")).toBe(
      'b<hr id=answers><hr data-id=answer>',
    );
  });

  it('is what comes after the question, if there is no such rule', () => {
    expect(answerOf('{{F}}<br>', '{{FrontSide}}{{B}}')).toBe('b');
    expect(answerOf('{{F}}<br>', '{{B}}{{FrontSide}}')).toBe('ba<br>');
  });

  it('has no styles, and says what was to be typed once', () => {
    expect(answerOf('{{F}}', '<style type="x">.a {}</style>{{B}}<style>')).toBe('b<style>');
    expect(answerOf('{{F}}{{type:B}}', '{{FrontSide}}<hr id=answer>{{type:B}}!')).toBe('b!');
    expect(answerOf('{{F}}{{type:B}}', '{{FrontSide}}<hr id=answer>{{type:nc:B}}{{type:B}}!')).toBe('b!');
    expect(answerOf('{{F}}{{type:B}}', '{{type:B}}<br>{{B}}')).toBe('<br>b');
    const cloze = notetypeOf('{{cloze:F}}{{type:cloze:F}}', '{{type:cloze:F}}', 'cloze');
    expect(sidesOfOne(cloze, ['a {{c1::b}} {{c2::c}}'])).toMatchObject({ answerOnly: 'b' });
  });
});

describe('rendering', () => {
  const SIGNS = ['{{', '}}', '#F', '^F', '/F', 'F', ':', 'cloze', 'type', 'furigana', 'text', '<!--', '-->', '{{c1::'];
  const text = fc.array(fc.constantFrom(...SIGNS, '[[type:', ']]', '<', '>', '[', ']', ' ', '&#', '::'), {
    maxLength: 20,
  });
  const joined = text.map((signs) => signs.join(''));
  const kind = fc.constantFrom('normal' as const, 'cloze' as const);

  it('never fails, whatever templates and fields hold', () => {
    fc.assert(
      fc.property(joined, joined, joined, kind, (question, answer, field, kind) => {
        expect(sidesOfOne(notetypeOf(question, answer, kind), [field])).toBeDefined();
      }),
      { numRuns: 2000 },
    );
  });

  const SHOWING = '{{F}}{{cloze:F}}{{cloze-only:F}}{{text:F}}{{furigana:F}}{{hint:F}}';

  it.each([
    ...['{{', '}}', '{{#F}}', '{{/F}}', '{{#F}}{{/F}}', '{{F}}', '{{a:', '<!--', '<% ', '[[type:', '<style', '<style>'],
    ...['{{c1::', '{{c1::a}}', '{{c1', '{{c1::{{c1::.}}}}', '{{c1::image-occlusion:rect:', ':text=\\:', '\\(', '\\(<'],
    ...[
      '<',
      '<hr ',
      '<hr id ',
      '<hr id=answer>',
      '<script>',
      '&',
      '&#',
      '[',
      ']',
      ' a[',
      'a[b',
      ' ',
      '\n',
      '<br>',
      'a',
    ],
  ])('takes no longer than the text is long: %j', (sign) => {
    const long = sign.repeat(500_000 / sign.length);
    expect(sidesOfOne(notetypeOf(long, long), ['a', 'b'])).toBeDefined();
    expect(
      sidesOfOne(notetypeOf(SHOWING, SHOWING, 'cloze'), [long, `{{c1::image-occlusion:rect:a=${long}}}`]),
    ).toBeDefined();
  });

  it('has bounds where little makes much', () => {
    const hidden = `${'{{c1::'.repeat(10)}.${'}}'.repeat(10)}`.repeat(300);
    const sides = sidesOfOne(notetypeOf('{{cloze:F}}'.repeat(1000), '{{FrontSide}}'.repeat(1000), 'cloze'), [hidden]);
    expect(sides?.faults).toHaveLength(2);
    expect(sides?.question.length).toBeLessThan(32_000_000);
  });
});

const comparisonOf = (file: string) =>
  differencesOf(
    new Uint8Array(readFileSync(`tests/fixtures/anki/${file}`)),
    JSON.parse(readFileSync(`tests/fixtures/anki-expected/${file}.json`, 'utf8')),
  );

/** The records of a file that Anki wrote: two columns with a tab between them, in quotes where it must be. */
function recordsOf(text: string): string[][] {
  const body = text.replace(/^(?:#.*\n)+/, '');
  return [...body.matchAll(/("(?:[^"]|"")*"|[^\t\n]*)\t("(?:[^"]|"")*"|[^\t\n]*)\n/g)].map(([, ...columns]) =>
    columns.map((column) => (column.startsWith('"') ? column.slice(1, -1).replaceAll('""', '"') : column)),
  );
}
