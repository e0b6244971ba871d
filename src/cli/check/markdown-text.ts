import type { CardId } from 'ownwords';
import { dialectOf } from '../../formats/markdown/dialect.js';
import { importedOf } from '../../formats/markdown/foreign.js';
import type { MarkdownDialect } from '../../formats/markdown/options.js';
import { type OwnFile, readOwn } from '../../formats/markdown/own-read.js';
import { readForeign } from '../../formats/markdown/parse.js';
import { type Source, sourceOf } from '../../formats/markdown/source.js';
import { isStudyError } from '../errors.js';
import { type DeckText, type Fault, ruleOfIssue, sentenceOf } from './deck-text.js';
import { placeIn } from './markdown-place.js';
import { lineOf, type Place, TOP } from './place.js';
import { asFinding, keyOf, ruleOfRemark } from './remarks.js';

/**
 * What a Markdown file holds; nothing if nothing in it looks like a card.
 * @param isOwnFormOnly whether headings of any other kind are no cards
 */
export function readMarkdown(text: string, title: string, isOwnFormOnly: boolean): DeckText | undefined {
  const source = sourceOf(text);
  let dialect: MarkdownDialect;
  try {
    dialect = dialectOf(source, {});
  } catch (error) {
    if (isStudyError(error)) return undefined;
    throw error;
  }
  if (dialect === 'ownwords') return readOwnForm(source, title);
  return isOwnFormOnly ? undefined : readOthers(source, dialect, title);
}

function readOwnForm(source: Source, title: string): DeckText {
  const file = readOwn(source, { title });
  const strays = file.strays.map(
    ([line, what]): Fault => ({
      rule: 'dropped',
      place: { line: line + 1, column: 1 },
      message: `${what} is left out`,
    }),
  );
  const faults = file.issues.map((issue) => faultOf(issue, source, file));
  const [first] = file.keyless;
  if (first !== undefined && faults.length === 0) faults.push(keylessFault(first, file.keyless.length));
  const isFaulty = file.issues.length > 0;
  return {
    decks: isFaulty ? [] : file.decks,
    faults: [...faults, ...strays],
    faulty: isFaulty ? file.decks.map(({ id, cards }) => ({ id, cards: Object.keys(cards).length })) : [],
    placesOf: (parts) => parts.map(({ deck, path }) => placeIn(source, file.places[deck], path)),
  };
}

const RULES = { form: 'syntax', twice: 'duplicate-key', content: 'schema' } as const;

function faultOf({ line, kind, message, ofDeck }: OwnFile['issues'][number], source: Source, file: OwnFile): Fault {
  if (ofDeck === undefined) return { rule: RULES[kind], place: { line, column: 1 }, message: asFinding(message) };
  const { index, issue } = ofDeck;
  return {
    rule: ruleOfIssue(issue),
    place: placeIn(source, file.places[index], issue.path),
    message: sentenceOf(issue),
    path: issue.path,
    deckId: file.decks[index]?.id,
  };
}

function keylessFault(line: number, count: number): Fault {
  const message =
    `${count === 1 ? 'one card has' : `${count} cards have`} no key: one is made of the prompt, and whoever rewords that loses the ` +
    'progress; write a key behind the heading, as in {#key}';
  return { rule: 'changed', place: { line: line + 1, column: 1 }, message };
}

function readOthers(source: Source, dialect: MarkdownDialect, title: string): DeckText | undefined {
  const places = new Map<CardId, string>();
  const { decks, remarks } = importedOf(readForeign(source, dialect, { title }), { title }, places);
  if (decks.length === 0 && remarks.length === 0) return undefined;
  const faults = remarks.map((remark): Fault => {
    const place: Place = { line: lineOf(remark.place) ?? TOP.line, column: 1 };
    return { rule: ruleOfRemark(remark), place, message: asFinding(remark.message) };
  });
  const placesOf: DeckText['placesOf'] = (parts) =>
    parts.map(({ deck, path }) => {
      const line = lineOf(places.get(`${decks[deck]?.id ?? ''}/${keyOf(path) ?? ''}`) ?? '');
      return { line: line ?? TOP.line, column: 1 };
    });
  return { decks, faults, placesOf };
}
