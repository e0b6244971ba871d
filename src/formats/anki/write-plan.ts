import { type CardId, cardId, type Deck } from '../../deck/deck.js';
import { parseDeck } from '../../deck/parse.js';
import { resolveScheduling, type SchedulingOptions, type SchedulingWishes } from '../../deck/scheduling-options.js';
import { StudyError } from '../../errors.js';
import { fsrsScheduler } from '../../schedule/fsrs.js';
import type { Scheduler } from '../../schedule/scheduler.js';
import type { OutgoingCard } from './own-notetype.js';
import type { WrittenDeck } from './write-decks.js';
import { noPast, type Past } from './write-history.js';
import { rowIds } from './write-ids.js';

/** A card with its places in the collection, and what happened to it. */
export interface PlannedCard extends OutgoingCard {
  readonly id: CardId;
  readonly noteId: number;
  readonly rowId: number;
  readonly deckId: number;
  /** Among the cards of all decks, from 1. */
  readonly position: number;
  readonly scheduler: Scheduler;
  readonly options: SchedulingOptions;
  readonly past: Past;
}

/** What goes where. */
export interface Plan {
  readonly decks: readonly WrittenDeck[];
  readonly cards: ReadonlyMap<CardId, PlannedCard>;
  /** By the ids that cards had before. */
  readonly heirs: ReadonlyMap<CardId, PlannedCard>;
  /** Gives out ids for more decks. */
  readonly newDeckId: (name: string) => number;
}

/** @throws StudyError `invalid-deck`, `invalid-options`, or `invalid-argument` for two decks with one id */
export function planOf(decks: readonly Deck[], wishes: SchedulingWishes | undefined): Plan {
  const [newNoteId, newCardId, newDeckId, newPresetId] = [rowIds(), rowIds(), rowIds(), rowIds()];
  const written: WrittenDeck[] = [];
  const cards = new Map<CardId, PlannedCard>();
  const heirs = new Map<CardId, PlannedCard>();
  for (const deck of decks) {
    const { cards: contents, ...head } = parseDeck(deck);
    if (written.some((other) => other.head.id === deck.id)) {
      throw new StudyError('invalid-argument', `Two decks have the id ${deck.id}; give each of them once`);
    }
    const scheduling = resolveScheduling(deck.scheduling, wishes);
    const scheduler = fsrsScheduler(scheduling);
    const deckId = newDeckId(`deck ${deck.id}`);
    written.push({ id: deckId, presetId: newPresetId(deck.id), head, scheduling });
    for (const [index, [key, content]] of Object.entries(contents).entries()) {
      const id = cardId(deck.id, key);
      const ids = { id, noteId: newNoteId(id), rowId: newCardId(id), deckId };
      const places = { place: index + 1, position: cards.size + 1 };
      const card = { deck: head, key, content, ...ids, ...places, scheduler, options: scheduling, past: noPast() };
      cards.set(id, card);
      for (const former of content.formerly ?? []) heirs.set(former, card);
    }
  }
  return { decks: written, cards, heirs, newDeckId };
}
