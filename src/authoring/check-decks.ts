import type { Material } from './material.js';
import { quoted } from './terms.js';

/** Every deck says its language and what it is about. */
export function checkHeads(material: Material): void {
  for (const entry of material.decks) {
    const { language, description } = entry.deck;
    if (language === undefined) {
      const why = 'screen readers, hyphenation and fonts go by it';
      material.report(
        'no-language',
        entry,
        '',
        `the deck does not say its language; add "language", such as "en": ${why}`,
      );
    }
    if (description === undefined) {
      const better = 'add a "description" of a sentence or two for those who choose a deck';
      material.report('no-description', entry, '', `the deck does not say what it is about; ${better}`);
    }
  }
}

/** Every tag is spelled in one way: as most cards have it, and where two are as common, as it was first. */
export function checkTags(material: Material): void {
  const spellings = new Map<string, Map<string, { count: number; report: (usual: string) => void }>>();
  for (const entry of material.cards) {
    for (const [index, tag] of (entry.card.tags ?? []).entries()) {
      const name = tag
        .normalize('NFKC')
        .toLowerCase()
        .replace(/[\s_-]+/gu, '');
      const ways = spellings.get(name) ?? new Map();
      spellings.set(name, ways);
      const way = ways.get(tag);
      const report = (usual: string) => {
        const message = `the tag ${quoted(tag)} is elsewhere spelled ${quoted(usual)}; use one spelling, or they are two tags`;
        material.report('tag', entry, `/tags/${index}`, message);
      };
      if (way) way.count++;
      else ways.set(tag, { count: 1, report });
    }
  }
  for (const ways of spellings.values()) {
    if (ways.size < 2) continue;
    const [usual] = [...ways].reduce((most, way) => (way[1].count > most[1].count ? way : most));
    for (const [tag, { report }] of ways) if (tag !== usual) report(usual);
  }
}

/** Every card stands after the one it follows. */
export function checkOrder(material: Material): void {
  const before = new Set<string>();
  for (const entry of material.cards) {
    const { followsUp } = entry.card;
    if (followsUp !== undefined && !before.has(`${entry.deckId}/${followsUp}`)) {
      const message = `the card follows ${followsUp} and stands before it; put it behind, where it is introduced`;
      material.report('order', entry, '/followsUp', message);
    }
    before.add(`${entry.deckId}/${entry.key}`);
  }
}
