import type { CardContent, CardId } from '../../deck/deck.js';
import type { Remark } from '../imported.js';
import { nameOf, slugOf } from '../names.js';
import { headOfName } from './anki-entries.js';
import type { DeckHead, Entry } from './assemble.js';
import { isFilled, type ToMarkdown } from './cells.js';
import type { Layout } from './columns.js';
import type { Row } from './records.js';

/** What the rows of a file by anyone come to: a card each. */
export function entriesOfRows(
  rows: Iterable<Row>,
  layout: Layout,
  head: DeckHead,
  markdownOf: ToMarkdown,
  isReversed: boolean,
  remarks: Remark[],
): Entry[] {
  const entries: Entry[] = [];
  for (const { cells, line } of rows) {
    const cell = (role: keyof Layout) => {
      const column = layout[role];
      return column === undefined ? '' : (cells[column] ?? '');
    };
    const prompt = markdownOf(cell('prompt'), line);
    const answer = markdownOf(cell('answer'), line);
    if (!isFilled(prompt) || !isFilled(answer)) {
      const isBlank = !cells.some(isFilled);
      const message = `this row is left out, for it has no ${isFilled(prompt) ? 'answer' : 'prompt'}`;
      if (!isBlank) remarks.push({ kind: 'dropped', place: `line ${line}`, message });
      continue;
    }
    const tags = tagsOf(cell('tags'));
    const name = cell('key').trim();
    const deck = cell('deck').trim();
    const hint = markdownOf(cell('hint'), line);
    const keyPoints = keyPointsOf(cell('keyPoints'), (point) => markdownOf(point, line));
    const followsUp = cell('followsUp').trim();
    const formerly = formerlyOf(cell('formerly'));
    const content: CardContent = {
      prompt,
      answer,
      ...(keyPoints && { keyPoints }),
      ...(isFilled(hint) && { hint }),
      ...(followsUp !== '' && { followsUp: nameOf(followsUp) }),
      ...(tags.length > 0 && { tags }),
      ...(formerly.length > 0 && { formerly }),
    };
    const back = { prompt: answer, answer: prompt, ...(tags.length > 0 && { tags }) };
    const backward = isReversed ? [{ suffix: '~r', content: back }] : [];
    entries.push({
      head: deck === '' ? head : headOfName(deck),
      line,
      prompt: cell('prompt').trim(),
      cards: [{ suffix: '', content }, ...backward],
      ...(name !== '' && { name }),
    });
  }
  return entries;
}

/** Tags are parted by commas or semicolons, or else by spaces. */
function tagsOf(cell: string): string[] {
  const tags = cell.split(/[,;]/.test(cell) ? /[,;]/ : /\s/).map((tag) => tag.trim());
  return [...new Set(tags.filter((tag) => tag !== ''))];
}

/** Key points are parted by line ends or semicolons; each goes by some of its words. */
function keyPointsOf(cell: string, markdownOf: (point: string) => string): CardContent['keyPoints'] {
  const points = new Map<string, string>();
  for (const part of cell.split(/[\n\r;]/)) {
    const point = markdownOf(part.trim());
    const slug = slugOf(part) || 'point';
    if (isFilled(point)) points.set(points.has(slug) ? `${slug}~${points.size + 1}` : slug, point);
  }
  return points.size > 0 ? Object.fromEntries(points) : undefined;
}

/** Whatever is no id is remarked when the deck is looked at. */
function formerlyOf(cell: string): CardId[] {
  return [...new Set(cell.split(/[\s,;]+/).filter((id) => id !== ''))] as CardId[];
}
