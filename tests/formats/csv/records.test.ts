import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { recordOf, rowsOf } from '../../../src/formats/csv/records.js';

const cellsIn = (text: string, delimiter = ',') => [...rowsOf(text, { delimiter })].map(({ cells }) => cells);
const linesIn = (text: string) => [...rowsOf(text, { delimiter: ',' })].map(({ line }) => line);

describe('the records of a delimited text', () => {
  it.each([
    [
      'cells between delimiters',
      'a,b\nc,,\n',
      [
        ['a', 'b'],
        ['c', '', ''],
      ],
    ],
    [
      'quoted delimiters, quotes and line ends',
      '"a,b","say ""hi""","x\r\ny"\r\nc',
      [['a,b', 'say "hi"', 'x\r\ny'], ['c']],
    ],
    ['a quote inside a cell as it is', 'a"b",c""d, "e"', [['a"b"', 'c""d', ' "e"']]],
    ['what follows a closing quote as part of the cell', '"a"b,"c" ,"d""e"f"g"', [['ab', 'c ', 'd"ef"g"']]],
    ['a quote that nobody closes to the end of the text', 'a,"b\nc,d\n', [['a', 'b\nc,d\n']]],
    ['every kind of line end', 'a\nb\r\nc\rd', [['a'], ['b'], ['c'], ['d']]],
    ['no record in an empty line, but one in an empty quoted cell', '\n\r\n\r""\n\n', [['']]],
    ['nothing in nothing', '', []],
    ['an empty cell after the last delimiter', 'a,', [['a', '']]],
  ])('are %s', (_, text, rows) => {
    expect(cellsIn(text)).toEqual(rows);
  });

  it('skip comments only if there are any', () => {
    const text = '#a\nb,#c\n"#d"\n #e';
    expect(cellsIn(text)).toEqual([['#a'], ['b', '#c'], ['#d'], [' #e']]);
    const commented = [...rowsOf(text, { delimiter: ',', commented: true })];
    expect(commented.map(({ cells }) => cells)).toEqual([['b', '#c'], ['#d'], [' #e']]);
  });

  it('know the lines they begin on', () => {
    expect(linesIn('a\n\n"b\r\nc\rd\ne",""\r\nf\r\rg')).toEqual([1, 3, 7, 9]);
  });

  it('are what was written, whatever is in the cells', () => {
    const cell = fc.oneof(
      fc.string({ unit: fc.constantFrom('"', ',', '\r', '\n', 'a', '#') }),
      fc.string({ unit: 'binary' }),
    );
    const rows = fc.array(fc.array(cell, { minLength: 1, maxLength: 4 }), { maxLength: 5 });
    fc.assert(
      fc.property(rows, fc.constantFrom('\n', '\r\n', '\r'), (written, lineEnd) => {
        const text = written.map((cells) => recordOf(cells, ',', /[",\r\n]/) + lineEnd).join('');
        expect(cellsIn(text)).toEqual(written);
      }),
      { numRuns: 1_000 },
    );
  });

  it('end, whatever the text is', () => {
    const text = fc.string({ unit: fc.constantFrom('"', ',', '\r', '\n', 'a', '#') });
    fc.assert(
      fc.property(text, fc.boolean(), (given, commented) => {
        const rows = [...rowsOf(given, { delimiter: ',', commented })];
        const ends = rows.map(({ end }) => end);
        expect(ends).toEqual([...ends].sort((a, b) => a - b));
        expect(rows.every(({ end, cells }) => end <= given.length && cells.length > 0)).toBe(true);
      }),
      { numRuns: 1_000 },
    );
  });
});
