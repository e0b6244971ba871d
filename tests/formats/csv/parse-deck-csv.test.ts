import { readFileSync } from 'node:fs';
import { type CardContent, type Deck, parseDeck } from 'ownwords';
import { type ParseDeckCsvOptions, parseDeckCsv } from 'ownwords/csv';
import { describe, expect, it } from 'vitest';

const read = (text: string | Uint8Array, options?: ParseDeckCsvOptions) => parseDeckCsv(text, options);
const cardsOf = (text: string | Uint8Array, options?: ParseDeckCsvOptions): readonly CardContent[] =>
  read(text, options).decks.flatMap(({ cards }) => Object.values(cards));
const pairsOf = (text: string | Uint8Array, options?: ParseDeckCsvOptions) =>
  cardsOf(text, options).map(({ prompt, answer }) => [prompt, answer]);
const keysOf = (text: string, options?: ParseDeckCsvOptions) => Object.keys(read(text, options).decks[0]?.cards ?? {});
const codeOf = (code: string) => expect.objectContaining({ code });

describe('a file of delimited text', () => {
  it.each([
    [
      'tabs',
      'a, b\tc; d\ne\tf',
      [
        ['a, b', 'c; d'],
        ['e', 'f'],
      ],
    ],
    [
      'semicolons',
      'a, b;c|d\ne;f',
      [
        ['a, b', 'c|d'],
        ['e', 'f'],
      ],
    ],
    [
      'commas',
      'a,b|c\nd,e',
      [
        ['a', 'b|c'],
        ['d', 'e'],
      ],
    ],
    [
      'bars',
      'a|b\nc|d',
      [
        ['a', 'b'],
        ['c', 'd'],
      ],
    ],
    [
      'commas, with others only in quotes',
      '"a;\t|",b\nc,d',
      [
        ['a;\t|', 'b'],
        ['c', 'd'],
      ],
    ],
  ])('is read where its cells are parted by %s', (_, text, pairs) => {
    expect(pairsOf(text)).toEqual(pairs);
  });

  it('may be parted by any character that is named', () => {
    expect(pairsOf('a-b\nc,d-e', { delimiter: '-' })).toEqual([
      ['a', 'b'],
      ['c,d', 'e'],
    ]);
    for (const delimiter of ['', '--', '"', '\n']) {
      expect(() => read('a,b', { delimiter })).toThrow(codeOf('invalid-argument'));
    }
  });

  it('may be bytes in UTF-8 or UTF-16, with and without a byte order mark', () => {
    const text = 'ä;日本😀\nb;c';
    const utf8 = new TextEncoder().encode(text);
    const utf16 = (isLittle: boolean) => {
      const bytes = new Uint8Array((text.length + 1) * 2);
      const view = new DataView(bytes.buffer);
      for (let at = 0; at <= text.length; at++) view.setUint16(at * 2, `\uFEFF${text}`.charCodeAt(at), isLittle);
      return bytes;
    };
    const pairs = [
      ['ä', '日本😀'],
      ['b', 'c'],
    ];
    for (const bytes of [utf8, new Uint8Array([0xef, 0xbb, 0xbf, ...utf8]), utf16(true), utf16(false)]) {
      expect(pairsOf(bytes)).toEqual(pairs);
      expect(read(bytes).remarks).toHaveLength(1); // of the missing keys
    }
    expect(pairsOf(`\uFEFF${text}`)).toEqual(pairs);
  });

  it('tells of bytes that are no text', () => {
    const { decks, remarks } = read(Uint8Array.of(0x61, 0xff, 0x2c, 0x62));
    expect(Object.values(decks[0]?.cards ?? {})).toEqual([{ prompt: 'a\uFFFD', answer: 'b' }]);
    expect(remarks).toContainEqual(expect.objectContaining({ kind: 'changed', place: 'file' }));
  });

  it('is known to have a header by names in many languages', () => {
    const headers = [
      'Front,Back',
      'question;answer',
      'Frage\tAntwort',
      'recto,verso',
      'pregunta,respuesta',
      'вопрос;ответ',
      '正面,背面',
    ];
    for (const header of [...headers, 'English,French', ' TERM , Definition ']) {
      const delimiter = /[;\t,]/.exec(header)?.[0];
      expect(pairsOf(`${header}\na${delimiter}b`)).toEqual([['a', 'b']]);
    }
    expect(pairsOf('Word,Wort\na,b')).toHaveLength(2);
    expect(pairsOf('front,back\na,b\nfront,back')).toHaveLength(2); // the same card twice
    expect(pairsOf('front,back\na,b', { header: false })).toHaveLength(2);
    expect(pairsOf('x,y\na,b', { header: true })).toEqual([['a', 'b']]);
  });

  it('has its columns where the header says', () => {
    const text = [
      'id,tags,Back,hint,Front,deck,key points,follows up,formerly',
      'é 1,"one, two words",a,h,p,,"Is it; is it;;is she",,old/x',
      '2,x y,b,,q,,,é 1,',
      '3,,c,,r,Other::Deck,,,',
    ].join('\n');
    const { decks, remarks } = read(text, { deckId: 'mine', title: 'Mine' });
    expect(decks).toEqual([
      {
        id: 'mine',
        title: 'Mine',
        cards: {
          '2': { prompt: 'q', answer: 'b', followsUp: 'x~~C3~A9~201', tags: ['x', 'y'] },
          'x~~C3~A9~201': {
            prompt: 'p',
            answer: 'a',
            keyPoints: { 'is-it': 'Is it', 'is-it~2': 'is it', 'is-she': 'is she' },
            hint: 'h',
            tags: ['one', 'two words'],
            formerly: ['old/x'],
          },
        },
      },
      { id: 'other.deck', title: 'Other::Deck', cards: { '3': { prompt: 'r', answer: 'c' } } },
    ]);
    expect(remarks).toEqual([]);
  });

  it('has its columns where the caller says, by name or by number, and tells which ones are left out', () => {
    const text = 'country,capital,capital:de\nSpain,Madrid,Madrid (de)';
    const columns = { prompt: 'Country', answer: 'capital:de', key: 1 };
    const { decks, remarks } = read(text, { columns });
    expect(decks[0]?.cards).toEqual({ Spain: { prompt: 'Spain', answer: 'Madrid (de)' } });
    expect(remarks.map(({ kind, message }) => [kind, message.includes('"capital"')])).toEqual([['dropped', true]]);
    expect(pairsOf('a,b,c', { columns: { prompt: 3 } })).toEqual([['c', 'a']]);
    for (const answer of ['nobody', 0, 4, 1.5]) {
      expect(() => read(text, { columns: { answer } })).toThrow(codeOf('invalid-argument'));
    }
  });

  it('holds text, Markdown or HTML', () => {
    expect(pairsOf('a, b ', { cells: 'markdown' })).toEqual([['a', ' b ']]);
    expect(pairsOf('a, b ')).toEqual([['a', 'b']]);
    expect(pairsOf('<b>a</b>,&lt;', { cells: 'html', delimiter: ',' })).toEqual([
      [expect.stringContaining('a'), expect.stringContaining('<')],
    ]);
    expect(() => read('a,b', { cells: 'tex' as 'text' })).toThrow(codeOf('invalid-argument'));
  });

  it('may be asked both ways', () => {
    const cards = read('key,front,back,tags\nk,a,b,t', { reversed: true }).decks[0]?.cards;
    expect(cards).toEqual({
      k: { prompt: 'a', answer: 'b', tags: ['t'] },
      'k~r': { prompt: 'b', answer: 'a', tags: ['t'] },
    });
  });

  it('names cards without a key by their prompts, whatever stands around them', () => {
    const [first, second] = keysOf('Capital of France?,Paris\nOf Spain?,Madrid');
    expect(first).toMatch(/^capital-of-france-[0-9a-f]{8}$/);
    expect(keysOf('Of Spain?,Madrid (since 1561)\nx,y\nCapital of France?,Paris')).toEqual([
      second,
      expect.any(String),
      first,
    ]);
    const { remarks } = read('a,b\nc,d');
    expect(remarks).toEqual([expect.objectContaining({ kind: 'changed', place: 'file' })]);
  });

  it('tells apart cards with one prompt, and leaves out what stands there twice', () => {
    const { decks, remarks } = read('p,a\np,b\np,b\nx,y\np,a');
    const [base] = Object.keys(decks[0]?.cards ?? {});
    expect(Object.keys(decks[0]?.cards ?? {}).slice(0, 2)).toEqual([base, `${base}-2`]);
    expect(Object.keys(decks[0]?.cards ?? {})).toHaveLength(3);
    expect(remarks.map(({ place, kind }) => `${place} ${kind}`)).toEqual([
      'file changed',
      'line 2 changed',
      'line 3 dropped',
      'line 5 dropped',
    ]);
    expect(remarks[1]?.cardId).toBe(`imported/${base}-2`);
  });

  it('leaves out rows that are no cards, with their lines', () => {
    const { decks, remarks } = read('key,front,back\na,p,\n"b\nb",,a\nc,p,a\nc,q,b\n,,\n');
    expect(decks[0]?.cards).toEqual({ c: { prompt: 'p', answer: 'a' } });
    expect(remarks.map(({ place, kind }) => `${place} ${kind}`)).toEqual([
      'line 2 dropped',
      'line 3 dropped',
      'line 6 dropped',
    ]);
  });

  it('is refused if there is no card in it', () => {
    for (const text of ['', '\n\n', 'only prompts\nand more', 'front,back\n', '#separator:tab\n', ',\n']) {
      expect(() => read(text)).toThrow(codeOf('invalid-file'));
    }
    expect(() => read('a,\nb,')).toThrow(
      expect.objectContaining({ issues: [expect.objectContaining({ line: 1 }), expect.anything()] }),
    );
    expect(() => read(7 as unknown as string)).toThrow(codeOf('invalid-argument'));
    expect(() => read('a,b', { deckId: 'no id' })).toThrow(codeOf('invalid-argument'));
    expect(() => read('a,b', { title: ' ' })).toThrow(codeOf('invalid-argument'));
  });
});

