import type { CardContent, CardId, Deck } from 'ownwords';
import { describe, expect, it } from 'vitest';
import { diffDecks, type Loss } from '../../src/authoring/diff.js';
import { withFormerly } from '../../src/authoring/diff-proposals.js';

const PERU: CardContent = { prompt: 'What is the capital of Peru?', answer: 'Lima, on the Pacific coast.' };
const NORWAY: CardContent = { prompt: 'What is the capital of Norway?', answer: 'Oslo, at the end of a fjord.' };
const KENYA: CardContent = { prompt: 'What is the capital of Kenya?', answer: 'Nairobi, near a national park.' };
const RIVERS: CardContent = {
  prompt: 'Name the two longest rivers of Africa.',
  answer: 'The Nile in the east, and the Congo in the middle.',
};
const BOILING: CardContent = { prompt: 'At how many degrees does water boil?', answer: 'At 100 °C at sea level.' };
const OTHERS = { kenya: KENYA, rivers: RIVERS, boiling: BOILING };

const deckOf = (id: string, cards: Record<string, CardContent>): Deck => ({ id, title: id, cards });
const geo = (cards: Record<string, CardContent>) => deckOf('geo', cards);
const formerly = (...ids: CardId[]) => ({ formerly: ids });

/** What would be lost, and what remains so when the proposals are followed. */
function compared(before: Deck | Deck[], after: Deck | Deck[]) {
  const { changes, losses, proposals } = diffDecks(before, after);
  const safe = withFormerly([after].flat(), proposals);
  return { changes, losses, proposals, left: diffDecks(before, safe).losses };
}

const pairsOf = (losses: readonly Loss[]) =>
  losses.map((loss) => [loss.cardId, loss.heir, 'certainty' in loss ? loss.certainty : loss.kind]);

