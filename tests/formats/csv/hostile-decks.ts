import fc from 'fast-check';
import type { CardContent, Deck } from 'ownwords';

/** Texts that look like syntax, or that programs stumble over. */
const pieces = fc.constantFrom(
  ...[
    '"',
    '""',
    ',',
    ';',
    '\t',
    '|',
    '\r',
    '\n',
    '\r\n',
    ' ',
    "'",
    '#',
    '=cmd()',
    '+1',
    '-1',
    '@A1',
    '＝',
    '{',
    '}',
    '[',
    ']',
  ],
  ...[
    '\u0000',
    '\uFEFF',
    '\u202E',
    '\u2028',
    '\u0085',
    '\uD800',
    '\uDC00',
    '😀',
    'é',
    'e\u0301',
    '日本',
    'null',
    '{}',
    '[]',
  ],
  ...[
    '#separator:tab',
    'tags:',
    '<b>',
    '&lt;',
    '{{c1::x}}',
    '\\',
    '`',
    '__proto__',
    'constructor',
    'key',
    'prompt',
    '0',
  ],
);
const anyText = fc.oneof(
  fc.array(pieces, { minLength: 1, maxLength: 6 }).map((parts) => parts.join('')),
  fc.string({ unit: 'binary', minLength: 1, maxLength: 20 }),
);
const filledText = anyText.filter((text) => /\S/.test(text));
export const wellFormedText = filledText.filter((text) => !/\p{Surrogate}/u.test(text));

const name = fc.oneof(
  fc.constantFrom('constructor', 'toString', '0', '10', '2', 'a~b', 'x~~2D', 'A.b_c-d', 'k'.repeat(128)),
  fc.stringMatching(/^[A-Za-z0-9][A-Za-z0-9._~-]{0,12}$/),
);
const some = <Value>(arbitrary: fc.Arbitrary<Value>) => fc.option(arbitrary, { nil: undefined });
const point = (text: fc.Arbitrary<string>) =>
  fc.oneof(
    text,
    text.map((each) => ({ text: each, essential: true as const })),
  );

/** As JSON spells it, which knows no negative zero. */
const data = fc
  .jsonValue({ maxDepth: 3 })
  .filter((value) => !JSON.stringify(value).includes('__proto__'))
  .map((value) => JSON.parse(JSON.stringify(value)));

/** Valid decks of at least one card that use everything a deck can say. */
export function hostileDecks(text: fc.Arbitrary<string> = filledText): fc.Arbitrary<Deck> {
  const card = fc.record({
    prompt: text,
    answer: text,
    keyPoints: some(fc.dictionary(name, point(text), { maxKeys: 3, noNullPrototype: true })),
    hint: some(text),
    tags: some(fc.uniqueArray(text, { maxLength: 3 })),
    fields: some(data),
    hasFormer: fc.boolean(),
    isFollowUp: fc.boolean(),
  });
  return fc
    .record({
      id: name,
      title: text,
      description: some(text),
      language: some(fc.constantFrom('en', 'pt-BR')),
      scheduling: some(fc.record({ newPerDay: fc.nat(50), learningSteps: fc.constantFrom([], ['1m', '1d']) })),
      cards: fc.uniqueArray(fc.tuple(name, card), { minLength: 1, maxLength: 5, selector: ([key]) => key }),
    })
    .map(({ cards, ...head }) => {
      const contents = cards.map(([key, { hasFormer, isFollowUp, ...content }], index): [string, CardContent] => [
        key,
        {
          ...content,
          ...(isFollowUp && index > 0 && { followsUp: cards[index - 1]?.[0] }),
          ...(hasFormer && { formerly: [`former/${index}`, `former/x${index}`] }),
        } as CardContent,
      ]);
      return withoutAbsent({ ...head, cards: Object.fromEntries(contents) }) as Deck;
    });
}

/** Without members that are undefined, as a deck from JSON. */
function withoutAbsent(value: unknown): unknown {
  if (typeof value !== 'object' || value === null) return value;
  if (Array.isArray(value)) return value.map(withoutAbsent);
  return Object.fromEntries(
    Object.entries(value).flatMap(([member, inner]) => (inner === undefined ? [] : [[member, withoutAbsent(inner)]])),
  );
}
