import fc from 'fast-check';

/** Files of each dialect, as people write them. */
export const SAMPLES = {
  ownwords: `---
language: en
---

# Capitals

What every traveler knows.

## What is the capital of Peru? {#peru}

Lima

Key points:
- **Lima** {#lima}
- On the coast

Hint: It has a port.
Tags: america, "a, b"

## {#chile}

Look at this:

![](chile.png)

Answer:

Santiago

Follows: peru

Fields:

\`\`\`json
{ "level": 2 }
\`\`\`

## What is the capital of Ecuador?

Quito
`,
  hashcards: `---
name = "Geography"
---

Q: What is the capital of France?
A: Paris

C: [Berlin] is the capital of [Germany].
<!-- key: berlin -->

---

Q: Which river?

![](@/river.webp)
A:

- Seine
`,
  obsidian: `---
tags: [flashcards/geo]
---
Capital of France::Paris
<!--SR:!2024-03-20,124,270-->

Lima:::Peru ^lima
<!--SR:!2024-03-20,12,250!2024-04-01,3,230-->

#flashcards/other
Which one
is it?
??
This one
\`\`\`js
a::b
\`\`\`

The ==first== of the ==last==^[hint].
`,
  mochi: `What is the {{capital}} of {{2::Peru}}?

---

Lima, see ![](@media/lima.png)
`,
  headings: `# Deck

About it

## Question one

Answer \`one\`

## This is {{c1::Canberra::city}} in {{c2::Australia}}

## Question ##

\`\`\`sh
## no question
\`\`\`
`,
};
export type Dialect = keyof typeof SAMPLES;
export const DIALECTS = Object.keys(SAMPLES) as Dialect[];

const PIECES = [
  ...'# ~ ` = * { } [ ] : ? - < > ! ^ | \\ ; ,'.split(' '),
  ...['#', '##', '---', '```', '~~~~', '==', '::', ':::', '??', '{{', '}}', '{{c1::', '![', '{#a}', ' ^a', '^a', '\0'],
  ...['Q:', 'A:', 'C:', 'Q: a', 'A: b', 'C: [x]', 'a::b', 'a:::b', '==x==', '{{1::x}}', '<!--', '-->', '<!--SR:!'],
  ...[
    '<!-- key: a -->',
    '<!-- key: b c -->',
    '<!--SR:!2024-03-20,124,270-->',
    '<!--SR:!fsrs,x-->',
    '#flashcards/a',
    'Answer:',
  ],
  ...[
    '## a',
    '## a {#a}',
    '## {#b}',
    '# T',
    'Key points:',
    '- p',
    'Hint: h',
    'Tags: "',
    'Fields:',
    '東京',
    '\uD83D',
    '\u202E',
  ],
];
const eol = fc.constantFrom('\n', '\n', '\n\n', '\r\n', '\r');
const glue = fc.oneof(eol, eol, fc.constantFrom('', ' '));

/** Files that are anything: pieces of all dialects, one after another. */
const heap = fc
  .array(fc.tuple(fc.oneof(fc.constantFrom(...PIECES), fc.string({ maxLength: 5 })), glue), { maxLength: 25 })
  .map((parts) => parts.flat().join(''));

/** A sample with pieces put in, cut out and doubled, and perhaps with other line breaks. */
const mutated = fc
  .record({
    sample: fc.constantFrom(...Object.values(SAMPLES)),
    cuts: fc.array(
      fc.record({
        at: fc.nat(600),
        length: fc.nat(20),
        piece: fc.constantFrom('', ...PIECES),
        eol: fc.constantFrom('', '\n'),
      }),
      { maxLength: 6 },
    ),
    isDoubled: fc.boolean(),
    isOfWindows: fc.boolean(),
    mark: fc.constantFrom('', '', '\uFEFF'),
  })
  .map(({ sample, cuts, isDoubled, isOfWindows, mark }) => {
    let text = isDoubled ? sample + sample : sample;
    for (const { at, length, piece, eol } of cuts) {
      text = text.slice(0, at) + eol + piece + eol + text.slice(at + length);
    }
    return mark + (isOfWindows ? text.replaceAll('\n', '\r\n') : text);
  });

export const randomFile: fc.Arbitrary<string> = fc.oneof({ weight: 2, arbitrary: mutated }, heap);
export const randomOptions = fc.record(
  {
    dialect: fc.constantFrom(...DIALECTS),
    deckId: fc.constantFrom('deck', 'a'),
    title: fc.constantFrom('A title', '東京'),
    obsidian: fc.record(
      {
        cardEnd: fc.constant('+++'),
        inline: fc.constant(';;'),
        clozes: fc.constant(['highlight', 'bold', 'braces'] as const),
      },
      { requiredKeys: [] },
    ),
  },
  { requiredKeys: [] },
);