describe('what became of each card', () => {
  it('says nothing of decks that are the same', () => {
    expect(diffDecks(geo({ peru: PERU }), geo({ peru: PERU }))).toEqual({ changes: [], losses: [], proposals: [] });
  });

  it('tells cards that were added, reworded and retired', () => {
    const before = geo({ ...OTHERS, peru: PERU, old: { prompt: 'Who is he?', answer: 'Nobody.', ...formerly('x/y') } });
    const keyPoints = { coast: 'on the coast' };
    const after = geo({ ...OTHERS, norway: NORWAY, peru: { ...PERU, prompt: 'Capital of Peru?', keyPoints } });
    expect(compared(before, after)).toEqual({
      changes: [
        { kind: 'reworded', cardId: 'geo/peru', parts: ['prompt', 'keyPoints'] },
        { kind: 'retired', cardId: 'geo/old' },
        { kind: 'added', cardId: 'geo/norway' },
      ],
      losses: [],
      proposals: [],
      left: [],
    });
  });

  it('tells an old key that is given to another question', () => {
    const spider = { prompt: 'How many legs has a spider?', answer: 'Eight' };
    const planet = { prompt: 'Which planet is the largest?', answer: 'Jupiter' };
    for (const others of [{}, OTHERS]) {
      const { changes, losses, proposals } = diffDecks(geo({ ...others, a: spider }), geo({ ...others, a: planet }));
      expect(changes).toEqual([{ kind: 'replaced', cardId: 'geo/a', likeness: expect.closeTo(0, 1) }]);
      expect([losses, proposals]).toEqual([[], []]);
    }
    const sameForm = diffDecks(geo({ ...OTHERS, a: PERU }), geo({ ...OTHERS, a: NORWAY }));
    expect(sameForm.changes).toEqual([{ kind: 'replaced', cardId: 'geo/a', likeness: expect.any(Number) }]);
  });

  it('takes no card for another that was reworded as authors do', () => {
    const before: Record<string, CardContent> = {
      failed: {
        prompt: 'Tell me about a time you failed.',
        answer:
          'In my first year as a librarian I promised every class new books by September and ordered them in August. Half came in ' +
          'November. I told the teachers myself, lent them ours, and have ordered in May ever since.',
      },
      stayed: {
        prompt: 'Why did you stay in the evenings until every book was covered?',
        answer: 'Because the children would come on Monday, and a promise to a child is kept.',
      },
    };
    const after: Record<string, CardContent> = {
      failed: {
        prompt: 'What would you decide differently if you had your first year again?',
        answer:
          'I promised each class its new books by September, and only ordered them in August; half of them came in November. I went ' +
          'to the teachers myself, lent them ours, and order in May now.',
      },
      stayed: {
        prompt: 'And why did you stay every evening until all books were covered?',
        answer: 'Because the children came on Monday, and one keeps a promise to a child.',
      },
    };
    for (const others of [{}, OTHERS]) {
      const { changes } = diffDecks(geo({ ...others, ...before }), geo({ ...others, ...after }));
      expect(changes.map(({ kind }) => kind)).toEqual(['reworded', 'reworded']);
    }
    const shorter = diffDecks(geo({ a: before.failed as CardContent }), geo({ a: after.failed as CardContent }));
    expect(shorter.changes).toMatchObject([{ kind: 'reworded' }]);
  });

  it('follows a card to another deck when that card says what it was', () => {
    const after = [
      geo(OTHERS),
      deckOf('andes', { lima: { ...PERU, answer: 'Lima.', ...formerly('geo/peru', 'x/y') } }),
    ];
    const { changes, losses } = compared(geo({ ...OTHERS, peru: { ...PERU, ...formerly('x/y') } }), after);
    expect(changes).toEqual([{ kind: 'renamed', cardId: 'geo/peru', heir: 'andes/lima', parts: ['answer'] }]);
    expect(losses).toEqual([]);
  });

  it('mentions key points that have the same text under another slug', () => {
    const before = geo({ peru: { ...PERU, keyPoints: { a: 'the coast', b: { text: 'the name', essential: true } } } });
    const after = geo({ peru: { ...PERU, keyPoints: { coast: 'the coast', b: 'another name' } } });
    expect(compared(before, after).changes).toEqual([
      { kind: 'reworded', cardId: 'geo/peru', parts: ['keyPoints'] },
      { kind: 'key-point-renamed', cardId: 'geo/peru', slug: 'a', newSlug: 'coast' },
    ]);
  });
});

