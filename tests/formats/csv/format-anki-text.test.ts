import fc from 'fast-check';
import { parseDeck } from 'ownwords';
import { formatAnkiText, parseDeckCsv } from 'ownwords/csv';
import { describe, expect, it } from 'vitest';
import { isAnkiText } from '../../../src/formats/csv/anki-headers.js';
import { textNotesOf } from '../../../src/formats/csv/anki-notes.js';
import { wholeDeck } from '../../deck/faults.js';
import { hostileDecks } from './hostile-decks.js';

describe('decks written as text for Anki', () => {
  it('have the headers that Anki writes, and a note for each card', () => {
    const text = formatAnkiText([parseDeck(wholeDeck)]);
    expect(text.split('\n').slice(0, 7)).toEqual([
      '#separator:tab',
      '#html:true',
      '#guid column:1',
      '#notetype column:2',
      '#deck column:3',
      '#tags column:6',
      expect.stringMatching(/^capitals\/france\tBasic\tCapitals\t.*Capital of France\?.*\t.*Paris.*\t$/),
    ]);
    const sharp = { id: 'd', title: 'T', cards: { a: { prompt: 'C#', answer: 'a\tb', tags: ['one two', 'x'] } } };
    expect(formatAnkiText([sharp])).toContain('\nd/a\tBasic\tT\t"C#"\t"a\tb"\tone_two x\n');
    expect(() => formatAnkiText([{ id: '', title: '', cards: {} }])).toThrow(
      expect.objectContaining({ code: 'invalid-deck' }),
    );
  });

  it('are read as Anki reads them, note by note', () => {
    fc.assert(
      fc.property(fc.array(hostileDecks(), { minLength: 1, maxLength: 3 }), (decks) => {
        const text = formatAnkiText(decks);
        const ids = decks.flatMap(({ id, cards }) => Object.keys(cards).map((key) => `${id}/${key}`));
        const { notes } = textNotesOf(text);
        expect(isAnkiText(text)).toBe(true);
        expect(notes.map(({ guid }) => guid)).toEqual(ids);
        expect(notes.every(({ notetype, fields }) => notetype === 'Basic' && fields.length === 2)).toBe(true);
        const tags = decks.flatMap(({ cards }) => Object.values(cards).map(({ tags = [] }) => tags.length));
        expect(notes.map((note) => note.tags.length).every((count, index) => count <= (tags[index] ?? 0))).toBe(true);
      }),
    );
  });

  it('are read again under the ids that they were written with', () => {
    const { decks } = parseDeckCsv(formatAnkiText([parseDeck(wholeDeck)]));
    expect(decks.map(({ id, title, cards }) => [id, title, Object.keys(cards)])).toEqual([
      ['capitals', 'Capitals', ['capitals~2Ffrance', 'capitals~2Fconstructor']],
    ]);
  });
});
