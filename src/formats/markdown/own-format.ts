import { type CardContent, type Deck, keyPointsOf } from '../../deck/deck.js';
import { checkDeck } from '../../deck/parse.js';
import { listed } from './own-list.js';
import { emphasisOf, ITEM, isCardSyntax, isDeckSyntax } from './own-words.js';
import { toLine, toLines } from './verbatim.js';

/**
 * A deck as Markdown that people read and write: a heading for each card with its key, the answer below it, and what else it has
 * after a word and a colon. `parseMarkdown` reads exactly the same deck from it, whatever its texts hold.
 * @throws StudyError `invalid-deck`
 * @example
 * formatMarkdown(deck);
 * // # Capitals {#capitals}
 * //
 * // ## What is the capital of Peru? {#peru}
 * //
 * // Lima
 */
export function formatMarkdown(deck: Deck): string {
  checkDeck(deck);
  const parts = [`# ${toLine(deck.title)} {#${deck.id}}`];
  if (deck.language !== undefined) parts.push(`Language: ${deck.language}`);
  if (deck.scheduling !== undefined) parts.push(`Scheduling:\n\n${codeOf(deck.scheduling)}`);
  if (deck.description !== undefined) parts.push(toLines(deck.description, isDeckSyntax));
  for (const [key, card] of Object.entries(deck.cards)) parts.push(...partsOf(key, card));
  return `${parts.join('\n\n')}\n`;
}

function partsOf(key: string, card: CardContent): string[] {
  const answer = toLines(card.answer, isCardSyntax);
  const parts = fitsHeading(card.prompt)
    ? [`## ${card.prompt} {#${key}}`, answer]
    : [`## {#${key}}`, toLines(card.prompt, isCardSyntax), 'Answer:', answer];
  if (card.keyPoints !== undefined) {
    const points = keyPointsOf(card).map(({ slug, text, essential }) => `- ${pointOf(text, essential)} {#${slug}}`);
    parts.push(['Key points:', ...points].join('\n'));
  }
  const lines: string[] = [];
  if (card.hint !== undefined) lines.push(`Hint: ${toLine(card.hint)}`);
  if (card.followsUp !== undefined) lines.push(`Follows: ${card.followsUp}`);
  if (card.tags !== undefined) lines.push(`Tags: ${listed(card.tags)}`.trimEnd());
  if (card.formerly !== undefined) lines.push(`Formerly: ${listed(card.formerly)}`.trimEnd());
  if (lines.length > 0) parts.push(lines.join('\n'));
  if (card.fields !== undefined) parts.push(`Fields:\n\n${codeOf(card.fields)}`);
  return parts;
}

/** A heading is one line, and the white space around it does not count. */
function fitsHeading(prompt: string): boolean {
  return !/[\r\n]|\p{Surrogate}/u.test(prompt) && prompt.trim() === prompt;
}

function pointOf(text: string, essential: boolean): string {
  if (!essential) return toLine(text, !emphasisOf(text).essential && !isTask(text));
  // Two stars within would end the emphasis: written as JSON, they do not show.
  return `**${text.includes('*') ? toLine(text, false).replaceAll('*', '\\u002a') : toLine(text)}**`;
}

/** Whether the text would be taken for the box of a task before it. */
const isTask = (text: string): boolean => ITEM.exec(`- ${text}`)?.[0] !== '- ';

function codeOf(value: unknown): string {
  return `\`\`\`json\n${JSON.stringify(value, undefined, 2)}\n\`\`\``;
}