describe('what would be lost', () => {
  it('is the progress of a card with a new key, and the heir takes over all ids that the card had', () => {
    const before = geo({ ...OTHERS, peru: { ...PERU, ...formerly('x/a', 'x/b') } });
    const found = compared(before, geo({ ...OTHERS, lima: { ...PERU, ...formerly('y/c') } }));
    expect(found.losses).toEqual([
      {
        kind: 'undeclared-heir',
        cardId: 'geo/peru',
        heir: 'geo/lima',
        missing: ['geo/peru', 'x/a', 'x/b'],
        certainty: 'certain',
      },
    ]);
    const add = ['geo/peru', 'x/a', 'x/b'];
    expect(found.proposals).toEqual([{ cardId: 'geo/lima', add, formerly: ['y/c', ...add] }]);
    expect(found.changes).toEqual([]);
    expect(found.left).toEqual([]);
  });

  it('is found where a card moves to another deck, or its deck is renamed', () => {
    const before = [geo({ ...OTHERS, peru: PERU }), deckOf('north', { norway: NORWAY })];
    const after = [geo(OTHERS), deckOf('scandinavia', { norway: NORWAY, peru: PERU })];
    const { losses, left } = compared(before, after);
    expect(pairsOf(losses)).toEqual([
      ['geo/peru', 'scandinavia/peru', 'certain'],
      ['north/norway', 'scandinavia/norway', 'certain'],
    ]);
    expect(left).toEqual([]);
  });

  it('is only likely where the text was changed as well, with how much is alike', () => {
    const lima = { prompt: 'Which city is the capital of Peru?', answer: 'Lima, on the coast of the Pacific.' };
    const { losses, left } = compared(geo({ ...OTHERS, peru: PERU }), geo({ ...OTHERS, lima }));
    expect(pairsOf(losses)).toEqual([['geo/peru', 'geo/lima', 'likely']]);
    expect(losses[0]).toHaveProperty('likeness', expect.closeTo(0.8, 1));
    expect(left).toEqual([]);
  });

  it('is not to be feared where one card of a kind goes and another comes', () => {
    const { losses, changes } = compared(geo({ ...OTHERS, peru: PERU }), geo({ ...OTHERS, norway: NORWAY }));
    expect(losses).toEqual([]);
    expect(changes.map(({ kind }) => kind)).toEqual(['retired', 'added']);
  });

  it('is not to be feared where a rare form of question is asked of something else', () => {
    const people = (country: string, answer: string) => ({ prompt: `How many people live in ${country}?`, answer });
    const others = Object.fromEntries(
      Array.from({ length: 20 }, (_, n) => [`n${n}`, { prompt: `Name${n} thing${n}?`, answer: `It${n} is${n}.` }]),
    );
    const before = geo({ ...others, ghana: people('Ghana', 'Thirty') });
    const after = geo({ ...others, norway: people('Norway', 'Five') });
    expect(diffDecks(before, after).losses).toEqual([]);
    const renamed = geo({ ...others, people: people('Ghana', 'Nobody knows.') });
    expect(pairsOf(diffDecks(before, renamed).losses)).toEqual([['geo/ghana', 'geo/people', 'likely']]);
  });

  it.each([
    ['numbers in another order', ['What is 7 - 3?', '4'], ['What is 3 - 7?', '-4']],
    ['a minus in front of the answer', ['Which number is 4 above 0?', '4'], ['Which number is 4 below 0?', '-4']],
    ['a minus as printers set it', ['Which number is 4 above 0?', '4'], ['Which number is 4 below 0?', '−4']],
    ['where the decimals begin', ['How much is 5 % of 10?', '0.5'], ['How much is 50 % of 10?', '5']],
    [
      'one word of a long question, and the answer',
      [
        'In which year, after three great fires and one long war, did people in Bern build their hall from stone?',
        '1406',
      ],
      [
        'In which year, after three great fires and one long war, did people in Basel build their hall from stone?',
        '1504',
      ],
    ],
    ['words in another order', ['Does 7 divide 3?', 'No'], ['Does 3 divide 7?', 'No']],
    ['the order of who and whom', ['True: Rome beat Carthage?', 'Yes'], ['True: Carthage beat Rome?', 'Yes']],
    ['the question to one short answer', ['Largest planet?', 'Jupiter, far from us'], ['God?', 'Jupiter, far from us']],
  ])('is not to be feared where the difference is %s', (_, [prompt, answer], [newPrompt, newAnswer]) => {
    const before = geo({ ...OTHERS, a: { prompt, answer } as CardContent });
    const after = geo({ ...OTHERS, b: { prompt: newPrompt, answer: newAnswer } as CardContent });
    expect(diffDecks(before, after).losses).toEqual([]);
    expect(pairsOf(diffDecks(before, geo({ ...OTHERS, b: { prompt, answer } as CardContent })).losses)).toEqual([
      ['geo/a', 'geo/b', 'certain'],
    ]);
  });

  it('is less likely where a sign of arithmetic is another', () => {
    const asked = (key: string, sum: string) =>
      geo({ ...OTHERS, [key]: { prompt: `Is ${sum} whole?`, answer: 'Yes' } });
    const { losses } = diffDecks(asked('a', '6 / 3'), asked('b', '6 * 3'));
    expect(losses).toMatchObject([{ certainty: 'likely', likeness: expect.closeTo(0.74, 1) }]);
  });

  it('is found where two questions with one answer take each other’s key', () => {
    const emma = { prompt: 'Who wrote Emma?', answer: 'Jane Austen' };
    const book = { prompt: 'Which woman is on the note of ten pounds?', answer: 'Jane Austen' };
    const { losses } = diffDecks(geo({ ...OTHERS, a: emma }), geo({ ...OTHERS, a: book, b: emma }));
    expect(losses).toEqual([{ kind: 'reused-id', cardId: 'geo/a', heir: 'geo/b' }]);
  });

  it('goes to the larger part of a card that was split in two', () => {
    const nile = { prompt: 'Name the longest river of Africa, in the east.', answer: 'The Nile in the east.' };
    const congo = { prompt: 'What runs through the middle?', answer: 'The Congo in the middle.' };
    const cards = { kenya: KENYA, boiling: BOILING };
    const { losses, changes } = compared(geo({ ...cards, rivers: RIVERS }), geo({ ...cards, congo, nile }));
    expect(pairsOf(losses)).toEqual([['geo/rivers', 'geo/nile', 'likely']]);
    expect(changes).toEqual([{ kind: 'added', cardId: 'geo/congo' }]);
  });

  it('is that of both where two cards become one, new or old', () => {
    const both = { prompt: `${PERU.prompt} ${NORWAY.prompt}`, answer: `${PERU.answer} ${NORWAY.answer}` };
    const before = geo({ ...OTHERS, peru: PERU, norway: NORWAY });
    expect(pairsOf(compared(before, geo({ ...OTHERS, both })).losses)).toEqual([
      ['geo/peru', 'geo/both', 'likely'],
      ['geo/norway', 'geo/both', 'likely'],
    ]);
    expect(pairsOf(compared(before, geo({ ...OTHERS, peru: both })).losses)).toEqual([
      ['geo/norway', 'geo/peru', 'likely'],
    ]);
    const declared = { ...both, ...formerly('geo/norway') };
    expect(pairsOf(compared(before, geo({ ...OTHERS, declared })).losses)).toEqual([
      ['geo/peru', 'geo/declared', 'likely'],
    ]);
  });

  it('is not given to the heir of another card that is only of the same kind', () => {
    const again = { prompt: PERU.prompt, answer: 'Lima, on the coast of the Pacific.' };
    const lima = { ...PERU, prompt: 'Which city is the capital of Peru?' };
    const { losses, changes } = compared(geo({ ...OTHERS, again, peru: PERU }), geo({ ...OTHERS, lima }));
    expect(pairsOf(losses)).toEqual([['geo/peru', 'geo/lima', 'likely']]);
    expect(changes).toEqual([{ kind: 'retired', cardId: 'geo/again' }]);
  });

  it('is that of a copy that is taken out', () => {
    const { losses } = compared(geo({ ...OTHERS, peru: PERU, again: PERU }), geo({ ...OTHERS, peru: PERU }));
    expect(pairsOf(losses)).toEqual([['geo/again', 'geo/peru', 'certain']]);
  });

  it('is what a card was before, when its line vanishes or is not handed on', () => {
    const before = geo({ peru: { ...PERU, ...formerly('x/a', 'x/b') }, norway: { ...NORWAY, ...formerly('x/c') } });
    const after = geo({
      peru: { ...PERU, ...formerly('x/a') },
      oslo: { ...NORWAY, ...formerly('geo/norway') },
    });
    const { losses, left } = compared(before, after);
    expect(losses).toEqual([
      { kind: 'forgotten-ids', cardId: 'geo/peru', heir: 'geo/peru', missing: ['x/b'] },
      { kind: 'forgotten-ids', cardId: 'geo/norway', heir: 'geo/oslo', missing: ['x/c'] },
    ]);
    expect(left).toEqual([]);
  });

  it('is certain where a card names what another was before, and not that card itself', () => {
    const before = geo({ ...OTHERS, peru: { ...PERU, ...formerly('x/a') } });
    const after = geo({ ...OTHERS, lima: { prompt: 'Lima?', answer: 'Yes.', ...formerly('x/a') } });
    expect(compared(before, after).losses).toMatchObject([
      { cardId: 'geo/peru', heir: 'geo/lima', missing: ['geo/peru'], certainty: 'certain' },
    ]);
  });

  it('can be undone: a card that gets its first id back has the history of the second', () => {
    const before = geo({ ...OTHERS, lima: { ...PERU, ...formerly('geo/peru') } });
    for (const peru of [PERU, { ...PERU, answer: 'Lima, on the coast.' }]) {
      const { losses, left } = compared(before, geo({ ...OTHERS, peru }));
      expect(losses).toMatchObject([{ cardId: 'geo/lima', heir: 'geo/peru', missing: ['geo/lima'] }]);
      expect(left).toEqual([]);
    }
  });

  it('cannot be saved by a line where another card has the id now', () => {
    const before = geo({ ...OTHERS, peru: PERU });
    const { losses, proposals } = compared(before, geo({ ...OTHERS, peru: { ...NORWAY }, lima: PERU }));
    expect(losses).toEqual([{ kind: 'reused-id', cardId: 'geo/peru', heir: 'geo/lima' }]);
    expect(proposals).toEqual([]);

    const swapped = compared(
      geo({ ...OTHERS, peru: PERU, norway: NORWAY }),
      geo({ ...OTHERS, peru: NORWAY, norway: PERU }),
    );
    expect(pairsOf(swapped.losses)).toEqual([
      ['geo/peru', 'geo/norway', 'reused-id'],
      ['geo/norway', 'geo/peru', 'reused-id'],
    ]);
    const taken = geo({ ...OTHERS, lima: PERU, 'x-a': BOILING });
    const former = geo({ ...OTHERS, lima: { ...PERU, ...formerly('geo/x-a') } });
    expect(pairsOf(compared(former, taken).losses)).toEqual([['geo/x-a', 'geo/lima', 'reused-id']]);
  });

  it('is told apart by words in any script, and by signs', () => {
    const cards = (key: string, prompt: string, answer: string) => geo({ ...OTHERS, [key]: { prompt, answer } });
    const tokyo = compared(
      cards('a', '日本の首都はどこですか', '東京都です'),
      cards('b', '日本の首都はどこですか?', '東京です'),
    );
    expect(pairsOf(tokyo.losses)).toEqual([['geo/a', 'geo/b', 'likely']]);
    const signs = compared(cards('a', '?', '→'), cards('b', '?!', '←'));
    expect(signs.losses).toEqual([]);
  });
});

