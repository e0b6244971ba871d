import type { CardContent } from 'ownwords';
import { assignKeys, type MarkdownOptions, parseMarkdown } from 'ownwords/markdown';
import { describe, expect, it } from 'vitest';

const read = (text: string, options: MarkdownOptions = {}) => {
  const { decks, remarks, progress } = parseMarkdown(text, { title: 'A file', timeZone: 'UTC', ...options });
  const cards: [string, CardContent][] = decks.flatMap((deck) => Object.entries(deck.cards));
  return {
    decks: decks.map(({ id, title }) => [id, title]),
    pairs: cards.map(([, { prompt, answer }]) => [prompt, answer]),
    keys: cards.map(([key]) => key),
    dropped: remarks.filter(({ kind }) => kind === 'dropped').map(({ place }) => place),
    events: progress.events,
  };
};
const invalid = expect.objectContaining({ code: 'invalid-file' });

describe('hashcards', () => {
  it('has questions with answers, and clozes', () => {
    const file = '---\nname = "Geo"\n---\nQ: one\nmore\nA: two\n\nQ: x\nA:\n\n- y\n\n---\nC: a [b] ![c](d) \\[e\\] [f]';
    expect(read(file)).toMatchObject({
      decks: [['geo', 'Geo']],
      pairs: [
        ['one\nmore', 'two'],
        ['x', '- y'],
        ['a […] ![c](d) [e] f', 'a b ![c](d) [e] f'],
        ['a b ![c](d) [e] […]', 'a b ![c](d) [e] f'],
      ],
      keys: ['one-more', 'x', 'a-b-c-d-e-f', 'a-b-c-d-e-f-c2'],
      dropped: [],
    });
  });

  it('loses only the cards that hashcards would refuse the file for', () => {
    const file =
      'Q: good\nA: good\n---\nstray\nA: stray\nQ: lonely\nQ: two\nA: a\nA: b\nC: none\nC: [x]\nA: y\nQ: split\n---\nQ: good\nA: good\nQ: end';
    expect(read(file)).toMatchObject({
      pairs: [['good', 'good']],
      dropped: ['line 4', 'line 5', 'line 6', 'line 7', 'line 10', 'line 11', 'line 13', 'line 15', 'line 17'],
    });
    expect(() => read('Q: lonely')).toThrow(invalid);
  });

  it('says when front matter is no TOML, or holds more than a name', () => {
    expect(read('---\nname: x\n---\nQ: a\nA: b').dropped).toEqual(['line 1']);
    expect(read('---\nname = "x"\nother = 1\n---\nQ: a\nA: b')).toMatchObject({
      decks: [['x', 'x']],
      dropped: ['line 1'],
    });
  });
});

