/** A deck that uses everything a deck can say. */
export const wholeDeck = {
  $schema: './deck.schema.json',
  id: 'capitals',
  title: 'Capitals',
  description: 'Where governments sit.',
  language: 'pt-BR',
  scheduling: {
    desiredRetention: 0.85,
    maximumIntervalDays: 365,
    learningSteps: ['1m', '4h', '1d', '1440m'],
    relearningSteps: [],
    fuzz: false,
    parameters: Array.from({ length: 21 }, () => 0.5),
    newPerDay: 0,
    reviewsPerDay: 50,
    reviewOrder: 'random',
    spreadSiblings: false,
    learnAheadMinutes: 0,
    leechThreshold: 4,
  },
  cards: {
    france: { prompt: 'Capital of France?', answer: 'Paris' },
    constructor: {
      prompt: 'And of Australia?',
      answer: '**Canberra**, not Sydney',
      keyPoints: { canberra: { text: 'Canberra', essential: true }, 'not-sydney': 'not Sydney' },
      hint: 'It was built for it.',
      followsUp: 'france',
      tags: ['oceania', 'tricky'],
      formerly: ['capitals/australia', 'cities/canberra'],
      fields: { continent: ['Oceania', null, { since: 1913 }] },
    },
  },
} as const;

/** Puts a value at a path of a copy of the deck. */
export function changed(path: readonly (string | number)[], value: unknown): unknown {
  const copy = JSON.parse(JSON.stringify(wholeDeck));
  let at = copy;
  for (const step of path.slice(0, -1)) at = at[step];
  const last = path.at(-1) as string;
  if (value === undefined) delete at[last];
  else Object.defineProperty(at, last, { value, enumerable: true, configurable: true, writable: true });
  return copy;
}

const card = ['cards', 'constructor'] as const;
const nested = (depth: number): unknown => (depth === 0 ? 1 : [nested(depth - 1)]);

/** Broken decks, each with the path its fault is reported at. The schema finds these, too. */
export const structuralFaults: readonly (readonly [name: string, deck: unknown, path: string])[] = [
  ['a number', 1, ''],
  ['nothing', null, ''],
  ['a list', [], ''],
  ['no id', changed(['id'], undefined), '/id'],
  ['an id with a slash', changed(['id'], 'a/b'), '/id'],
  ['an id that is too long', changed(['id'], 'x'.repeat(129)), '/id'],
  ['an empty title', changed(['title'], ' \n'), '/title'],
  ['a description that is a number', changed(['description'], 3), '/description'],
  ['a language in words', changed(['language'], 'English (UK)'), '/language'],
  ['an unknown member', changed(['author'], 'me'), '/author'],
  [
    'a member aimed at the prototype',
    JSON.parse('{"id":"a","title":"a","cards":{},"__proto__":{"x":1}}'),
    '/__proto__',
  ],
  ['no cards', changed(['cards'], undefined), '/cards'],
  ['a list of cards', changed(['cards'], []), '/cards'],
  ['a key with a space', changed(['cards', 'New Zealand'], { prompt: 'a', answer: 'b' }), '/cards/New Zealand'],
  ['a key that is the prototype', changed(['cards', '__proto__'], { prompt: 'a', answer: 'b' }), '/cards/__proto__'],
  ['a key with a slash', changed(['cards', 'a/b'], { prompt: 'a', answer: 'b' }), '/cards/a~1b'],
  ['a card that is a text', changed(['cards', 'france'], 'Paris'), '/cards/france'],
  ['no prompt', changed([...card, 'prompt'], undefined), '/cards/constructor/prompt'],
  ['an empty answer', changed([...card, 'answer'], ''), '/cards/constructor/answer'],
  ['an answer that is null', changed([...card, 'answer'], null), '/cards/constructor/answer'],
  ['a mistyped member', changed([...card, 'keypoints'], {}), '/cards/constructor/keypoints'],
  ['a hint that is a list', changed([...card, 'hint'], ['x']), '/cards/constructor/hint'],
  ['the same tag twice', changed([...card, 'tags'], ['a', 'a']), '/cards/constructor/tags'],
  ['a former id without a deck', changed([...card, 'formerly'], ['australia']), '/cards/constructor/formerly'],
  ['key points in a list', changed([...card, 'keyPoints'], ['Canberra']), '/cards/constructor/keyPoints'],
  [
    'an inessential essential point',
    changed([...card, 'keyPoints', 'x'], { text: 'a', essential: false }),
    '/cards/constructor/keyPoints/x/essential',
  ],
  ['a slug with a space', changed([...card, 'keyPoints', 'a b'], 'a'), '/cards/constructor/keyPoints/a b'],
  ['a retention of 1', changed(['scheduling', 'desiredRetention'], 1), '/scheduling/desiredRetention'],
  ['an interval of half a day', changed(['scheduling', 'maximumIntervalDays'], 0.5), '/scheduling/maximumIntervalDays'],
  ['a huge limit', changed(['scheduling', 'newPerDay'], 1e300), '/scheduling/newPerDay'],
  ['a step of a second', changed(['scheduling', 'learningSteps'], ['30s']), '/scheduling/learningSteps'],
  ['twenty parameters', changed(['scheduling', 'parameters'], Array(20).fill(0.5)), '/scheduling/parameters'],
  ['an order of its own', changed(['scheduling', 'reviewOrder'], 'alphabetical'), '/scheduling/reviewOrder'],
  ['an option by an unknown name', changed(['scheduling', 'maxInterval'], 3), '/scheduling/maxInterval'],
  ['scheduling that is a number', changed(['scheduling'], 0.9), '/scheduling'],
];

/** Broken in ways that no JSON Schema can see. */
export const relationalFaults: readonly (readonly [name: string, deck: unknown, path: string])[] = [
  [
    'a follow-up of a card that is not there',
    changed([...card, 'followsUp'], 'toString'),
    '/cards/constructor/followsUp',
  ],
  ['a card that follows itself', changed(['cards', 'france', 'followsUp'], 'france'), '/cards/france/followsUp'],
  ['follow-ups in a circle', changed(['cards', 'france', 'followsUp'], 'constructor'), '/cards/france/followsUp'],
  [
    'a former id that is a card still',
    changed([...card, 'formerly'], ['capitals/france']),
    '/cards/constructor/formerly/0',
  ],
  [
    'a former id with two heirs',
    changed(['cards', 'france', 'formerly'], ['cities/canberra']),
    '/cards/constructor/formerly/1',
  ],
  ['a step of a day and a half', changed(['scheduling', 'learningSteps'], ['36h']), '/scheduling/learningSteps'],
  ['a step of two years', changed(['scheduling', 'relearningSteps'], ['730d']), '/scheduling/relearningSteps'],
  [
    'fields nested without end',
    changed([...card, 'fields'], nested(2000)),
    `/cards/constructor/fields${'/0'.repeat(32)}`,
  ],
  [
    'fields aimed at the prototype',
    changed([...card, 'fields', '__proto__'], { isAdmin: true }),
    '/cards/constructor/fields/__proto__',
  ],
];
