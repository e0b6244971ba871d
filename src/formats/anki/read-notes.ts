import type { CardId } from '../../deck/deck.js';
import { StudyError } from '../../errors.js';
import type { CardRow, NoteRow, Notetype } from './collection.js';
import type { Place } from './deck-shelf.js';
import { eventsOf, type HistoryContext, historyContext } from './history.js';
import { ownContent } from './own-content.js';
import { type OwnCard, ownCardOf } from './own-notetype.js';
import { readCard } from './read-card.js';
import { ownHistory } from './read-own.js';
import { type Reading, ROWS_PER_STEP, remark } from './reading.js';
import type { ReviewTable } from './review-table.js';
import { type Sides, sidesOf } from './sides.js';
import { deckName } from './write-decks.js';

type Render = (note: NoteRow, card: CardRow, deck: string) => Sides | undefined;

/**
 * Makes cards and events of notes, their cards and their reviews.
 * @param cards in ascending order of their notes
 */
export async function readNotes(reading: Reading, cards: readonly CardRow[], reviews: ReviewTable): Promise<void> {
  const { collection, pace, shelf, timeline, days } = reading;
  const renderers = new Map(Array.from(collection.notetypes, ([id, notetype]) => [id, sidesOf(notetype)]));
  const contextOf = contexts(reading);
  const ownIds = new Set<CardId>(); // a note that was copied in Anki tells of the same card
  let next = 0; // of the cards
  const orphansBefore = (noteId: number) => {
    for (; next < cards.length && (cards[next] as CardRow).noteId < noteId; next++) {
      const place = `card ${(cards[next] as CardRow).id}`;
      remark(reading, 'dropped', place, 'its note is not in the package, and so nobody knows what it asks');
    }
  };

  let done = 0;
  for (const note of collection.notes()) {
    if (done++ % ROWS_PER_STEP.notes === 0) await pace.step('notes', done, collection.counts.notes);
    orphansBefore(note.id);
    const notetype = collection.notetypes.get(note.notetypeId);
    const render = renderers.get(note.notetypeId);
    const own = notetype && ownCardOf(notetype, note);
    for (; cards[next]?.noteId === note.id; next++) {
      const card = cards[next] as CardRow;
      const isOwn = own !== undefined && card.ord === 0;
      const isKnown = isOwn && !own.isCopy && !ownIds.has(own.id);
      if (isKnown) ownIds.add(own.id);
      const place = isKnown ? shelf.placeIn(own.deck, own.key) : shelf.placeOf(card, note);
      if (isOwn) addOwnCard(reading, place, note, card, { ...own, isCopy: !isKnown });
      else if (notetype && render) addCard(reading, place, note, card, notetype, render);
      else remark(reading, 'dropped', `card ${card.id}`, 'the type of its note is not in the package', place.id);
      const rows = reviews.of(next, card.id);
      const { events, remarks } = eventsOf(card, rows, place.id, contextOf(card));
      const history = isKnown ? ownHistory(events, rows, own.events, card, days.clock) : events;
      timeline.add(history, rows, reviews.placesOf(next));
      reading.remarks.push(...remarks);
    }
  }
  orphansBefore(Number.POSITIVE_INFINITY);
  await pace.step('notes', done, done);
}

/** Puts a card into its deck that went out from here. */
function addOwnCard(reading: Reading, place: Place, note: NoteRow, card: CardRow, own: OwnCard): void {
  const { content, messages } = ownContent(own, note.tags);
  const changed = (message: string) => remark(reading, 'changed', `card ${card.id}`, message, place.id);
  for (const message of messages) changed(message);
  const { formerly: _, followsUp: __, ...words } = content;
  const deck = reading.collection.decks.get(card.originalDeckId || card.deckId)?.name ?? '';
  if (!own.isCopy && !deck.startsWith(deckName(own.deck.title))) {
    changed(`is in the deck “${deck}” in Anki; here it stays in ${own.deck.id}, which it went out from`);
  }
  if (own.isCopy) changed(`is a copy of ${own.id}, made in Anki; here it is a card of its own`);
  reading.shelf.put(place, own.isCopy ? words : content, own.place);
}

/** Puts what a card says into its deck, if it says anything. */
function addCard(
  reading: Reading,
  place: Place,
  note: NoteRow,
  card: CardRow,
  notetype: Notetype,
  render: Render,
): void {
  const { collection, shelf } = reading;
  const deck = collection.decks.get(card.originalDeckId || card.deckId)?.name ?? '';
  const sides = render(note, card, deck);
  if (sides) takeRoom(reading, sides);
  const missing = `the notetype “${notetype.name}” has no template ${card.ord + 1}`;
  const { content, remarks } = sides
    ? readCard(note, card, notetype, sides)
    : { content: undefined, remarks: [{ kind: 'dropped' as const, message: missing }] };
  for (const { kind, message } of remarks) remark(reading, kind, `card ${card.id}`, message, place.id);
  if (content) shelf.put(place, content, card.type === NEW ? card.due : -1);
}

function takeRoom(reading: Reading, { questionOnly, answerOnly }: Sides): void {
  reading.room -= questionOnly.length + answerOnly.length;
  if (reading.room >= 0) return;
  throw new StudyError(
    'too-large',
    'The cards of the package show more text than is read; make a package of each deck',
  );
}

/** Of cards that nobody has answered: their due is a place in the queue. */
const NEW = 0;

/** How histories are read depends on the presets of decks. */
function contexts({ collection, days }: Reading): (card: CardRow) => HistoryContext {
  const known = new Map<number | undefined, HistoryContext>();
  return ({ deckId, originalDeckId }) => {
    const presetId = collection.decks.get(originalDeckId || deckId)?.presetId;
    let context = known.get(presetId);
    if (!context) {
      context = historyContext(days, presetId === undefined ? undefined : collection.presets.get(presetId));
      known.set(presetId, context);
    }
    return context;
  };
}
