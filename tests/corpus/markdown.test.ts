import { type Deck, parseDeck } from 'ownwords';
import { assignKeys, formatMarkdown, type MarkdownOptions, parseMarkdown } from 'ownwords/markdown';
import { describe, expect, it } from 'vitest';
import { bytesOf, isHere, textOf } from './place.js';

const read = (name: string, options: MarkdownOptions = {}) =>
  parseMarkdown(bytesOf(`markdown/${name}.md`), { title: name, timeZone: 'UTC', ...options });

/** The cards as pairs of prompt and answer, in their order. */
const pairs = (name: string) => {
  const { decks } = read(name);
  expect(decks).toHaveLength(1);
  return Object.values((decks[0] as Deck).cards).map(({ prompt, answer }) => [prompt, answer]);
};

const QUOTE =
  'Better is the sight of the eyes than the wandering of the\ndesire: this is also vanity and vexation of spirit.\n\n— ';
const table = (a: string, b: string, c: string, d: string) =>
  [
    'Tables are also supported:\n',
    '| $A$ | $B$ | $A \\lor B$ |',
    '| --- | --- | ---------- |',
    `| F   | F   | ${a}        | `,
    `| F   | T   | ${b}        | `,
    `| T   | F   | ${c}        | `,
    `| T   | T   | ${d}        |`,
  ].join('\n');
const TABLE = table('F', 'T', 'T', 'T');

/** What people see in the files. */
const CARDS: Readonly<Record<string, readonly (readonly [prompt: string, answer: string])[]>> = {
  'hashcards-Art': [
    ['What is the title of this painting?\n\n![](@/thetempest.webp)', '_The Tempest_'],
    ['What is the title of this painting?\n\n![](@/jss.webp)', '_Portrait of Lady Agnew of Lochnaw_'],
  ],
  'hashcards-Audio': [['What does a 440Hz tone sound like?', '![](test.mp3)']],
  'hashcards-French': [
    ['English: […]\n\nFrench: feu', 'English: fire\n\nFrench: feu'],
    ['English: fire\n\nFrench: […]', 'English: fire\n\nFrench: feu'],
  ],
  'hashcards-Geography': [
    ['What is the capital of France?', 'Paris'],
    ['[…] is the capital of Germany.', 'Berlin is the capital of Germany.'],
    ['Berlin is the capital of […].', 'Berlin is the capital of Germany.'],
  ],
  'hashcards-Geology': [
    ['List the PGM minerals.', '- ruthenium\n- rhodium\n- palladium\n- osmium\n- iridium\n- platinum'],
  ],
  'hashcards-Math': [
    ['What does $\\euler$ evaluate to?', '$0$'],
    ['State the first DeMorgan Law', '$$\n\\neg \\left( P \\land Q \\right) \\equiv \\neg P \\lor \\neg Q\n$$'],
    [
      'What is the inverse of a 2x2 matrix?',
      '$$\n\\begin{pmatrix}\na & b \\\\\nc & d\n\\end{pmatrix}^{-1} = \\frac{1}{ad - bc} \\begin{pmatrix}\nd & -b \\\\\n-c & a\n\\end{pmatrix}\n$$',
    ],
    ['What does `\\theta` render?', '$\\theta$'],
    ['The TeX command `\\alpha` renders as […].', 'The TeX command `\\alpha` renders as $\\alpha$.'],
    [table('[…]', 'T', 'T', 'T'), TABLE],
    [table('F', '[…]', 'T', 'T'), TABLE],
    [table('F', 'T', '[…]', 'T'), TABLE],
    [table('F', 'T', 'T', '[…]'), TABLE],
  ],
  'hashcards-Quotes': [
    [`${QUOTE}[…] 6:9`, `${QUOTE}Ecclesiastes 6:9`],
    [`${QUOTE}Ecclesiastes […]:9`, `${QUOTE}Ecclesiastes 6:9`],
    [`${QUOTE}Ecclesiastes 6:[…]`, `${QUOTE}Ecclesiastes 6:9`],
  ],
  'hashcards-test-Deck': [
    ['FOO', 'BAR'],
    ['baz […]', 'baz quux'],
  ],
  'mdankideck-cloze': [
    ['This question [city] was founded in 1913', 'This question Canberra was founded in 1913'],
    ['This is another question [city] was founded in 1913', 'This is another question Canberra was founded in 1913'],
  ],
  'mdankideck-deck': [
    ['Card Title', 'card contents.'],
    ['Second Card Title', 'card contents 2.'],
    ['Third Card Title', '1. Ordered item 1\n2. Ordered item 2\n\n- Unordered item 1\n- Unordered item 2'],
    ['Fourth Card Title', 'List starts at 4\n\n4. Apples\n5. Oranges\n6. Pears'],
    [
      'Fifth Card Title',
      '| Item     | Value |\n| -------- | ----: |\n| Computer | $1600 |\n| Phone    |   $12 |\n| Pipe     |    $1 |',
    ],
  ],
  'mdankideck-math': [
    ['This card contains math', 'This is some inline math \\\\(\\sqrt{x}\\\\)'],
    ['This card contains more math', 'This is some block math \\\\[\\sqrt{x}\\\\]'],
  ],
  'mdankideck-web-development': [
    [
      'New Question',
      'This is an example of a card which contains code\n\n```html\n<body>\n  <header>Header</header>\n  <main>Main</main>\n  <footer>Footer</footer>\n</body>\n```',
    ],
  ],
  'obsidian-sr-Triboelectric-Effect': [
    [
      'What is the phenomenon called when electric charge is transferred between two objects when they contact or slide against each other',
      'Triboelectric effect',
    ],
  ],
};
const NAMES = Object.keys(CARDS);

