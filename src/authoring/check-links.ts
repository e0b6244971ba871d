import { isRecord } from '../json.js';
import type { CardEntry, Material } from './material.js';
import { quoted } from './terms.js';

/** A link to a page of the web leads elsewhere, and nobody here knows whether it does. */
const WEB_ADDRESS = /^[a-z][a-z0-9+.-]*:/i;

/** Every link in `fields.seeAlso`, where that is a list, names another deck or card that exists. */
export function checkLinks(material: Material, knownDecks: ReadonlySet<string>): void {
  const cardIds = new Set(material.cards.map(({ deckId, key }) => `${deckId}/${key}`));
  const givenDecks = new Set(material.decks.map(({ deckId }) => deckId));
  const heirs = heirsIn(material.cards);
  for (const entry of material.cards) {
    for (const [index, link] of linksOf(entry)) {
      const report = (message: string) => material.report('link', entry, `/fields/seeAlso/${index}`, message);
      const [deckId = ''] = link.split('/', 1);
      const isCard = link.includes('/');
      const heir = heirs.get(link);
      if (link === entry.deckId)
        report(`links to ${link}, the deck it is in; name another deck, or a card of this one`);
      else if (link === `${entry.deckId}/${entry.key}`)
        report(`links to ${link}, which is this card; name another one`);
      else if (cardIds.has(link) || (!isCard && givenDecks.has(link))) continue;
      else if (knownDecks.has(deckId) && !givenDecks.has(deckId)) continue;
      else if (heir) report(`links to ${link}, which is now ${idOf(heir)}; link to that`);
      else if (isCard && givenDecks.has(deckId))
        report(`links to ${quoted(link)}, but the deck ${deckId} has no such card`);
      else report(`links to ${quoted(link)}, and there is no such deck; name one by its id, or a card as deck/key`);
    }
  }
}

function* linksOf({ card: { fields } }: CardEntry): Generator<[number, string]> {
  if (!isRecord(fields) || !Array.isArray(fields.seeAlso)) return;
  for (const [index, link] of fields.seeAlso.entries()) {
    if (typeof link === 'string' && !WEB_ADDRESS.test(link)) yield [index, link];
  }
}

/** By former id, the first card that had it. */
function heirsIn(cards: readonly CardEntry[]): Map<string, CardEntry> {
  const heirs = new Map<string, CardEntry>();
  for (const entry of cards) {
    for (const former of entry.card.formerly ?? []) if (!heirs.has(former)) heirs.set(former, entry);
  }
  return heirs;
}

const idOf = ({ deckId, key }: CardEntry): string => `${deckId}/${key}`;

/** Across decks, as `parseDeck` sees to it within one: no former id is in use still, and each has one heir. */
export function checkFormerIds(material: Material): void {
  const cardIds = new Set(material.cards.map(idOf));
  const heirs = heirsIn(material.cards);
  for (const entry of material.cards) {
    for (const [index, former] of (entry.card.formerly ?? []).entries()) {
      const heir = heirs.get(former);
      const report = (message: string) => material.report('former-id', entry, `/formerly/${index}`, message);
      if (cardIds.has(former))
        report(`${former} is still a card of its own; a card takes over the history of one that is gone`);
      else if (heir && heir !== entry) {
        report(`${idOf(heir)} has the history of ${former} already; only one card can be what it has become`);
      }
    }
  }
}
