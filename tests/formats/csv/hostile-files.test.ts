import { readdirSync, readFileSync } from 'node:fs';
import fc from 'fast-check';
import { parseDeck, parseProgress, StudyError } from 'ownwords';
import { formatDeckCsv, parseDeckCsv, parseReviewCsv } from 'ownwords/csv';
import { describe, expect, it } from 'vitest';
import { hostileDecks } from './hostile-decks.js';

const seeds = ['anki-text', 'text'].flatMap((folder) =>
  readdirSync(`tests/fixtures/${folder}`)
    .filter((name) => name.endsWith('.txt'))
    .map((name) => new Uint8Array(readFileSync(`tests/fixtures/${folder}/${name}`))),
);
const bytesOf = (text: string) => new TextEncoder().encode(text);
const ownForms = hostileDecks().map((deck) => bytesOf(formatDeckCsv(deck)));
const reviews = bytesOf(
  'card_id,review_time,review_rating,review_duration\n1,1711684180217,3,5\n"a/b",2024-03-29T20:32:32Z,again,\n2,5,1,x\n',
);

/** A file with some bytes changed, taken out, or put in twice. */
const mutated = (file: fc.Arbitrary<Uint8Array>) =>
  fc
    .tuple(
      file,
      fc.array(fc.tuple(fc.nat(), fc.integer({ min: 0, max: 255 }), fc.constantFrom('set', 'cut', 'double')), {
        maxLength: 8,
      }),
    )
    .map(([bytes, changes]) => {
      let changed = [...bytes];
      for (const [place, byte, change] of changes) {
        const at = place % (changed.length + 1);
        if (change === 'set') changed[at] = byte;
        if (change === 'cut') changed = changed.slice(0, at);
        if (change === 'double') changed = [...changed.slice(0, at), ...changed.slice(at >> 1)];
      }
      return Uint8Array.from(changed);
    });
const syntax = fc
  .array(
    fc.constantFrom(
      ...[
        '\t',
        ',',
        ';',
        '|',
        '"',
        '\n',
        '\r',
        '#',
        ':',
        'a',
        ' ',
        '<b>',
        '{{c1::',
        '}}',
        '::',
        'tags:',
        '\u0000',
        '\uFEFF',
      ],
      ...[
        '#separator:',
        '#html:',
        '#deck column:1',
        '#tags column:',
        '#columns:',
        '#notetype:',
        'key,prompt,answer',
        'front,back',
      ],
      ...[
        'key,prompt,answer,keyPoints,hint,followsUp,tags,formerly,fields,deck\n',
        '{"id":',
        '[1]',
        '__proto__',
        'card_id',
        'é',
      ],
    ),
    { maxLength: 40 },
  )
  .map((parts) => bytesOf(parts.join('')));
const anyFile = fc.oneof(
  fc.uint8Array({ maxLength: 200 }),
  syntax,
  mutated(fc.constantFrom(...seeds)),
  mutated(ownForms),
  mutated(fc.constant(reviews)),
);

describe('a file of any kind', () => {
  it('becomes valid decks, or is refused with a reason', () => {
    const cells = fc.constantFrom(undefined, 'markdown', 'text', 'html');
    let read = 0;
    fc.assert(
      fc.property(anyFile, fc.boolean(), cells, (bytes, reversed, kind) => {
        try {
          const { decks, progress, remarks } = parseDeckCsv(bytes, { reversed, ...(kind && { cells: kind }) });
          expect(decks.length).toBeGreaterThan(0);
          expect(new Set(decks.map(({ id }) => id)).size).toBe(decks.length);
          for (const deck of decks) {
            expect(parseDeck(JSON.parse(JSON.stringify(deck)))).toEqual(deck);
            expect(Object.keys(deck.cards).length).toBeGreaterThan(0);
          }
          expect(parseProgress(progress).events).toEqual([]);
          for (const { place } of remarks) expect(place).toMatch(/^(file|line \d+|deck .+)$/s);
          expect(parseDeckCsv(bytes, { reversed, ...(kind && { cells: kind }) }).decks).toEqual(decks);
          read++;
        } catch (error) {
          if (!(error instanceof StudyError)) throw error;
          expect(error.code).toBe('invalid-file');
        }
      }),
      { numRuns: 2_000 },
    );
    expect(read).toBeGreaterThan(100);
  });

  it('becomes reviews, or is refused with a reason', async () => {
    let read = 0;
    const file = fc.oneof(anyFile, mutated(fc.constant(reviews)));
    await fc.assert(
      fc.asyncProperty(file, async (bytes) => {
        try {
          const { progress } = await parseReviewCsv(bytes, { timeZone: 'UTC' });
          expect(parseProgress(JSON.parse(JSON.stringify(progress)))).toEqual(progress);
          read++;
        } catch (error) {
          if (!(error instanceof StudyError)) throw error;
          expect(error.code).toBe('invalid-file');
        }
      }),
      { numRuns: 1_000 },
    );
    expect(read).toBeGreaterThan(20);
  });
});
