import {
  type CardContent,
  type CardHistory,
  type CardId,
  DEFAULT_SCHEDULING,
  type Deck,
  fsrsScheduler,
  histories,
  type Schedule,
  type Scheduler,
  type SchedulingOptions,
  type SchedulingWishes,
  type StudyEvent,
  scheduleOf,
} from 'ownwords';

/** A card with all that decides whether, when and how it is shown. */
export interface PlainCard {
  readonly id: CardId;
  readonly deckId: string;
  readonly content: CardContent;
  readonly follows: PlainCard | undefined;
  /** The first card of its chain of follow-ups. */
  readonly family: CardId;
  readonly options: SchedulingOptions;
  readonly scheduler: Scheduler;
  readonly history: CardHistory;
  readonly schedule: Schedule | undefined;
}

const UNTOUCHED: CardHistory = { reviews: [], suspended: false };

/** The cards of the decks with what follows from the events, by the pure arrows alone. */
export function plainCards(
  decks: readonly Deck[],
  wishes: SchedulingWishes,
  events: readonly StudyEvent[],
): PlainCard[] {
  const heirs = new Map<CardId, CardId>();
  for (const deck of decks) {
    for (const [key, { formerly = [] }] of Object.entries(deck.cards)) {
      for (const former of formerly) heirs.set(former, `${deck.id}/${key}`);
    }
  }
  const past = histories(events, (id) => heirs.get(id) ?? id);
  return decks.flatMap((deck) => {
    const options = { ...DEFAULT_SCHEDULING, ...deck.scheduling, ...wishes };
    const scheduler = fsrsScheduler(options);
    const cardOf = (key: string): PlainCard => {
      const id: CardId = `${deck.id}/${key}`;
      const content = deck.cards[key] as CardContent;
      const follows = content.followsUp === undefined ? undefined : byKey.get(content.followsUp);
      const family = follows?.family ?? id;
      const history = past.get(id) ?? UNTOUCHED;
      const schedule = scheduleOf(history, scheduler);
      return { id, deckId: deck.id, content, follows, family, options, scheduler, history, schedule };
    };
    const byKey = new Map<string, PlainCard>(); // decks in tests name a card before those that follow it
    for (const key of Object.keys(deck.cards)) byKey.set(key, cardOf(key));
    return [...byKey.values()];
  });
}