describe.skipIf(!isHere)('Markdown files of other people', () => {
  it.each(NAMES)('%s has the cards that people see in it', (name) => {
    expect(pairs(name)).toEqual(CARDS[name]);
  });

  it.each(NAMES)('%s has the same cards when keys are written into it, and as our own Markdown', (name) => {
    const text = textOf(`markdown/${name}.md`);
    const { decks } = read(name);
    expect(parseMarkdown(assignKeys(text, { title: name }), { title: name }).decks).toEqual(decks);
    expect(decks.flatMap((deck) => parseMarkdown(formatMarkdown(parseDeck(deck))).decks)).toEqual(decks);
  });

  it('names decks by what the files say', () => {
    const titles = NAMES.map((name) => read(name).decks[0]?.title);
    expect(titles).toEqual([
      ...NAMES.slice(0, 9),
      'Deck Title',
      'Deck with math',
      'Web Development',
      'science/physics',
    ]);
    expect(read('mdankideck-web-development').decks[0]?.description).toBe('Web Development anki deck');
  });

  it('takes over when a card is due', () => {
    const { decks, progress } = read('obsidian-sr-Triboelectric-Effect');
    const [key] = Object.keys(decks[0]?.cards ?? {});
    expect(progress.events).toEqual([
      expect.objectContaining({
        type: 'seeded',
        cardId: `science-physics/${key}`,
        day: '2023-11-17',
        due: '2024-03-20',
      }),
    ]);
  });

  it('says of notes without cards that there are none, also where they write about cards in code', () => {
    const refusal = expect.objectContaining({ code: 'invalid-file' });
    expect(() => read('obsidian-sr-Computation-Graph')).toThrow(refusal);
    expect(() => read('obsidian-sr-notes4-A')).toThrow(refusal);
    expect(() => read('obsidian-sr-docs-q-and-a', { dialect: 'obsidian' })).toThrow(refusal);
    expect(() => read('obsidian-sr-docs-cloze-cards', { dialect: 'obsidian' })).toThrow(refusal);
  });
});
