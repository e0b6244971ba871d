import { type CardContent, type CardId, cardId, type Deck } from '../deck/deck.js';
import { checkDeck } from '../deck/parse.js';
import { resolveScheduling, type SchedulingOptions, type SchedulingWishes } from '../deck/scheduling-options.js';
import { StudyError } from '../errors.js';
import { shown } from '../json.js';
import { KINDS } from '../log/check-event.js';
import { fsrsScheduler, MODEL } from '../schedule/fsrs.js';
import type { Scheduler } from '../schedule/scheduler.js';
import type { Circumstances } from './checkpoint.js';

/** A card of an open deck, with all that its place in the decks says about it. */
export interface ShelfCard {
  readonly id: CardId;
  readonly deckId: string;
  readonly key: string;
  readonly content: CardContent;
  /** The card it follows. */
  readonly follows?: CardId;
  /** The first card of the chain of follow-ups it belongs to; cards of one family are siblings. */
  readonly family: CardId;
  readonly options: SchedulingOptions;
  readonly scheduler: Scheduler;
}

/** Which cards are asked for. */
export interface CardFilter<DeckId extends string = string> {
  readonly deckId?: DeckId | undefined;
  readonly tag?: string | undefined;
}

/** The open decks. */
export class Shelf {
  /** In the order of the decks, and within each in the author's order. */
  readonly cards: readonly ShelfCard[];
  /** How many cards a day the author of a deck wants to see of it, where the author said. */
  readonly deckLimits: ReadonlyMap<string, Pick<SchedulingWishes, 'newPerDay' | 'reviewsPerDay'>>;
  /** What states of cards depend on; nothing that can be told where the scheduler is the app's own. */
  readonly circumstances: Circumstances | undefined;
  readonly #byId: ReadonlyMap<CardId, ShelfCard>;
  readonly #deckIds: ReadonlySet<string>;
  readonly #heirs: ReadonlyMap<CardId, CardId>;

  /** @throws StudyError `invalid-deck`, `invalid-options` */
  constructor(decks: readonly Deck[], wishes: SchedulingWishes | undefined, scheduler: Scheduler | undefined) {
    resolveScheduling(wishes); // refuse wrong wishes even if there is no deck to apply them to
    decks.forEach(checkDeck);
    this.cards = decks.flatMap((deck) => cardsOf(deck, wishes, scheduler));
    this.deckLimits = new Map(decks.map(({ id, scheduling = {} }) => [id, scheduling]));
    this.#byId = new Map(this.cards.map((card) => [card.id, card]));
    this.#deckIds = new Set(decks.map((deck) => deck.id));
    if (this.#deckIds.size < decks.length)
      throw new StudyError('invalid-deck', 'Two of the open decks have the same id');
    this.#heirs = heirsOf(this.cards, this.#byId);
    const ofDecks = decks.map(
      ({ id, scheduling }) => [id, schedulingOf(resolveScheduling(scheduling, wishes))] as const,
    );
    this.circumstances = scheduler
      ? undefined
      : { all: JSON.stringify([MODEL, KINDS, [...this.#heirs]]), ofDeck: Object.fromEntries(ofDecks) };
  }

  /** The id that a card has now. */
  readonly currentId = (id: CardId): CardId => this.#heirs.get(id) ?? id;

  find(id: CardId): ShelfCard | undefined {
    return this.#byId.get(this.currentId(id));
  }

  /** @throws StudyError `unknown-card` */
  card(id: CardId): ShelfCard {
    const card = this.find(id);
    if (card) return card;
    throw new StudyError('unknown-card', `The card ${shown(id)} is in no open deck; open it, or check the id`);
  }

  /** @throws StudyError `unknown-deck` */
  select({ deckId, tag }: CardFilter): readonly ShelfCard[] {
    if (deckId !== undefined && !this.#deckIds.has(deckId)) {
      throw new StudyError('unknown-deck', `The deck ${shown(deckId)} is not open; open it, or check the id`);
    }
    if (deckId === undefined && tag === undefined) return this.cards;
    return this.cards.filter(
      (card) =>
        (deckId === undefined || card.deckId === deckId) && (tag === undefined || card.content.tags?.includes(tag)),
    );
  }
}

function cardsOf(deck: Deck, wishes: SchedulingWishes | undefined, given: Scheduler | undefined): ShelfCard[] {
  const options = resolveScheduling(deck.scheduling, wishes);
  const scheduler = given ?? fsrsScheduler(options);
  const firsts = new Map<string, string>();
  return Object.entries(deck.cards).map(([key, content]) => ({
    id: cardId(deck.id, key),
    deckId: deck.id,
    key,
    content,
    ...(content.followsUp !== undefined && { follows: cardId(deck.id, content.followsUp) }),
    family: cardId(deck.id, firstOfChain(deck, key, firsts)),
    options,
    scheduler,
  }));
}

/** Of the options, those that states follow from. */
function schedulingOf(options: SchedulingOptions): string {
  const { desiredRetention, maximumIntervalDays, learningSteps, relearningSteps, fuzz, parameters } = options;
  return JSON.stringify([desiredRetention, maximumIntervalDays, learningSteps, relearningSteps, fuzz, parameters]);
}

/** @param firsts what was found before, so that a long chain is walked once */
function firstOfChain(deck: Deck, key: string, firsts: Map<string, string>): string {
  const chain: string[] = [];
  let at = key;
  for (
    let before = deck.cards[at]?.followsUp;
    before !== undefined && !firsts.has(at);
    before = deck.cards[at]?.followsUp
  ) {
    chain.push(at);
    at = before;
  }
  const first = firsts.get(at) ?? at;
  for (const member of [...chain, at]) firsts.set(member, first);
  return first;
}

/** Former ids and the card that has their history now. */
function heirsOf(cards: readonly ShelfCard[], living: ReadonlyMap<CardId, ShelfCard>): ReadonlyMap<CardId, CardId> {
  const heirs = new Map<CardId, CardId>();
  for (const { id, content } of cards) {
    for (const former of content.formerly ?? []) {
      const rival = living.has(former) ? former : heirs.get(former);
      if (rival !== undefined) {
        throw new StudyError('invalid-deck', `${rival} has the history of ${former} already`);
      }
      heirs.set(former, id);
    }
  }
  return heirs;
}
