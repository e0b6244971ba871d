import fc from 'fast-check';
import { type Deck, parseDeck } from 'ownwords';
import { formatDeckCsv, parseDeckCsv } from 'ownwords/csv';
import { describe, expect, it } from 'vitest';
import { rowsOf } from '../../../src/formats/csv/records.js';
import { wholeDeck } from '../../deck/faults.js';
import { hostileDecks, wellFormedText } from './hostile-decks.js';

const bytesOf = (text: string) => new TextEncoder().encode(text);
const deckOf = (text: string) => parseDeckCsv(text).decks[0] as Deck;

describe('a deck written as CSV', () => {
  it('is read again as the same deck, whatever is in it', () => {
    fc.assert(
      fc.property(hostileDecks(), fc.boolean(), (deck, forSpreadsheets) => {
        const { decks, remarks } = parseDeckCsv(formatDeckCsv(deck, { forSpreadsheets }));
        expect(decks).toEqual([deck]);
        expect(Object.keys(decks[0]?.cards ?? {})).toEqual(Object.keys(deck.cards));
        expect(remarks).toEqual([]);
      }),
      { numRuns: 1_000 },
    );
  });

  it('is read again from its bytes', () => {
    fc.assert(
      fc.property(hostileDecks(wellFormedText), fc.boolean(), (deck, forSpreadsheets) => {
        expect(parseDeckCsv(bytesOf(formatDeckCsv(deck, { forSpreadsheets }))).decks).toEqual([deck]);
      }),
    );
  });

  it('is read again where it says all that a deck can say, and where a text is very long', () => {
    const { $schema: _, ...deck } = wholeDeck;
    expect(deckOf(formatDeckCsv(parseDeck(wholeDeck)))).toEqual(deck);
    const long = parseDeck({ id: 'd', title: 't', cards: { a: { prompt: '",'.repeat(500_000), answer: '\r\n"x' } } });
    expect(deckOf(formatDeckCsv(long))).toEqual(long);
  });

  it('has a row for each card, which people can read', () => {
    const deck = parseDeck({
      id: 'capitals',
      title: 'Capitals',
      cards: {
        france: { prompt: 'Capital of France?', answer: 'Paris', tags: ['europe', 'easy'] },
        spain: { prompt: 'And of "Spain"?', answer: 'Madrid, since 1561', followsUp: 'france' },
      },
    });
    expect(formatDeckCsv(deck).split('\r\n')).toEqual([
      'key,prompt,answer,keyPoints,hint,followsUp,tags,formerly,fields,deck',
      'france,Capital of France?,Paris,,,,europe easy,,,"{""id"":""capitals"",""title"":""Capitals""}"',
      'spain,"And of ""Spain""?","Madrid, since 1561",,,france,,,,',
      '',
    ]);
  });

  it('has no cell that a spreadsheet would take for a formula, if it is meant for one', () => {
    fc.assert(
      fc.property(hostileDecks(), (deck) => {
        const text = formatDeckCsv(deck, { forSpreadsheets: true });
        const rows = [...rowsOf(text.slice(1), { delimiter: ',' })];
        expect(rows).toHaveLength(Object.keys(deck.cards).length + 1);
        for (const { cells } of rows) for (const cell of cells) expect(cell).not.toMatch(/^[=+\-@\t\r\n＝＋－＠]/);
        expect(text.startsWith('\uFEFF')).toBe(true);
      }),
    );
    const deck = parseDeck({
      id: 'd',
      title: 't',
      cards: { a: { prompt: '=1+1', answer: "'=1" }, b: { prompt: '-1', answer: "'tis" } },
    });
    expect(formatDeckCsv(deck, { forSpreadsheets: true })).toContain(`a,'=1+1,''=1,`);
    expect(formatDeckCsv(deck, { forSpreadsheets: true })).toContain(`b,'-1,'tis,`);
    expect(formatDeckCsv(deck)).toContain(`a,=1+1,''=1,`);
  });

  it('may be sorted, have its columns moved, and be saved with another delimiter', () => {
    const text = [
      'deck;answer;prompt;key;keyPoints;hint;followsUp;tags;formerly;fields',
      ';b;"B; too";b;;;a;;;',
      '"{""id"":""d"",""title"":""T""}";a;A;a;;;;x y;;',
    ].join('\n');
    expect(parseDeckCsv(text).decks).toEqual([
      {
        id: 'd',
        title: 'T',
        cards: {
          b: { prompt: 'B; too', answer: 'b', followsUp: 'a' },
          a: { prompt: 'A', answer: 'a', tags: ['x', 'y'] },
        },
      },
    ]);
  });

  it('loses what people have broken in it, and nothing else, with a remark for each', () => {
    const text = [
      'key,prompt,answer,keyPoints,hint,followsUp,tags,formerly,fields,deck',
      'a,A,a,{broken,,nobody,,,,"{""id"":""d e"",""language"":""?"",""colour"":1}"',
      'b,B,b,,,c,,"x/y d~20e/a",,',
      'c,C,c,"{""x"":1}",,b,,,"{""__proto__"":1}",another deck',
      'é,E,e,,,,,,,',
      ',,only an answer,,,,,,,',
      'a,again,again,,,,,,,',
      ',F,f,,,,,,,',
    ].join('\n');
    const { decks, remarks } = parseDeckCsv(text);
    const [deck] = decks as [Deck];
    expect(parseDeck(deck)).toEqual(deck);
    expect(deck).toMatchObject({ id: 'd~20e', title: 'd~20e' });
    expect(Object.keys(deck)).toEqual(['id', 'title', 'cards']);
    expect(Object.keys(deck.cards)).toEqual(['a', 'b', 'c', 'x~~C3~A9', expect.stringMatching(/^f-[0-9a-f]{8}$/)]);
    expect(deck.cards.a).toEqual({ prompt: 'A', answer: 'a' });
    expect(deck.cards.b).toMatchObject({ formerly: ['x/y'] });
    expect(Object.keys(deck.cards.c ?? {})).not.toContain('fields');
    expect(remarks.map(({ place, kind }) => `${place} ${kind}`)).toEqual([
      'file changed', // of the key that is missing
      'deck d~20e dropped', // its language
      'deck d~20e dropped', // its colour
      'line 2 changed', // its id and title
      'line 2 changed', // key points that are no JSON
      'line 2 changed', // a follow-up of nobody
      'line 3 changed', // follow-ups in a circle
      'line 3 changed', // a former id that is another card's
      'line 4 dropped', // another deck
      'line 4 changed', // fields aimed at the prototype
      'line 4 changed', // a key point that is a number
      'line 6 dropped', // no prompt
      'line 7 dropped', // a key that is taken
    ]);
  });

  it('is not written if it is none', () => {
    expect(() => formatDeckCsv({ id: 'no id', title: '', cards: {} })).toThrow(
      expect.objectContaining({ code: 'invalid-deck' }),
    );
  });
});