const fixture = (name: string) => new Uint8Array(readFileSync(`tests/fixtures/text/${name}`));
const summary = ({ id, cards }: Deck) => [id, Object.keys(cards).length];

describe('a text file that Anki wrote', () => {
  it('becomes a deck for each of its decks, and cards by the ids of its notes', () => {
    const { decks, remarks } = read(fixture('fsrs-notes-html-all-columns.txt'));
    const others = decks.filter(({ id }) => id !== 'media'); // pictures and sounds
    expect(others.map(summary)).toEqual([
      ['geo.europe', 3],
      ['geo.asia', 5],
      ['edge-cases', 1],
      ['cram-active', 8], // two notes both ways, one that asks for it, one that does not, and one to type
      ['cloze-deck', 8],
    ]);
    expect(decks[0]?.cards['IaRszH8~3AO']).toEqual({
      prompt: 'Capital of France?',
      answer: 'Paris',
      tags: ['capital', 'geo'],
    });
    expect(Object.keys(others[4]?.cards ?? {})).toContain('La~23~2Fiin~7DS~7C~c3');
    expect(decks.map(parseDeck)).toEqual(decks);
    const dropped = remarks.filter(({ kind }) => kind === 'dropped').map(({ place }) => place);
    expect(dropped).toContain('line 22'); // covered pictures
  });

  it('becomes cards without the ids of its notes, too', () => {
    const { decks } = read(fixture('fsrs-notes-plain-minimal.txt'), { deckId: 'fsrs' });
    const cards = Object.values(decks[0]?.cards ?? {});
    expect(decks).toHaveLength(1);
    expect(cards).toContainEqual(expect.objectContaining({ answer: 'Paris', tags: ['capital', 'geo'] }));
    expect(cards.filter(({ prompt }) => prompt.includes('[...]') || prompt.includes('[year]'))).toHaveLength(8);
    expect(cards).toHaveLength(11 - 1 + 8 + 4);
  });

  it.each(['fsrs-cards-plain.txt', 'fsrs-cards-html.txt'])('becomes cards if it is a list of cards: %s', (name) => {
    const { decks, remarks } = read(fixture(name));
    const cards = Object.values(decks[0]?.cards ?? {});
    const dropped = remarks.filter(({ kind }) => kind === 'dropped').length;
    expect(cards.length).toBeGreaterThan(20);
    expect(cards.length + dropped).toBe(28);
    expect(cards).toContainEqual({ prompt: 'Katze', answer: 'cat' });
  });

  it('says in its headers what its notes are', () => {
    const text = '#deck:Geo\n#notetype:Basic\n#tags:x y\nFrance,Paris,capital,more\n';
    const { decks, remarks } = read(text);
    expect(decks).toEqual([
      {
        id: 'geo',
        title: 'Geo',
        cards: {
          [Object.keys(decks[0]?.cards ?? {})[0] ?? '']: {
            prompt: 'France',
            answer: 'Paris',
            tags: ['capital', 'x', 'y'],
          },
        },
      },
    ]);
    expect(remarks.map(({ place }) => place)).toEqual(['file', 'line 4']);
    expect(pairsOf('#columns:Front;Back;Tags\n#separator:Semicolon,,,\na;b;c')).toEqual([['a', 'b']]);
  });

  it('may be asked both ways', () => {
    const text = '#separator:tab\n#guid column:1\ng\tp\ta\nh\t{{c1::gap}}\t\n';
    expect(read(text, { reversed: true }).decks[0]?.cards).toEqual({
      g: { prompt: 'p', answer: 'a' },
      'g~r': { prompt: 'a', answer: 'p' },
      'h~c1': { prompt: '[...]', answer: 'gap' },
    });
  });

  it('is known by its headers, wherever they stand among comments', () => {
    expect(pairsOf('# my notes\n#separator:tab\n# more\na,b\tc\n#x\td')).toEqual([['a,b', 'c']]);
    expect(pairsOf('#a,b\nc,d')).toEqual([
      ['#a', 'b'],
      ['c', 'd'],
    ]);
  });

  it('holds Markdown where the caller says so', () => {
    const text = '#separator:tab\n#html:false\n#guid column:1\ng\t**p** <\ta & b\tmore\n';
    expect(pairsOf(text, { cells: 'markdown' })).toEqual([['**p** <', 'a & b\n\nmore']]);
  });

  it('joins the fields after the second to the answer', () => {
    const [card] = cardsOf('#separator:tab\n#html:true\n#guid column:1\ng\tp\ta\t\tmore\n');
    expect(card?.prompt).toBe('p');
    expect(card?.answer).toMatch(/^a\n+\s*more$/);
  });
});