describe('Obsidian', () => {
  it('has cards of one line and of several, one way or both', () => {
    const file = 'a::b\nc:::d\n\nlong\nquestion\n?\nlong\nanswer\n\nthis\n??\nthat\n';
    expect(read(file).pairs).toEqual([
      ['a', 'b'],
      ['c', 'd'],
      ['d', 'c'],
      ['long\nquestion', 'long\nanswer'],
      ['this', 'that'],
      ['that', 'this'],
    ]);
    expect(read(file).keys).toEqual(['a', 'c', 'c-reversed', 'long-question', 'this', 'this-reversed']);
  });

  it('hides clozes one by one, or by number, with hints, or as their letters say', () => {
    const prompts = (text: string, options: MarkdownOptions = {}) =>
      read(text, { dialect: 'obsidian', ...options }).pairs.map(([prompt]) => prompt);
    expect(prompts('The ==a== and ==b==^[hint]')).toEqual(['The […] and b', 'The a and [hint]']);
    expect(prompts('==1;;a;;hint== ==2;;b== ==c==[^1]')).toEqual(['[hint] b […]', 'a […] c']);
    expect(read('==x==[^hs] ==a==[^ah] ==b==[^ha]').pairs).toEqual([
      ['… […] …', '… a …'],
      ['x … […]', 'x … b'],
    ]);
    const clozes = ['bold', 'braces'] as const;
    expect(prompts('**a** {{b}} ==c==', { obsidian: { clozes, inline: ';;' } })).toEqual([
      '[…] b ==c==',
      'a […] ==c==',
    ]);
  });

  it('leaves code alone, and comments', () => {
    const file = '`a::b` and `c ==d==`\n\n```\ne::f\n```\n\n<!-- g::h\ni::j -->\nk `l::m` :: n';
    expect(read(file).pairs).toEqual([['k `l::m`', 'n']]);
  });

  it('lets the learner choose the separators', () => {
    const obsidian = { inline: ';;', inlineReversed: ';;;', multiline: '--', multilineReversed: '---', cardEnd: '+++' };
    expect(read('a;;b\nc;;;d\n\nq\n--\na\n\nmore\n+++\nx::y', { dialect: 'obsidian', obsidian }).pairs).toEqual([
      ['a', 'b'],
      ['c', 'd'],
      ['d', 'c'],
      ['q', 'a\n\nmore'],
    ]);
    const bad = { obsidian: { inline: 'a b' } };
    expect(() => read('a::b', bad)).toThrow(expect.objectContaining({ code: 'invalid-argument' }));
  });

  it('puts cards into the decks that tags name', () => {
    const file =
      '---\ntags:\n  - x\n  - flashcards/top\n---\na::b\n\n#flashcards/geo/europe #other\nc::d\n#flashcards/one e::f\n\ng::h';
    const { decks } = parseMarkdown(file);
    expect(decks.map(({ id, title, cards }) => [id, title, Object.keys(cards)])).toEqual([
      ['top', 'top', ['a']],
      ['geo-europe', 'geo/europe', ['c', 'g']],
      ['one', 'one', ['e']],
    ]);
  });

  it('takes over schedules of both kinds, each for its card', () => {
    const fsrs = 'fsrs,2026-03-10T09:00:00.000Z,5,5.25,6.5,2,3,0,0,2026-03-05T02:00:00.000Z';
    const learning = 'fsrs,2026-03-05T02:10:00.000Z,0,1.5,6,1,1,0,0,2026-03-05T02:00:00.000Z';
    const { events } = read(
      `a:::b ^id\n<!--SR:!2026-03-10,10,250!${fsrs}-->\nc::d <!--SR:2026-03-11,4,270-->\ne:::f\n<!--SR:!2000-01-01,1,250!${learning}-->`,
    );
    const at = Date.UTC(2026, 2, 5, 2);
    const byCard = Object.fromEntries(events.map((event) => ['cardId' in event && event.cardId, event]));
    expect(byCard).toEqual({
      'a-file/id': expect.objectContaining({ type: 'seeded', day: '2026-02-28', due: '2026-03-10' }),
      'a-file/id-reversed': expect.objectContaining({
        at,
        day: '2026-03-04',
        due: '2026-03-10',
        stability: 5.25,
        difficulty: 6.5,
      }),
      'a-file/e-reversed': expect.objectContaining({ at, day: '2026-03-04', due: at + 600_000 }),
      'a-file/c': expect.objectContaining({ day: '2026-03-07', due: '2026-03-11' }),
    });
    expect(events).toHaveLength(4);
  });

  it('says what it could not take over', () => {
    const file =
      '---\nsr-due: 2026-01-01\n---\na::b\n<!--SR:!2026-99-10,10,250!2026-03-10,10,250-->\n\n::c\n\nprose\n<!--SR:!2026-03-10,10,250-->';
    const { remarks, progress } = parseMarkdown(file);
    expect(progress.events).toEqual([]);
    expect(remarks.map(({ place }) => place)).toEqual(['line 1', 'line 4', 'line 9', 'line 4', 'line 7', 'line 4']);
  });

  it('has block ids for keys, before a schedule and below a table', () => {
    const file = 'a::b <!--SR:!2026-03-10,10,250-->\n\nq\n?\n| t |\n|---|\n| c |\n\nx::y ^kept';
    expect(assignKeys(file)).toBe(
      'a::b ^a <!--SR:!2026-03-10,10,250-->\n\nq\n?\n| t |\n|---|\n| c |\n^q\n\nx::y ^kept',
    );
  });
});

describe('Mochi', () => {
  it('has sides with a line between them', () => {
    const file = '# Front\n\n---\n\nBack\n\n---\n\nMore';
    expect(read(file).pairs).toEqual([['# Front', 'Back\n\n---\n\nMore']]);
  });

  it('asks clozes together, or by number', () => {
    expect(read('{{a}} and {{b}}').pairs).toEqual([['[…] and […]', 'a and b']]);
    expect(read('{{1::a}} and {{2::b}}').pairs).toEqual([
      ['[…] and b', 'a and b'],
      ['a and […]', 'a and b'],
    ]);
  });
});

describe('headings', () => {
  it('ask, and name decks', () => {
    const file =
      '# One\n\nAbout\n\n## Q ##\n\nA\n\n### Sub\n\n# Two\n\n## {{c1::a::hint}} {{c2::b}}\n\nExtra\n\n## Empty';
    const { decks, remarks } = parseMarkdown(file);
    expect(decks).toEqual([
      { id: 'one', title: 'One', description: 'About', cards: { q: { prompt: 'Q', answer: 'A\n\n### Sub' } } },
      {
        id: 'two',
        title: 'Two',
        cards: {
          'a-b': { prompt: '[hint] b', answer: 'a b\n\nExtra' },
          'a-b-c2': { prompt: 'a […]', answer: 'a b\n\nExtra' },
        },
      },
    ]);
    expect(remarks.map(({ kind, place }) => [kind, place])).toEqual([
      ['dropped', 'line 17'],
      ['changed', 'line 5'],
    ]);
  });
});

it('a file without cards is refused with what was looked for', () => {
  for (const text of ['', '\n', 'prose', '---\n---', '# Title', '{}']) expect(() => read(text)).toThrow(invalid);
});

it('options that mean nothing are refused', () => {
  const wrong = (options: object) =>
    expect(() => read('a::b', options)).toThrow(expect.objectContaining({ code: 'invalid-argument' }));
  wrong({ dialect: 'anki' });
  wrong({ deckId: 'no id' });
  wrong({ title: ' ' });
  wrong({ obsidian: { clozes: ['italic'] } });
  wrong({ rolloverHour: 25 });
});

it.each([
  ['## a\n\n    <script>x</script>\n', '    <script>x</script>'],
  ['## a\n\n<!-- b -->\n\n    <script>x</script>\n', '    <script>x</script>'],
])('spaces that make code of HTML stay: %s', (file, answer) => {
  expect(Object.values(parseMarkdown(file).decks[0]?.cards ?? {})[0]?.answer).toBe(answer);
});
