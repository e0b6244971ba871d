import { type CardContent, type CardId, cardId, type Deck } from '../../deck/deck.js';
import { check, isIterable, isRecord, type Rule } from '../../json.js';
import { deckIdOfName, Names, nameOf } from '../names.js';
import type { AnkiDeck, CardRow, Collection, NoteRow } from './collection.js';
import { withSoundRelations } from './mend-relations.js';
import { wishesOf } from './preset-wishes.js';

/** Collects cards in decks. */
export interface DeckShelf {
  /** Where a card of Anki belongs: to the deck it is at home in, though a filtered deck may have borrowed it. */
  placeOf(card: CardRow, note: NoteRow): Place;
  /** Where a card that went out from here belongs; and what is known of its deck. */
  placeIn(deck: DeckHead, key: string): Place;
  /** @param order where among the new cards of its deck it comes */
  put(place: Place, content: CardContent, order: number): void;
  /**
   * The decks that hold cards, by their titles.
   * @param onChange told where a card lost what it said of another one, and why
   */
  decks(onChange: (deck: Deck, id: CardId, message: string) => void): Deck[];
}

type DeckHead = Omit<Deck, 'cards'>;

/** What tells the cards of a note apart: most have one, or a second one the other way round. */
const SIDES = ['', '~r'];

/** Where a card goes, and what it is called there. */
export interface Place {
  readonly deck: DraftDeck;
  readonly key: string;
  readonly id: CardId;
  /** The ids it may have had in earlier imports. */
  readonly formerly: readonly CardId[];
}

/** A deck that cards are still put into. */
interface DraftDeck {
  head: DeckHead;
  readonly cards: { readonly key: string; readonly content: CardContent; readonly order: number }[];
}

/** The deck that every collection has: for cards whose own is not there. */
const DEFAULT: AnkiDeck = { id: 1, name: 'Default', description: '', isFiltered: false };
/**
 * Ids outlive what people do in Anki: a deck goes by its name, as in Anki's own imports, and a card by its note's guid and its
 * template, whose names and texts may change. A card that has moved to another deck since an earlier import keeps its history
 * through `formerly`.
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
  const names = new Names();
  for (const deck of [...new Map([[DEFAULT.id, DEFAULT], ...collection.decks]).values()].sort(
    (a, b) => compare(a.name, b.name) || a.id - b.id,
  )) {
    homes.set(deck.id, draftOf(headOf(deck, names.takeFree(deckIdOfName(deck.name)))));
  }

  function draftOf(head: DeckHead): DraftDeck {
    const draft = drafts.get(head.id) ?? { head, cards: [] };
    drafts.set(head.id, draft);
    return draft;
  }

  function headOf({ name, description, presetId }: AnkiDeck, id: string): DeckHead {
    const preset = presetId === undefined ? undefined : collection.presets.get(presetId);
    const scheduling = preset && wishesOf(preset);
    const words = markdownOf(description);
    const title = /\S/.test(name) ? name : id;
    return { id, title, ...(/\S/.test(words) && { description: words }), ...(scheduling && { scheduling }) };
  }

  function homeOf({ deckId, originalDeckId }: CardRow): DraftDeck {
    return homes.get(originalDeckId || deckId) ?? (homes.get(DEFAULT.id) as DraftDeck);
  }

  function keyOf({ ord }: CardRow, { id, guid, notetypeId }: NoteRow): string {
    const owner = owners.get(guid) ?? id;
    owners.set(guid, owner);
    const twin = owner === id ? '' : `~n${id}`;
    const isCloze = collection.notetypes.get(notetypeId)?.kind === 'cloze';
    return nameOf(guid, `${twin}${isCloze ? `~c${ord + 1}` : (SIDES[ord] ?? `~t${ord + 1}`)}`);
  }

  return {
    placeOf(card, note) {
      const deck = homeOf(card);
      const key = keyOf(card, note);
      return { deck, key, id: cardId(deck.head.id, key), formerly: formerIds.get(key) ?? [] };
    },
    placeIn(head, key) {
      const deck = draftOf(head);
      deck.head = head;
      return { deck, key, id: cardId(head.id, key), formerly: [] };
    },
    put({ deck, key, id, formerly: former }, content, order) {
      const formerly = [...new Set([...(content.formerly ?? []), ...former])].filter((other) => other !== id);
      deck.cards.push({ key, content: formerly.length > 0 ? { ...content, formerly } : content, order });
    },
    decks: (onChange) =>
      [...drafts.values()]
        .filter(({ cards }) => cards.length > 0)
        .map(({ head, cards }) => ({ ...head, cards: contentsOf(cards) }))
        .map((deck) => withSoundRelations(deck, (id, message) => onChange(deck, id, message)))
        .sort((a, b) => compare(a.title, b.title) || compare(a.id, b.id)),
  };
}

/** In the order in which new cards are introduced. */
function contentsOf(cards: DraftDeck['cards']): Deck['cards'] {
  const contents: Record<string, CardContent> = {};
  for (const { key, content } of cards.sort((a, b) => a.order - b.order)) contents[key] = content;
  return contents;
}

const DECKS: Rule = [
  (value) => Array.isArray(value) && value.every((deck) => isRecord(deck) && isRecord(deck.cards)),
  'a list of the decks of earlier imports',
];

function idsByKey(previous: Iterable<Deck>): ReadonlyMap<string, readonly CardId[]> {
  const decks = isIterable(previous) ? [...previous] : previous;
  check('invalid-argument', 'previous', decks, DECKS);
  const ids = new Map<string, readonly CardId[]>();
  for (const deck of decks) {
    for (const [key, { formerly = [] }] of Object.entries(deck.cards)) {
      ids.set(key, [...(ids.get(key) ?? []), cardId(deck.id, key), ...formerly]);
    }
  }
  return ids;
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
