import type { CardContent, KeyPoint } from '../../deck/deck.js';
import { Names, readableName } from '../names.js';
import { namedOf } from './keys.js';
import { type Body, bodyOf, type Part } from './own-body.js';
import { jsonOf, lineOf, listOf, misnamedIssue, type Reading, suggestName } from './own-values.js';
import { CARD_WORDS, emphasisOf } from './own-words.js';
import { isBlank, issueAt } from './source.js';
import { fromLine, fromLines } from './verbatim.js';

/** A heading and the lines below it. Only the first of a file may have no heading. */
export interface Section {
  readonly line: number;
  readonly level: 1 | 2;
  readonly heading: string | undefined;
  readonly from: number;
  to: number;
}

/** The cards of a deck. */
export interface OwnCards {
  readonly cards: readonly (readonly [key: string, card: CardContent])[];
  /** The line of each, by key. */
  readonly lines: ReadonlyMap<string, number>;
  /** Lines of those whose key is not written. */
  readonly keyless: readonly number[];
}

export function readCards(reading: Reading, sections: readonly Section[]): OwnCards {
  const { source, issues } = reading;
  const names = new Names();
  const headings = sections.map(({ heading = '' }) => namedOf(heading));
  for (const [index, { name, misnamed }] of headings.entries()) {
    const { line } = sections[index] as Section;
    if (misnamed !== undefined) issues.push(misnamedIssue(line, misnamed));
    if (name !== undefined && !names.take(name)) issues.push(issueAt(line, `the key ${name} is taken by a card above`));
  }
  const cards: [string, CardContent][] = [];
  const lines = new Map<string, number>();
  const keyless: number[] = [];
  for (const [index, section] of sections.entries()) {
    const { text, name, misnamed } = headings[index] as (typeof headings)[number];
    const body = bodyOf(source, section.from, section.to, CARD_WORDS, issues);
    const prompt = body.answer === undefined ? text : [text, fromLines(body.text)].filter(Boolean).join('\n\n');
    const answer = fromLines(body.answer ?? body.text);
    if (prompt === '') issues.push(issueAt(section.line, 'has no prompt; write it here, or above a line "Answer:"'));
    if (isBlank(answer)) issues.push(issueAt(section.line, 'has no answer; write it below the heading'));
    const key = name ?? names.takeFree(readableName(prompt, 'card'));
    if (name === undefined && misnamed === undefined) {
      keyless.push(section.line);
      suggestName(reading, section.line, key);
    }
    lines.set(key, section.line);
    cards.push([key, { prompt, answer, ...partsOf(reading, body) }]);
  }
  return { cards, lines, keyless };
}

function partsOf(reading: Reading, body: Body): Partial<CardContent> {
  const points = body.parts.get('Key points');
  const hint = lineOf(body, 'Hint');
  const followsUp = lineOf(body, 'Follows');
  return {
    ...(points && { keyPoints: pointsOf(reading, points) }),
    ...(hint !== undefined && { hint }),
    ...(followsUp !== undefined && { followsUp }),
    ...listOf(body, 'Tags', 'tags', reading),
    ...listOf(body, 'Formerly', 'formerly', reading),
    ...jsonOf(body, 'Fields', 'fields', reading),
  };
}

function pointsOf(reading: Reading, part: Part): Record<string, KeyPoint> {
  const { issues } = reading;
  if (part.lines.length > 0) issues.push(issueAt(part.line, 'key points are a list below this line: "- text {#slug}"'));
  const items = part.items.map(({ last, lines }) => ({ last, ...namedOf(lines.join('\n')) }));
  const names = new Names();
  for (const { last, name, misnamed } of items) {
    if (misnamed !== undefined) issues.push(misnamedIssue(last, misnamed));
    if (name !== undefined && !names.take(name))
      issues.push(issueAt(last, `the slug ${name} is taken by a point above`));
  }
  return Object.fromEntries(
    items.map(({ last, text, name, misnamed }): [string, KeyPoint] => {
      const { inner, essential } = emphasisOf(text);
      const point = fromLine(inner);
      const slug = name ?? names.takeFree(readableName(point, 'point'));
      if (name === undefined && misnamed === undefined) suggestName(reading, last, slug);
      return [slug, essential ? { text: point, essential } : point];
    }),
  );
}
