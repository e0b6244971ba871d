import type { Noted } from '../../formats/csv/noted.js';
import { type OwnRows, readDeckCsv } from '../../formats/csv/parse-deck-csv.js';
import { type Row, rowsOf } from '../../formats/csv/records.js';
import { idOf } from '../deck-file.js';
import { type DeckText, type Fault, ruleOfIssue, sentenceOf } from './deck-text.js';
import { lineOf, membersOf, type Place, placesIn, TOP } from './place.js';
import { asFinding, keyOf } from './remarks.js';
import type { RuleName } from './rules.js';

/** Tab, comma, semicolon and bar. */
const DELIMITERS = new Set([0x09, 0x2c, 0x3b, 0x7c]);

/** What a file of delimited text holds; nothing if there is not even a row with two cells in it. */
export function readCsv(bytes: Uint8Array, title: string): DeckText | undefined {
  const { text, decks, lines, remarks, ownForm } = readDeckCsv(bytes, { deckId: idOf(title), title });
  if (decks.length === 0 && !bytes.some((byte) => DELIMITERS.has(byte))) return undefined;
  const placeAt = placesIn(text);
  const cells = ownForm && cellsOf(text, ownForm, placeAt);
  const at = (line: number | undefined, member: string): Place => {
    if (cells && member === 'deck') return cells(cells.told, member) ?? TOP;
    return cells?.(line, member) ?? { line: line ?? TOP.line, column: 1 };
  };
  const faults = withoutEchoes(remarks, ownForm).map((remark): Fault => {
    const { issue, offset, member = '' } = remark.about ?? {};
    return {
      rule: ruleOf(remark),
      place: offset === undefined ? at(lineOf(remark.place), member) : placeAt(offset),
      message: issue ? sentenceOf(issue) : asFinding(remark.message),
      path: issue?.path,
      deckId: issue && decks[0]?.id,
    };
  });
  const isFaulty = remarks.some(({ about }) => about?.issue);
  return {
    decks: isFaulty ? [] : decks,
    faulty: isFaulty ? decks.map(({ id, cards }) => ({ id, cards: Object.keys(cards).length })) : [],
    faults,
    placesOf: (parts) =>
      parts.map(({ deck, path }) => {
        const key = keyOf(path);
        const [, , member = 'key'] = membersOf(path);
        if (key === undefined) return at(undefined, 'deck');
        return at(lines.get(decks[deck]?.id ?? '')?.get(key), member);
      }),
  };
}

/** What is said of a row that has lost its end to a quote is said of nothing that is there. */
function withoutEchoes(remarks: readonly Noted[], ownForm: OwnRows | undefined): readonly Noted[] {
  const unclosed = remarks.find(({ about }) => about?.offset !== undefined);
  if (unclosed === undefined) return remarks;
  const last = Math.min(lineOf(unclosed.place) ?? 1, ownForm?.rows.at(-1)?.line ?? Number.POSITIVE_INFINITY);
  return remarks.filter((remark) => remark === unclosed || (lineOf(remark.place) ?? 0) < last);
}

const RULES = { form: 'syntax', twice: 'duplicate-key', content: 'schema' } as const;

function ruleOf({ kind, about }: Noted): RuleName {
  if (about?.issue) return ruleOfIssue(about.issue);
  return about ? RULES[about.kind] : kind;
}

/** Finds cells in our own form by the line of their row and the name of their column. */
function cellsOf(text: string, { delimiter, header, rows }: OwnRows, placeAt: (offset: number) => Place) {
  const rowAt = new Map<number, Row>(rows.map((row) => [row.line, row]));
  const deckColumn = header.indexOf('deck');
  const told = rows.find(({ cells }) => (cells[deckColumn] ?? '') !== '')?.line;
  const find = (line: number | undefined, member: string): Place | undefined => {
    const row = rowAt.get(line ?? 0);
    const column = header.indexOf(member);
    if (row === undefined || column < 0) return undefined;
    const starts: number[] = [];
    const from = { place: row.start, line: row.line };
    rowsOf(text, { delimiter, from, onCell: (start) => void starts.push(start) }).next();
    return placeAt(starts[column] ?? row.start);
  };
  return Object.assign(find, { told });
}
