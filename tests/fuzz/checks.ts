import { type Deck, type Progress, parseDeck, parseProgress } from 'ownwords';
import type { Remark } from 'ownwords/csv';
import { isCardId } from '../../src/deck/parse.js';

/** Throws unless decks, progress and remarks are what the formats promise. */
export function checkImported(imported: {
  readonly decks: readonly Deck[];
  readonly progress: Progress;
  readonly remarks: readonly Remark[];
}): void {
  const ids = new Set<string>();
  for (const deck of imported.decks) {
    parseDeck(deck);
    if (ids.has(deck.id)) throw new Error(`two decks are called ${deck.id}`);
    ids.add(deck.id);
    if (Object.keys(deck.cards).length === 0) throw new Error(`deck ${deck.id} has no card`);
  }
  checkHistory(imported);
}

export function checkHistory({
  progress,
  remarks,
}: {
  readonly progress: Progress;
  readonly remarks: readonly Remark[];
}): void {
  parseProgress(progress);
  for (const { kind, place, message, cardId, ...others } of remarks) {
    const isRight =
      (kind === 'dropped' || kind === 'changed') &&
      isText(place) &&
      isText(message) &&
      (cardId === undefined || isCardId(cardId)) &&
      Object.keys(others).length === 0;
    if (!isRight) throw new Error(`this is no remark: ${JSON.stringify({ kind, place, message, cardId, ...others })}`);
  }
}

export const isText = (value: unknown) => typeof value === 'string' && /\S/.test(value);

const TAGS =
  /^(?:br|hr|p|h[1-6]|em|strong|del|code|pre|blockquote|[uo]l|li|table|thead|tbody|tr|th|td|a|img|audio|video|span|div)$/;

/** Throws unless all tags of the HTML are among those promised, and no attribute handles events. */
export function checkHtml(html: string): void {
  for (const [, tag = '', rest = ''] of html.matchAll(/<\/?([^\s>/]*)([^>]*)/g)) {
    if (!TAGS.test(tag)) throw new Error(`there is a tag ${tag}`);
    if (/\son\w+=(?=[^"]*(?:"[^"]*"[^"]*)*$)/.test(rest.slice(0, 2_000))) throw new Error(`it does something: ${rest}`);
  }
}
