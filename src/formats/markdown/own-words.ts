/** What a part of a card, or of a deck, begins with: the word at the start of a line, and a colon. */
export const CARD_WORDS = ['Answer', 'Key points', 'Hint', 'Follows', 'Tags', 'Formerly', 'Fields'] as const;
export const DECK_WORDS = ['Language', 'Scheduling'] as const;

type CardWord = (typeof CARD_WORDS)[number];
type DeckWord = (typeof DECK_WORDS)[number];
export type Word = CardWord | DeckWord;

const WORD_LINE = /^([A-Z][a-z]+(?: points)?):(?=\s|$)/;
const HEADING = /^(#{1,2})(?=[ \t]|$)/;

/** The word that a line begins with, and the rest of it. */
export function wordOf(line: string, words: readonly string[]): { word: Word; rest: string } | undefined {
  const word = WORD_LINE.exec(line)?.[1];
  if (word === undefined || !words.includes(word)) return undefined;
  return { word: word as Word, rest: line.slice(word.length + 1).trim() };
}

/** The heading of a deck (level 1) or of a card (level 2). Deeper ones are part of the text. */
export function headingOf(line: string): { level: 1 | 2; text: string } | undefined {
  const marks = HEADING.exec(line)?.[1];
  return marks === undefined ? undefined : { level: marks.length as 1 | 2, text: line.slice(marks.length).trim() };
}

/** Whether a line means more than it says, in a card or in a deck. */
export const isCardSyntax = (line: string): boolean =>
  headingOf(line) !== undefined || wordOf(line, CARD_WORDS) !== undefined;
export const isDeckSyntax = (line: string): boolean =>
  headingOf(line) !== undefined || wordOf(line, DECK_WORDS) !== undefined;

/** The point of a list item: whether it is essential, and what it says before it is decoded. */
export function emphasisOf(text: string): { inner: string; essential: boolean } {
  const inner = text.slice(2, -2);
  const essential =
    text.length > 4 && text.startsWith('**') && text.endsWith('**') && !inner.includes('**') && inner.trim() !== '';
  return essential ? { inner, essential } : { inner: text, essential };
}

/** The mark of a list item. */
export const ITEM = /^[-*+][ \t]+(?:\[[ xX]\][ \t]+)?/;
