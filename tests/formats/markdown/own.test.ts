import fc from 'fast-check';
import { type Deck, parseDeck, StudyError } from 'ownwords';
import { formatMarkdown, parseMarkdown } from 'ownwords/markdown';
import { describe, expect, it } from 'vitest';
import { randomDeck } from './random-deck.js';

const deckIn = (text: string): Deck => {
  const { decks } = parseMarkdown(text);
  expect(decks).toHaveLength(1);
  return decks[0] as Deck;
};

describe('a deck written as Markdown', () => {
  it('is read back exactly as it was, whatever its texts hold', () => {
    fc.assert(
      fc.property(randomDeck, (deck) => {
        parseDeck(deck);
        const { decks, remarks, progress } = parseMarkdown(formatMarkdown(deck));
        expect(decks).toEqual([deck]);
        expect(Object.keys(decks[0]?.cards ?? {})).toEqual(Object.keys(deck.cards));
        for (const [key, { keyPoints }] of Object.entries(deck.cards)) {
          expect(Object.keys(decks[0]?.cards[key]?.keyPoints ?? {})).toEqual(Object.keys(keyPoints ?? {}));
        }
        expect(remarks).toEqual([]);
        expect(progress.events).toEqual([]);
      }),
      { numRuns: Number(process.env.RUNS ?? 300) },
    );
  });
});

describe('a deck written by hand', () => {
  it('needs no more than a heading a card, and may say the rest', () => {
    const deck = deckIn(`# Capitals {#capitals}

Language: en
Scheduling: { "newPerDay": 5 }

What every traveler knows.

- and some more

## What is the capital of Peru? {#peru}

Lima

### By the way

It was called the *City of Kings*.

Key points:

- **Lima** {#lima}
- On the coast,
  in the middle of it
* [ ] Founded in 1535 {#founded}

Hint: It has
a port.
Tags: america, "a, b"
Formerly: old/peru, old/lima

## {#chile}

Look at this:

![](chile.png)

Answer: Santiago
Follows: peru

Fields:

\`\`\`json
{ "level": 2 }
\`\`\`
`);
    expect(deck).toEqual({
      id: 'capitals',
      title: 'Capitals',
      description: 'What every traveler knows.\n\n- and some more',
      language: 'en',
      scheduling: { newPerDay: 5 },
      cards: {
        peru: {
          prompt: 'What is the capital of Peru?',
          answer: 'Lima\n\n### By the way\n\nIt was called the *City of Kings*.',
          keyPoints: {
            lima: { text: 'Lima', essential: true },
            'on-the-coast-in-the-middle-of-it': 'On the coast,\nin the middle of it',
            founded: 'Founded in 1535',
          },
          hint: 'It has\na port.',
          tags: ['america', 'a, b'],
          formerly: ['old/peru', 'old/lima'],
        },
        chile: {
          prompt: 'Look at this:\n\n![](chile.png)',
          answer: 'Santiago',
          followsUp: 'peru',
          fields: { level: 2 },
        },
      },
    });
  });

  it('is written as people would write it', () => {
    const deck: Deck = {
      id: 'capitals',
      title: 'Capitals',
      cards: {
        peru: { prompt: 'What is the capital of Peru?', answer: 'Lima', hint: 'A port', keyPoints: { lima: 'Lima' } },
        odd: { prompt: 'What does this say?\n\n## x', answer: '## y {#y}\n\nHint: none' },
      },
    };
    expect(formatMarkdown(deck)).toBe(`# Capitals {#capitals}

## What is the capital of Peru? {#peru}

Lima

Key points:
- Lima {#lima}

Hint: A port

## {#odd}

\`\`\`verbatim
What does this say?

## x
\`\`\`

Answer:

\`\`\`verbatim
## y {#y}

Hint: none
\`\`\`
`);
  });

  it('has key points that may look like emphasis, tasks or names', () => {
    const texts = ['**bold**', '**a** and **b**', '[ ] task', '- item', 'x {#y}', 'verbatim "z"', 'two\nlines', '*'];
    const essential = texts.map((text, n) => [`e${n}`, { text, essential: true as const }] as const);
    const keyPoints = Object.fromEntries([...texts.map((text, n) => [`p${n}`, text] as const), ...essential]);
    const deck: Deck = { id: 'd', title: 'T', cards: { q: { prompt: 'Q', answer: 'A', keyPoints } } };
    expect(deckIn(formatMarkdown(deck))).toEqual(deck);
  });

  it('has headings and words in code that mean nothing', () => {
    const answer = '```sh\n## no card {#no}\nHint: no hint\n```';
    expect(deckIn(`## Q {#q}\n\n${answer}\n`).cards).toEqual({ q: { prompt: 'Q', answer } });
  });

  it('may state its id and title in front matter, and hold several decks', () => {
    const one = parseMarkdown('---\nid: a\ntitle: "A deck"\nlanguage: en\ndraft: true\n---\n## Q {#q}\n\nA');
    expect(one.decks).toEqual([
      { id: 'a', title: 'A deck', language: 'en', cards: { q: { prompt: 'Q', answer: 'A' } } },
    ]);
    expect(one.remarks).toEqual([expect.objectContaining({ kind: 'dropped', place: 'line 1' })]);
    const { decks } = parseMarkdown('# A {#a}\n## Q {#q}\nx\n# B {#b}\n## Q {#q}\ny');
    expect(decks.map(({ id, cards }) => [id, cards.q?.answer])).toEqual([
      ['a', 'x'],
      ['b', 'y'],
    ]);
  });

  it('is read from bytes with a byte order mark, and with the line breaks of Windows', () => {
    const text = '\uFEFF# Städte {#towns}\r\n\r\n## Q {#q}\r\n\r\none\r\ntwo\r\n';
    expect(parseMarkdown(new TextEncoder().encode(text)).decks).toEqual([
      { id: 'towns', title: 'Städte', cards: { q: { prompt: 'Q', answer: 'one\ntwo' } } },
    ]);
    expect(() => parseMarkdown(Uint8Array.of(0x23, 0xff, 0xfe))).toThrow(
      expect.objectContaining({ code: 'invalid-file' }),
    );
  });

  it('is refused with every fault and its line', () => {
    const lines = (text: string) => {
      try {
        parseMarkdown(text, { dialect: 'ownwords' });
      } catch (error) {
        if (error instanceof StudyError && error.code === 'invalid-file') return error.issues.map(({ line }) => line);
        throw error;
      }
      return 'nothing wrong';
    };
    expect(lines('# T {#t}\n## no answer {#a}\n## {#b}\n\nno prompt\n\n## {#c}\nAnswer: x')).toEqual([2, 3, 7]);
    expect(lines('## Q {#q}\nx\n## Q {#q}\nx')).toEqual([3]);
    expect(lines('## Q {#a key}\nx')).toEqual([1]);
    expect(lines('## Q {#q}\nx\nTags: "a\nFields:\n{')).toEqual([3, 4]);
    expect(lines('## Q {#q}\nx\nHint: a\n\nHint: b')).toEqual([5]);
    expect(lines('## Q {#q}\n```\nx')).toEqual([2]);
    expect(lines('# T {#t}\n\n## Q {#q}\nx\nFollows: nobody')).toEqual([3]);
    expect(lines('# T {#t}\nLanguage: no language\n## Q {#q}\nx')).toEqual([1]);
    expect(lines('# T {#t}\n## Q {#q}\nx\n# U {#t}\n## Q {#q}\nx')).toEqual([4]);
    expect(lines('# T {#t}\n\nnothing')).toEqual([]);
  });
});
