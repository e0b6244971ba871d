import fc from 'fast-check';
import { parseDeck, StudyError } from 'ownwords';
import { describe, expect, it } from 'vitest';
import { decksOfMochi } from '../../../src/formats/markdown/mochi-data.js';
import { eventIssues } from '../../../src/log/check-event.js';

const DAY = 86_400_000;
const AT = Date.UTC(2026, 2, 5, 12);

/** One archive in the three ways that it can be written. */
const VERBOSE = JSON.stringify({
  '~:version': 2,
  '~:templates': {
    '~#list': [
      {
        '~:id': '~:tpl',
        '~:content': '# << Word >>\n---\n<< Meaning >>',
        '~:fields': { '~:name': { '~:id': '~:name', '~:name': 'Word' }, '~:m': { '~:id': '~:m', '~:name': 'Meaning' } },
      },
    ],
  },
  '~:decks': [
    { '~:id': '~:top', '~:name': 'Languages' },
    {
      '~:id': '~:fr',
      '~:name': 'French',
      '~:parent-id': '~:top',
      '~:cards': {
        '~#list': [
          {
            '~:id': '~:c1',
            '~:content': 'feu\n---\nfire ![](@media/fire.png)',
            '~:tags': { '~#set': ['noun'] },
            '~:reviews': [
              { '~:date': `~t${AT}`, '~:due': { '~#dt': AT + DAY }, '~:remembered?': false },
              { '~:date': `~t${AT + DAY}`, '~:due': `~t${AT + 3 * DAY}`, '~:remembered?': true, '~:duration': 4.5 },
            ],
          },
          {
            '~:id': '~:c2',
            '~:template-id': '~:tpl',
            '~:content': '',
            '~:fields': {
              '~:name': { '~:id': '~:name', '~:value': 'eau' },
              '~:m': { '~:id': '~:m', '~:value': 'water' },
            },
          },
          { '~:id': '~:c3', '~:content': '{{1::a}} {{2::b}}' },
          { '~:id': '~:c4', '~:content': 'gone\n---\ngone', '~:trashed?': true },
          { '~:id': '~:c5', '~:content': 'no answer' },
        ],
      },
    },
  ],
});
const EDN = `; as Mochi writes it
{:version 2, :templates ({:id :tpl :content "# << Word >>\\n---\\n<< Meaning >>"
  :fields {:name {:id :name :name "Word"} :m {:id :m :name "Meaning"}}})
 :decks [{:id :top :name "Languages"}
  {:id :fr :name "French" :parent-id :top :cards (
   {:id :c1 :content "feu\\n---\\nfire ![](@media/fire.png)" :tags #{"noun"}
    :reviews [{:date #inst "2026-03-05T12:00:00Z" :due #inst "2026-03-06T12:00:00Z" :remembered? false} #_ {:date 1}
              {:date #inst "2026-03-06T12:00:00Z" :due #inst "2026-03-08T12:00:00Z" :remembered? true :duration 4.5}]}
   {:id :c2 :template-id :tpl :content "" :fields {:name {:id :name :value "eau"} :m {:id :m :value "\\u0077ater"}}}
   {:id :c3 :content "{{1::a}} {{2::b}}"}
   {:id :c4 :content "gone\\n---\\ngone" :trashed? true}
   {:id :c5 :content "no answer"})}]}`;

describe('the data of a Mochi archive', () => {
  it('gives decks with cards, and their reviews', () => {
    const { decks, progress, remarks } = decksOfMochi(VERBOSE, { timeZone: 'UTC' });
    expect(decks).toEqual([
      {
        id: 'fr',
        title: 'Languages::French',
        cards: {
          c1: { prompt: 'feu', answer: 'fire ![](@media/fire.png)', tags: ['noun'] },
          c2: { prompt: '# eau', answer: 'water' },
          c3: { prompt: '[…] b', answer: 'a b' },
          'c3-c2': { prompt: 'a […]', answer: 'a b' },
        },
      },
    ]);
    expect(progress.events).toEqual([
      {
        ...progress.events[0],
        type: 'reviewed',
        cardId: 'fr/c1',
        grade: 'again',
        day: '2026-03-05',
        nth: 1,
        due: '2026-03-06',
        at: AT,
      },
      expect.objectContaining({
        cardId: 'fr/c1',
        grade: 'good',
        day: '2026-03-06',
        nth: 2,
        due: '2026-03-08',
        durationMs: 4500,
      }),
    ]);
    expect(remarks.map(({ kind, place }) => [kind, place])).toEqual([
      ['dropped', 'card c4'],
      ['changed', 'the reviews'],
      ['dropped', 'card c5'],
    ]);
  });

  it('says the same in EDN', () => {
    expect(decksOfMochi(EDN, { timeZone: 'UTC' })).toEqual(decksOfMochi(VERBOSE, { timeZone: 'UTC' }));
  });

  it('says the same in the compact form of Transit, where what was written once is a code', () => {
    const compact = JSON.stringify([
      '^ ',
      '~:version',
      2,
      '~:decks',
      [
        [
          '^ ',
          '~:id',
          '~:fr',
          '~:name',
          'French',
          '~:cards',
          ['~#list', [['^ ', '^2', 'n', '^4', 'Name', '~:content', 'a\n---\nb']]],
        ],
      ],
    ]);
    expect(decksOfMochi(compact).decks).toEqual([
      { id: 'fr', title: 'French', cards: { n: { prompt: 'a', answer: 'b' } } },
    ]);
  });

  it('is refused where it is damaged or holds no card', () => {
    const refusal = expect.objectContaining({ code: 'invalid-file' });
    for (const data of [
      '',
      '[]',
      '{}',
      '{:decks',
      '"',
      '{:a "',
      ')',
      '["^ ","^9",1]',
      '['.repeat(100_000),
      '{:decks []}',
    ]) {
      expect(() => decksOfMochi(data)).toThrow(refusal);
    }
  });

  it('gives valid decks and events, or is refused with a code, whatever happened to it', () => {
    const cut = fc.record({
      at: fc.nat(1800),
      length: fc.nat(30),
      piece: fc.constantFrom('', '"', '{', '}', '[', ':x', '~t9', '#', '\\'),
    });
    fc.assert(
      fc.property(fc.constantFrom(VERBOSE, EDN), fc.array(cut, { maxLength: 4 }), (sample, cuts) => {
        let data = sample;
        for (const { at, length, piece } of cuts) data = data.slice(0, at) + piece + data.slice(at + length);
        try {
          const { decks, progress } = decksOfMochi(data);
          for (const deck of decks) parseDeck(deck);
          expect(progress.events.flatMap((event) => eventIssues(event))).toEqual([]);
        } catch (error) {
          if (!(error instanceof StudyError && error.code === 'invalid-file')) throw error;
        }
      }),
      { numRuns: Number(process.env.RUNS ?? 500) },
    );
  });
});