describe('a file that could be misread', () => {
  it.each(['a,"b\nc,d\ne,f', '#separator:comma\na,"b\nc,d\ne,f', 'x,y\na,b\nc,"d'])(
    'says where a quote opens that nobody closes: %j',
    (text) => {
      const line = text.split('\n').findIndex((one) => one.includes('"')) + 1;
      const remark = { kind: 'changed', place: `line ${line}`, message: expect.stringContaining('quote') };
      expect(read(text).remarks).toContainEqual(remark);
    },
  );

  it('is a list of languages with their names, and has no header', () => {
    expect(pairsOf('English;Englisch\nGerman;Deutsch\nPeruvian;Peruanisch')).toHaveLength(3);
    expect(pairsOf('English;German\nhouse;Haus\nGerman;Deutsch')).toHaveLength(2);
  });

  it('names its delimiter in its first line, as spreadsheets know it', () => {
    expect(pairsOf('sep=;\r\nfront;back\r\na, b;c\r\n')).toEqual([['a, b', 'c']]);
    expect(pairsOf('"sep=,"\na;b,c')).toEqual([['a;b', 'c']]);
    expect(pairsOf('sep=|\na,b;c\td|e')).toEqual([['a,b;c\td', 'e']]);
    expect(read('sep=;\nfront;back\nx;y\nonly;').remarks).toMatchObject([{ place: 'file' }, { place: 'line 4' }]);
    expect(pairsOf('sep=;\na;b', { delimiter: '=' })).toEqual([['sep', ';']]);
  });

  it('is not read by columns for what is not known', () => {
    const columns = { front: 1, back: 2 } as ParseDeckCsvOptions['columns'];
    expect(() => read('a,b\nc,d', { ...(columns && { columns }) })).toThrow(/columns\.front .*prompt, answer/);
    expect(() => read('a,b', { columns: 'front' as never })).toThrow(/columns is "front"/);
  });
});
