import fc from 'fast-check';
import type { CardContent, Deck, StudyEvent } from 'ownwords';
import { randomLog } from '../../log/random-log.js';

/** Texts that mean something to HTML, to templates, to zip, to SQLite or to JSON, and texts that mean nothing to anybody. */
const awkward = fc.constantFrom(
  '<script>alert(1)</script>',
  '<img src="a b.png" alt=\'x\'>',
  '</style><!-- ',
  'a\u001fb',
  'a\u0000b\u007f',
  '\ud800',
  'e\u0301',
  '{{c1::x}} {{Prompt}} {{#Hint}}',
  '&nbsp;&amp;amp;&#39;',
  'two  spaces   three ',
  '[sound:x.mp3]\\(x\\)',
  '007',
  '1e5',
  '"quoted" \'text\' \\u0041',
  '\u00a0\u3000\u2028',
  "Robert'); DROP TABLE notes;--",
);
const anyText = fc
  .oneof(
    awkward,
    fc.string({ unit: 'binary', minLength: 1 }),
    fc.array(awkward, { minLength: 1 }).map((all) => all.join('\n')),
  )
  .filter((text) => /\S/.test(text));

const optional = <Value>(value: fc.Arbitrary<Value>) => fc.option(value, { nil: undefined, freq: 2 });
const slug = fc.stringMatching(/^[A-Za-z0-9][A-Za-z0-9._~-]{0,8}$/);

export const anyContent: fc.Arbitrary<CardContent> = fc
  .record({
    prompt: anyText,
    answer: anyText,
    keyPoints: optional(
      fc.dictionary(slug, fc.oneof(anyText, fc.record({ text: anyText, essential: fc.constant(true as const) })), {
        maxKeys: 4,
        noNullPrototype: true,
      }),
    ),
    hint: optional(anyText),
    tags: optional(fc.uniqueArray(anyText, { maxLength: 4 })),
    fields: optional(fc.jsonValue({ maxDepth: 2 }).filter((value) => !JSON.stringify(value).includes('__proto__'))),
  })
  .map((content) => JSON.parse(JSON.stringify(content)));

const scheduling = fc.constantFrom(
  undefined,
  {},
  { desiredRetention: 0.7, learningSteps: [], relearningSteps: [], fuzz: false },
  { learningSteps: ['1m', '4h', '2d'] as const, newPerDay: 1_000_000, reviewOrder: 'retrievability' as const },
);

/** Decks of the cards that random logs are about, one of them under a new name; and a deck that nothing happens to. */
const decks: fc.Arbitrary<Deck[]> = fc
  .record({
    contents: fc.tuple(anyContent, anyContent, anyContent),
    titles: fc.tuple(anyText, fc.oneof(anyText, fc.constantFrom('Default', 'A::b', 'a::B::'))),
    description: anyText,
    scheduling,
  })
  .map(({ contents: [a, b, c], titles: [one, other], description, scheduling }) => [
    {
      id: 'deck',
      title: one,
      description,
      language: 'en',
      ...(scheduling && { scheduling }),
      cards: { a, renamed: { ...b, formerly: ['deck/b'], followsUp: 'a' } },
    },
    { id: 'other', title: other, cards: { c, 1: c } },
  ]);

/** The first instant there is: the beginning of year 1. */
const FIRST = -62_135_596_800_000;
const wildTime = fc.constantFrom(FIRST, -1, 0, 1, Date.UTC(2038, 0, 20), Date.UTC(9999, 11, 31));

/** Some events at the ends of time. */
const log: fc.Arbitrary<StudyEvent[]> = fc
  .tuple(randomLog, fc.array(fc.option(wildTime, { freq: 8, nil: undefined })))
  .map(([events, times]) => events.map((event, index) => ({ ...event, at: times[index] ?? event.at })));

export const anyStudy = fc.record({
  decks,
  log,
  timeZone: fc.constantFrom('UTC', 'Europe/Paris', 'America/New_York', 'Pacific/Apia', 'Asia/Kathmandu'),
  rolloverHour: fc.constantFrom(0, 4, 23),
  container: fc.constantFrom('legacy1' as const, 'legacy2' as const, 'modern' as const),
});
