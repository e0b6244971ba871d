import { type CardContent, type CardId, cardId, type Deck } from '../deck/deck.js';
import { checkDeck } from '../deck/parse.js';
import { resolveScheduling, type SchedulingOptions, type SchedulingWishes } from '../deck/scheduling-options.js';
import { StudyError } from '../errors.js';
import { shown } from '../json.js';
import { KINDS } from '../log/check-event.js';
import { fsrsScheduler, MODEL } from '../schedule/fsrs.js';
import type { Scheduler } from '../schedule/scheduler.js';
import type { Circumstances } from './checkpoint.js';

/** What the cards of an open deck have in common. */
interface ShelfDeck {
  readonly id: string;
  readonly language: string | undefined;
  readonly options: SchedulingOptions;
  readonly scheduler: Scheduler;
}

/** A card of an open deck, with all that its place in the decks says about it. */
export interface ShelfCard {
  /** Its place among all cards of the open decks. */
  readonly number: number;
  readonly id: CardId;
  readonly deck: ShelfDeck;
  readonly key: string;
  readonly content: CardContent;
  /** The card it follows. */
  readonly follows: ShelfCard | undefined;
  /** The first card of the chain of follow-ups it belongs to, if to any; cards of one family are siblings. */
  readonly family: ShelfCard | undefined;
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
  /** Those of them that have siblings. */
  readonly siblings: readonly ShelfCard[];
  /** How many cards a day the author of a deck wants to see of it, where the author said. */
  readonly deckLimits: ReadonlyMap<string, Pick<SchedulingWishes, 'newPerDay' | 'reviewsPerDay'>>;
  /** Whether the scheduler is the app's own. */
  readonly isSchedulerForeign: boolean;
  /** What states of cards depend on; nothing that can be told where the scheduler is the app's own. */
  readonly circumstances: Circumstances | undefined;
  readonly #byId: ReadonlyMap<CardId, ShelfCard>;
  readonly #deckIds: ReadonlySet<string>;
  readonly #heirs: ReadonlyMap<CardId, CardId>;
  #found: { readonly id: CardId; readonly card: ShelfCard } | undefined;

  /** @throws StudyError `invalid-deck`, `invalid-options` */
  constructor(decks: readonly Deck[], wishes: SchedulingWishes | undefined, scheduler: Scheduler | undefined) {
    resolveScheduling(wishes); // refuse wrong wishes even if there is no deck to apply them to
    decks.forEach(checkDeck);
    const cards: ShelfCard[] = [];
    const byId = new Map<CardId, ShelfCard>();
    for (const deck of decks) addCards(cards, byId, deck, wishes, scheduler);
    this.cards = cards;
    this.siblings = cards.filter(({ family }) => family !== undefined);
    this.#byId = byId;
    this.deckLimits = new Map(decks.map(({ id, scheduling = {} }) => [id, scheduling]));
    this.#deckIds = new Set(decks.map((deck) => deck.id));
    if (this.#deckIds.size < decks.length)
      throw new StudyError('invalid-deck', 'Two of the open decks have the same id');
    this.#heirs = heirsOf(this.cards, this.#byId);
    this.isSchedulerForeign = scheduler !== undefined;
    const ofDecks = decks.map(
      ({ id, scheduling }) => [id, schedulingOf(resolveScheduling(scheduling, wishes))] as const,
    );
    this.circumstances = this.isSchedulerForeign
      ? undefined
      : { all: JSON.stringify([MODEL, KINDS, [...this.#heirs].sort()]), ofDeck: Object.fromEntries(ofDecks) };
  }

  /** The card that has the history of this id now. Most questions are about the card asked about last. */
  find(id: CardId): ShelfCard | undefined {
    if (this.#found?.id !== id) {
      const card = this.#byId.get(this.#heirs.get(id) ?? id);
      this.#found = card && { id, card };
    }
    return this.#found?.card;
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
    return this.cards.filter((card) => this.matches(card, { deckId, tag }));
  }

  matches({ deck, content }: ShelfCard, { deckId, tag }: CardFilter): boolean {
    return (deckId === undefined || deck.id === deckId) && (tag === undefined || !!content.tags?.includes(tag));
  }
}

/** Adds the cards of a deck to those of the decks before. */
function addCards(
  cards: ShelfCard[],
  byId: Map<CardId, ShelfCard>,
  { id: deckId, language, scheduling, cards: contents }: Deck,
  wishes: SchedulingWishes | undefined,
  given: Scheduler | undefined,
): void {
  const options = resolveScheduling(scheduling, wishes);
  const deck = { id: deckId, language, options, scheduler: given ?? fsrsScheduler(options) };
  const followUps: Draft[] = [];
  for (const [key, content] of Object.entries(contents)) {
    const id = cardId(deckId, key);
    const card: Draft = { number: cards.length, id, deck, key, content, follows: undefined, family: undefined };
    cards.push(card);
    byId.set(id, card);
    if (content.followsUp !== undefined) followUps.push(card);
  }
  for (const card of followUps) card.follows = byId.get(cardId(deckId, card.content.followsUp as string));
  for (const card of followUps) joinFamily(card);
}

type Draft = { -readonly [Member in keyof ShelfCard]: ShelfCard[Member] };

/** A long chain is walked once: who has a family already knows its first card. */
function joinFamily(card: Draft): void {
  const chain: Draft[] = [];
  let at: Draft = card;
  while (at.family === undefined && at.follows !== undefined) {
    chain.push(at);
    at = at.follows;
  }
  at.family ??= at;
  for (const member of chain) member.family = at.family;
}

/** Of the options, those that states follow from. */
function schedulingOf(options: SchedulingOptions): string {
  const { desiredRetention, maximumIntervalDays, learningSteps, relearningSteps, fuzz, parameters } = options;
  return JSON.stringify([desiredRetention, maximumIntervalDays, learningSteps, relearningSteps, fuzz, parameters]);
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
