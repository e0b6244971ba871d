import fc from 'fast-check';
import type { Deck, KeyPoint } from 'ownwords';

/** Pieces that mean something in the form itself, or that files are known to lose. */
const PIECES = [
  '# Title {#id}',
  '## A prompt {#key}',
  '##',
  '### Deeper',
  '---',
  '```',
  '````verbatim',
  '```verbatim\n## x\n```',
  '~~~js',
  'verbatim "x"',
  'verbatim "',
  'Hint: not one',
  'Key points:',
  '- **bold** {#slug}',
  '- [ ] a task',
  '**bold**',
  '**a** and **b**',
  'Answer:',
  'Tags: a, b',
  'Follows: key',
  'Formerly: deck/key',
  'Fields:',
  'Language: en',
  'Scheduling:',
  '<!-- key: x -->',
  '<!--SR:!2024-03-20,124,270-->',
  'Q: what?',
  'question::answer',
  '{#key}',
  '{#no key}',
  '\\## x',
  '"quoted, text"',
  'a, b',
  '    indented',
  '\t',
  ' ',
  '  ',
  '\n',
  '\n\n',
  '\r',
  '\r\n',
  '\0',
  '\uFEFF',
  '\u00A0',
  '\u2028',
  '\u202E',
  '\uD800',
  '\uDC00',
  '👩‍👩‍👧',
  '東京',
  '<script>alert(1)</script>',
  '__proto__',
  'constructor',
];

const pieces = fc.array(fc.oneof(fc.constantFrom(...PIECES), fc.string(), fc.string({ unit: 'binary' })), {
  minLength: 1,
  maxLength: 6,
});
/** Texts that are not empty, often with something in them that the form has a use for. */
const hostileText: fc.Arbitrary<string> = fc
  .oneof(
    { weight: 4, arbitrary: pieces.chain((parts) => fc.constantFrom('', ' ', '\n').map((glue) => parts.join(glue))) },
    { weight: 1, arbitrary: fc.constantFrom('long '.repeat(400), '`'.repeat(500), `${'## x\n'.repeat(500)}y`) },
  )
  .filter((text) => /\S/.test(text));

const name = fc
  .tuple(fc.constantFrom(...'abzAZ019'), fc.string({ unit: fc.constantFrom(...'ab-._~19Z'), maxLength: 8 }))
  .map(([first, rest]) => first + rest);
const names = fc.uniqueArray(fc.oneof(name, fc.constantFrom('constructor', 'toString', '1', '0', 'k'.repeat(128))), {
  minLength: 1,
  maxLength: 6,
});

const point: fc.Arbitrary<KeyPoint> = fc.oneof(
  hostileText,
  hostileText.map((text) => ({ text, essential: true as const })),
);
const optional = <T>(arbitrary: fc.Arbitrary<T>) => fc.option(arbitrary, { nil: undefined, freq: 2 });
/** As JSON spells it, which knows no negative zero. */
const json = fc
  .jsonValue({ maxDepth: 4 })
  .filter((value) => !JSON.stringify(value).includes('__proto__'))
  .map((value) => JSON.parse(JSON.stringify(value)));

const content = fc.record({
  prompt: hostileText,
  answer: hostileText,
  keyPoints: optional(fc.dictionary(name, point, { maxKeys: 4 })),
  hint: optional(hostileText),
  tags: optional(fc.uniqueArray(hostileText, { maxLength: 3 })),
  fields: optional(json),
});

const scheduling = fc.record(
  {
    newPerDay: fc.nat(100),
    desiredRetention: fc.constantFrom(0.7, 0.9),
    learningSteps: fc.constant(['1m', '1d'] as const),
  },
  { requiredKeys: [] },
);

/** Valid decks with at least one card: follow-ups in a chain, former ids, and hostile texts everywhere. */
export const randomDeck: fc.Arbitrary<Deck> = fc
  .record({
    id: name,
    title: hostileText,
    description: optional(hostileText),
    language: optional(fc.constantFrom('en', 'pt-BR', 'zh-Hant-TW')),
    scheduling: optional(scheduling),
    keys: names,
    contents: fc.array(content, { minLength: 6, maxLength: 6 }),
    chained: fc.boolean(),
    renamed: fc.boolean(),
  })
  .map(({ keys, contents, chained, renamed, ...deck }) => ({
    ...deck,
    cards: Object.fromEntries(
      keys.map((key, n) => {
        const former = { formerly: n === 0 ? [] : [`old-${n}/a` as const, `old-${n}/b` as const] };
        const before = keys[n - 1];
        const followsUp = chained && before !== undefined ? { followsUp: before } : {};
        return [key, { ...contents[n], ...(renamed && former), ...followsUp }];
      }),
    ),
  }))
  // As JSON has it: without members that are not there, and without a negative zero.
  .map((deck) => JSON.parse(JSON.stringify(deck)) as Deck);
