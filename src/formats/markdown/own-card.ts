import type { CardContent, KeyPoint } from '../../deck/deck.js';
import { Names, readableName } from '../names.js';
import { namedOf } from './keys.js';
import { type Body, bodyOf, type Part } from './own-body.js';
import { jsonOf, lineOf, listOf, misnamedIssue, type Reading, suggestName } from './own-values.js';
import { CARD_WORDS, emphasisOf } from './own-words.js';
import { faultAt, isBlank } from './source.js';
import { fromLine, fromLines } from './verbatim.js';

/** A heading and the lines below it. Only the first of a file may have no heading. */
export interface Section {
  readonly line: number;
  readonly level: 1 | 2;
  readonly heading: string | undefined;
  readonly from: number;
  to: number;
}

/** Where a card stands. */
export interface CardPlace {
  readonly section: Section;
  readonly body: Body;
  /** The line on which each key point begins, by slug. */
  readonly points: ReadonlyMap<string, number>;
}

/** The cards of a deck. */
export interface OwnCards {
  readonly cards: readonly (readonly [key: string, card: CardContent])[];
  readonly places: ReadonlyMap<string, CardPlace>;
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
    if (name !== undefined && !names.take(name)) {
      issues.push(faultAt(line, `the key ${name} is taken by a card above`, 'twice'));
    }
  }
  const cards: [string, CardContent][] = [];
  const places = new Map<string, CardPlace>();
  const keyless: number[] = [];
  for (const [index, section] of sections.entries()) {
    const { text, name, misnamed } = headings[index] as (typeof headings)[number];
    const body = bodyOf(source, section.from, section.to, CARD_WORDS, issues);
    const prompt = body.answer === undefined ? text : [text, fromLines(body.text)].filter(Boolean).join('\n\n');
    const answer = fromLines(body.answer ?? body.text);
    if (prompt === '')
      issues.push(faultAt(section.line, 'has no prompt; write it here, or above a line "Answer:"', 'content'));
    if (isBlank(answer)) issues.push(faultAt(section.line, 'has no answer; write it below the heading', 'content'));
    const key = name ?? names.takeFree(readableName(prompt, 'card'));
    if (name === undefined && misnamed === undefined) {
      keyless.push(section.line);
      suggestName(reading, section.line, key);
    }
    const points = new Map<string, number>();
    places.set(key, { section, body, points });
    cards.push([key, { prompt, answer, ...partsOf(reading, body, points) }]);
  }
  return { cards, places, keyless };
}

function partsOf(reading: Reading, body: Body, pointLines: Map<string, number>): Partial<CardContent> {
  const points = body.parts.get('Key points');
  const hint = lineOf(body, 'Hint');
  const followsUp = lineOf(body, 'Follows');
  return {
    ...(points && { keyPoints: pointsOf(reading, points, pointLines) }),
    ...(hint !== undefined && { hint }),
    ...(followsUp !== undefined && { followsUp }),
    ...listOf(body, 'Tags', 'tags', reading),
    ...listOf(body, 'Formerly', 'formerly', reading),
    ...jsonOf(body, 'Fields', 'fields', reading),
  };
}

function pointsOf(reading: Reading, part: Part, places: Map<string, number>): Record<string, KeyPoint> {
  const { issues } = reading;
  if (part.lines.length > 0) issues.push(faultAt(part.line, 'key points are a list below this line: "- text {#slug}"'));
  const items = part.items.map(({ last, lines }) => ({
    first: last - lines.length + 1,
    last,
    ...namedOf(lines.join('\n')),
  }));
  const names = new Names();
  for (const { last, name, misnamed } of items) {
    if (misnamed !== undefined) issues.push(misnamedIssue(last, misnamed));
    if (name !== undefined && !names.take(name))
      issues.push(faultAt(last, `the slug ${name} is taken by a point above`, 'twice'));
  }
  return Object.fromEntries(
    items.map(({ first, last, text, name, misnamed }): [string, KeyPoint] => {
      const { inner, essential } = emphasisOf(text);
      const point = fromLine(inner);
      const slug = name ?? names.takeFree(readableName(point, 'point'));
      if (name === undefined && misnamed === undefined) suggestName(reading, last, slug);
      places.set(slug, first);
      return [slug, essential ? { text: point, essential } : point];
    }),
  );
}
