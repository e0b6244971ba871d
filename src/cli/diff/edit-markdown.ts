import type { CardId } from 'ownwords';
import type { Proposal } from 'ownwords/decks/tools';
import { dialectOf } from '../../formats/markdown/dialect.js';
import { type OwnFile, readOwn } from '../../formats/markdown/own-read.js';
import { CARD_WORDS, headingOf, wordOf } from '../../formats/markdown/own-words.js';
import { endOf, isBlank, type Source, sourceOf } from '../../formats/markdown/source.js';
import type { DeckFile } from '../deck-file.js';
import { titleOf } from '../deck-file.js';
import type { Edit } from './edit.js';

/** Adds former ids to cards in our own form of Markdown: to the line `Formerly:`, or as one where it belongs. */
export function editMarkdown(
  text: string,
  proposals: readonly Proposal[],
  { path }: Pick<DeckFile, 'path'>,
): readonly Edit[] | undefined {
  const source = sourceOf(text);
  if (dialectOf(source, {}) !== 'ownwords') return undefined;
  const lines = headingsIn(readOwn(source, { title: titleOf(path) }));
  const edits = proposals.flatMap(({ cardId, add }) => {
    const line = lines.get(cardId);
    return line === undefined ? [] : [editAt(source, line, add.join(', '))];
  });
  return edits.length === proposals.length ? edits : undefined;
}

/** The line of each card's heading. */
function headingsIn({ decks, places }: OwnFile): ReadonlyMap<CardId, number> {
  const lines = decks.flatMap(({ id }, index) =>
    Array.from(places[index]?.cards ?? [], ([key, { section }]): [CardId, number] => [`${id}/${key}`, section.line]),
  );
  return new Map(lines);
}

/** A part of a card that takes one paragraph, by the word it begins with. */
interface Part {
  readonly word: string;
  readonly line: number;
  readonly rest: string;
  /** The last line of its paragraph. */
  readonly last: number;
}

function editAt(source: Source, heading: number, ids: string): Edit {
  const end = sectionEnd(source, heading);
  const parts = partsIn(source, heading + 1, end);
  const present = parts.find(({ word }) => word === 'Formerly');
  if (present) {
    const isEmpty = present.rest === '' && present.last === present.line;
    return insertion(endOf(source, present.last), isEmpty ? ` ${ids}` : `, ${ids}`);
  }
  const { newline, starts } = source;
  const line = `Formerly: ${ids}`;
  const neighbor = parts.findLast(({ word }) => NEIGHBORS.includes(word));
  if (neighbor) return insertion(endOf(source, neighbor.last), newline + line);
  const fields = parts.find(({ word }) => word === 'Fields');
  if (fields) return insertion(starts[fields.line] as number, line + newline + newline);
  let last = end - 1;
  while (last > heading && isBlank(source.lines[last] as string)) last--;
  return insertion(endOf(source, last), newline + newline + line);
}

/** Words whose lines stand together. */
const NEIGHBORS: readonly string[] = ['Hint', 'Follows', 'Tags'];

const insertion = (at: number, text: string): Edit => ({ from: at, to: at, text });

/** The line after the last one of a card. */
function sectionEnd({ lines, fences }: Source, heading: number): number {
  for (let at = heading + 1; at < lines.length; at++) {
    if (fences[at] === 0 && headingOf(lines[at] as string)) return at;
  }
  return lines.length;
}

function partsIn({ lines, fences }: Source, from: number, to: number): Part[] {
  const parts: Part[] = [];
  const wordAt = (at: number) => (fences[at] === 0 ? wordOf(lines[at] as string, CARD_WORDS) : undefined);
  for (let line = from; line < to; line++) {
    const found = wordAt(line);
    if (!found) continue;
    let last = line;
    while (last + 1 < to && !wordAt(last + 1) && (fences[last + 1] !== 0 || !isBlank(lines[last + 1] as string)))
      last++;
    parts.push({ ...found, line, last });
  }
  return parts;
}
