import type { Deck } from '../../deck/deck.js';
import { checkDeck } from '../../deck/parse.js';
import { check, isIterable, type Rule } from '../../json.js';
import { htmlOfMarkdown } from '../text/markdown-to-html.js';
import { recordOf } from './records.js';

const HEADERS = [
  '#separator:tab',
  '#html:true',
  '#guid column:1',
  '#notetype column:2',
  '#deck column:3',
  '#tags column:6',
];

const DECKS: Rule = [isIterable, 'a list of decks'];
/** What Anki puts in quotes; `#` begins a comment. */
const QUOTED = /[\t"\r\n#]/;

/**
 * Decks as a text file for Anki ("Import File"), a basic note for each card. The note's identity is the card's id, so that
 * importing a newer file changes the notes that are there. Prompt, answer and tags are written, with `_` for the spaces in tags;
 * Anki has no place for the rest. To read a deck again, write it with `formatDeckCsv`.
 * @throws StudyError `invalid-deck`, `invalid-argument`
 * @example
 * await writeFile('capitals.txt', formatAnkiText([deck]));
 */
export function formatAnkiText(decks: Iterable<Deck>): string {
  check('invalid-argument', 'decks', decks, DECKS);
  const lines = [...HEADERS];
  for (const deck of decks) {
    checkDeck(deck);
    for (const [key, { prompt, answer, tags = [] }] of Object.entries(deck.cards)) {
      const words = tags.map((tag) => tag.trim().replace(/\s+/g, '_')).join(' ');
      const cells = [`${deck.id}/${key}`, 'Basic', deck.title, htmlOfMarkdown(prompt), htmlOfMarkdown(answer), words];
      lines.push(recordOf(cells, '\t', QUOTED));
    }
  }
  return `${lines.join('\n')}\n`;
}
