import type { Deck } from '../deck/deck.js';
import { type Finding, finding } from './finding.js';

/** What is the matter with a deck apart from its cards. */
export function headFindings(decks: readonly Deck[]): Finding[] {
  const findings: Finding[] = [];
  const indexes = new Map<string, number>();
  for (const [deckIndex, { id, language, description, title }] of decks.entries()) {
    const earlier = indexes.get(id);
    const add = (rule: 'deck-id' | 'no-language' | 'no-description', path: string, message: string) =>
      findings.push(finding(rule, { deckId: id, deckIndex, path }, message));
    if (earlier !== undefined) {
      const other = decks[earlier]?.title;
      add('deck-id', '/id', `the deck “${other}” has the id ${id} already; give “${title}” an id of its own`);
      continue;
    }
    indexes.set(id, deckIndex);
    if (language === undefined) {
      add('no-language', '', 'the deck does not say its language; add "language", such as "en" or "pt-BR"');
    }
    if (description === undefined) {
      add('no-description', '', 'the deck does not say what it is about; add a "description" of a sentence or two');
    }
  }
  return findings;
}
