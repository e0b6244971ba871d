import { namedOf } from '../../formats/markdown/keys.js';
import type { Part } from '../../formats/markdown/own-body.js';
import type { CardPlace } from '../../formats/markdown/own-card.js';
import type { DeckPlace } from '../../formats/markdown/own-read.js';
import { CARD_WORDS, DECK_WORDS, type Word } from '../../formats/markdown/own-words.js';
import { INSIDE, isBlank, type Source } from '../../formats/markdown/source.js';
import { offsetOf, spotsAt } from './json-walk.js';
import { membersOf, type Place, placesIn, TOP } from './place.js';

const WORDS: { readonly [member: string]: Word } = {
  language: 'Language',
  scheduling: 'Scheduling',
  answer: 'Answer',
  keyPoints: 'Key points',
  hint: 'Hint',
  followsUp: 'Follows',
  tags: 'Tags',
  formerly: 'Formerly',
  fields: 'Fields',
};

/** Where a part of a deck stands in our own form: what it says, behind the mark or the word that begins its line. */
export function placeIn(source: Source, deck: DeckPlace | undefined, path: string): Place {
  if (deck === undefined) return TOP;
  const [first = '', key = '', member = '', ...inner] = membersOf(path);
  const card = first === 'cards' ? deck.cards.get(key) : undefined;
  if (card && member === 'fields') return placeInCode(source, card.body.parts.get('Fields'), inner) ?? TOP;
  if (first === 'scheduling') return placeInCode(source, deck.body.parts.get('Scheduling'), [key]) ?? TOP;
  const line = card ? lineInCard(source, card, member, inner[0] ?? '') : (lineOfWord(deck.body, first) ?? deck.line);
  return { line: line + 1, column: columnOn(source.lines[line] ?? '') };
}

/** Where something stands in the JSON of a code block. */
function placeInCode(source: Source, part: Part | undefined, members: readonly string[]): Place | undefined {
  if (part === undefined) return undefined;
  const text = part.lines.join('\n');
  const first = source.fences.indexOf(INSIDE, part.line);
  const [spot] = spotsAt(text, [members]);
  const { line, column } = placesIn(text)(spot ? offsetOf(spot) : 0);
  return { line: first + line, column };
}

type WithParts = Pick<CardPlace['body'], 'parts'>;

function lineOfWord({ parts }: WithParts, member: string): number | undefined {
  const word = WORDS[member];
  return word && parts.get(word)?.line;
}

/** The line that is meant, from 0; where the card has no such part, that of its heading. */
function lineInCard(source: Source, { section, body, points }: CardPlace, member: string, name: string): number {
  const { line, from, to, heading = '' } = section;
  const below = (start: number) => {
    for (let at = start; at < to; at++) if (!isBlank(source.lines[at] as string)) return at;
    return line;
  };
  const word = lineOfWord(body, member);
  switch (member) {
    case 'prompt':
      return namedOf(heading).text === '' ? below(from) : line;
    case 'answer':
      if (word === undefined) return below(from);
      return (body.parts.get('Answer')?.lines.length ?? 0) > 0 ? word : below(word + 1);
    case 'keyPoints':
      return points.get(name) ?? word ?? line;
    default:
      return word ?? line;
  }
}

/** What comes before the text on the first line of a part. */
const MARK = new RegExp(
  `^(?:#{1,2}[ \\t]+|[-*+][ \\t]+(?:\\[[ xX]\\][ \\t]+)?|(?:${[...CARD_WORDS, ...DECK_WORDS].join('|')}):[ \\t]+|[ \\t]+)(?=\\S)`,
);

const columnOn = (line: string): number => (MARK.exec(line)?.[0].length ?? 0) + 1;