it('takes no longer for cards that are put together without end', () => {
  const words = (kind: string) => Array.from({ length: 50_000 }, (_, n) => `${kind}${n}`);
  const [prompts, answers] = [words('p'), words('a')];
  const many = prompts.map((prompt, n) => [prompt, { prompt, answer: answers[n] as string }] as const);
  const one = { prompt: prompts.join(' '), answer: answers.join(' ') };
  expect(diffDecks(geo(Object.fromEntries(many)), geo({ one })).losses).toEqual([]);
});

it('refuses decks that nobody can open together', () => {
  const code = { code: 'invalid-deck' };
  expect(() => diffDecks([], [geo({ peru: PERU }), geo({ norway: NORWAY })])).toThrow(expect.objectContaining(code));
  const claiming = deckOf('other', { a: { ...PERU, ...formerly('geo/peru') } });
  expect(() => diffDecks([], [geo({ peru: PERU }), claiming])).toThrow(expect.objectContaining(code));
  expect(() => diffDecks({ id: 1 } as never, [])).toThrow(expect.objectContaining(code));
});

it('keeps all objects to which nothing is added', () => {
  const decks = [geo({ peru: PERU, norway: NORWAY }), deckOf('other', { kenya: KENYA })];
  const [first, second] = withFormerly(decks, [{ cardId: 'geo/peru', add: ['x/a'], formerly: ['x/a'] }]);
  expect(first?.cards.peru).toEqual({ ...PERU, formerly: ['x/a'] });
  expect(first?.cards.norway).toBe(NORWAY);
  expect(second).toBe(decks[1]);
});
