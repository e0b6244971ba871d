import { type CardContent, type CardId, cardId, type Deck } from '../../deck/deck.js';
import { faithfulSlugOf, nameOf, uniqueNames } from '../names.js';
import type { AnkiDeck, CardRow, Collection, NoteRow } from './collection.js';
import { wishesOf } from './preset-wishes.js';

/** Collects cards in decks, and gives them ids that outlive what people do in Anki. */
export interface DeckShelf {
  /** The deck that a card is at home in, though a filtered deck may have borrowed it. */
  homeOf(card: CardRow): DraftDeck;
  /** The key of a card: its note's guid and its template, whose names and texts may change. */
  keyOf(card: CardRow, note: NoteRow): string;
  /** The deck with this id; what is known of it, if it is new. */
  deck(about: Omit<Deck, 'cards'>): DraftDeck;
  put(deck: DraftDeck, key: string, content: CardContent, order: number): CardId;
  /** The decks that hold cards. */
  decks(): Deck[];
}

/** A deck that cards are still put into. */
export interface DraftDeck {
  about: Omit<Deck, 'cards'>;
  readonly cards: { readonly key: string; readonly content: CardContent; readonly order: number }[];
}

/** The deck that every collection has: for cards whose own is not there. */
const DEFAULT: AnkiDeck = { id: 1, name: 'Default', description: '', isFiltered: false };
/** The longest key that ours can begin with, so that there is room for what is put before. */
const GUID_ROOM = 112;

/**
 * Decks go by their names, as in Anki's own imports. A card that has moved to another deck since an earlier import keeps its
 * history through `formerly`.
 * @param previous the decks of earlier imports
 * @param markdownOf what to make of a description
 */
export function deckShelf(
  collection: Collection,
  previous: Iterable<Deck>,
  markdownOf: (html: string) => string,
): DeckShelf {
  const drafts = new Map<string, DraftDeck>();
  const formerIds = idsByKey(previous);
  const owners = new Map<string, number>(); // of guids, for some occur twice
  const homes = new Map<number, DraftDeck>();
  const nameOnce = uniqueNames();
  for (const deck of [...new Map([[DEFAULT.id, DEFAULT], ...collection.decks]).values()].sort(byName)) {
    homes.set(deck.id, draftOf(aboutOf(deck, nameOnce(deckIdOf(deck.name)))));
  }

  function draftOf(about: Omit<Deck, 'cards'>): DraftDeck {
    const draft = drafts.get(about.id) ?? { about, cards: [] };
    drafts.set(about.id, draft);
    return draft;
  }

  function aboutOf({ name, description, presetId }: AnkiDeck, id: string): Omit<Deck, 'cards'> {
    const preset = presetId === undefined ? undefined : collection.presets.get(presetId);
    const scheduling = preset && wishesOf(preset);
    const words = markdownOf(description);
    const title = /\S/.test(name) ? name : id;
    return { id, title, ...(/\S/.test(words) && { description: words }), ...(scheduling && { scheduling }) };
  }

  return {
    homeOf: ({ deckId, originalDeckId }) => homes.get(originalDeckId || deckId) ?? (homes.get(DEFAULT.id) as DraftDeck),
    keyOf(card, { id, guid }) {
      const owner = owners.get(guid) ?? id;
      owners.set(guid, owner);
      const twin = owner === id ? '' : `~~${id}`;
      return `${card.ord + 1}-${nameOf(guid, GUID_ROOM - twin.length)}${twin}`;
    },
    deck(about) {
      const draft = draftOf(about);
      draft.about = about;
      return draft;
    },
    put(deck, key, content, order) {
      const id = cardId(deck.about.id, key);
      const former = [...new Set([...(content.formerly ?? []), ...(formerIds.get(key) ?? [])])];
      const formerly = former.filter((other) => other !== id);
      deck.cards.push({ key, content: formerly.length > 0 ? { ...content, formerly } : content, order });
      return id;
    },
    decks: () =>
      [...drafts.values()]
        .filter(({ cards }) => cards.length > 0)
        .map(({ about, cards }) => ({ ...about, cards: contentsOf(cards) })),
  };
}

/** In the order in which new cards are introduced. */
function contentsOf(cards: DraftDeck['cards']): Deck['cards'] {
  return Object.fromEntries(cards.sort((a, b) => a.order - b.order).map(({ key, content }) => [key, content]));
}

/** `Geo::South America` becomes `geo.south-america`. */
function deckIdOf(name: string): string {
  return nameOf(
    name
      .split('::')
      .map((level) => faithfulSlugOf(level))
      .join('.'),
  );
}

function idsByKey(decks: Iterable<Deck>): ReadonlyMap<string, readonly CardId[]> {
  const ids = new Map<string, readonly CardId[]>();
  for (const deck of decks) {
    for (const [key, { formerly = [] }] of Object.entries(deck.cards)) {
      ids.set(key, [...(ids.get(key) ?? []), cardId(deck.id, key), ...formerly]);
    }
  }
  return ids;
}

function byName(a: AnkiDeck, b: AnkiDeck): number {
  return a.name < b.name ? -1 : a.name > b.name ? 1 : a.id - b.id;
}
