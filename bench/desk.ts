import { type CardContent, type Deck, memoryStore, openStudy, type Reviewed, type Store, type Study } from 'ownwords';
import { stoppedClock } from 'ownwords/testing';
import type { Place } from './case.js';
import { cardIdOf, DECKS, NOW, readGrades, readPast } from './inputs.js';
import { scheduleLine } from './lines.js';
import { randomFrom, uuid } from './random.js';

const SEED = 20_260_800;

/** Nothing at random and nothing held back: what the bare scheduler would do, too. */
const SCHEDULING = { fuzz: false, newPerDay: 0, reviewsPerDay: 1_000_000, learnAheadMinutes: 0 };

/** A study with grades to be given in it. */
export interface Desk {
  readonly study: Study;
  /** Gives the next of the grades, at its time and under its id. */
  gradeNext(): Promise<unknown>;
  /** Lets a day pass. */
  sleep(): void;
}

/** Decks that hold so many cards together. */
export function decksOf(count: number): Deck[] {
  return Array.from({ length: DECKS }, (_, deck) => {
    const [id = ''] = cardIdOf(deck).split('/');
    const cards: Record<string, CardContent> = {};
    for (let index = deck; index < count; index += DECKS) {
      const [, key = ''] = cardIdOf(index).split('/');
      cards[key] = { prompt: `What does number ${index} stand for?`, answer: `For the card that has number ${index}.` };
    }
    return { id, title: `Deck ${deck}`, cards };
  });
}

export async function openDesk(decks: readonly Deck[], store: Store, grades: readonly Reviewed[] = []): Promise<Desk> {
  const clock = stoppedClock(NOW, { rolloverHour: 0 });
  let given = 0;
  const random = randomFrom(SEED);
  let nextId: string | undefined; // of a grade; others are minted
  const newId = () => {
    const id = nextId ?? uuid(random);
    nextId = undefined;
    return id;
  };
  const study = await openStudy({ decks, store, clock, scheduling: SCHEDULING, newId });
  return {
    study,
    gradeNext() {
      const { id, at, cardId, grade, durationMs } = grades[given++] as Reviewed;
      nextId = id;
      clock.set(at);
      return study.grade(cardId, grade, { durationMs: durationMs as number });
    },
    sleep: () => clock.advance({ days: 1 }),
  };
}

/** A study over the whole past, in memory, as an app that has been open for a while has it: every card was looked at. */
export async function openWarmDesk({ inputs, cards }: Place, store = storeInMemory(inputs)): Promise<Desk> {
  const desk = await openDesk(decksOf(cards), store, readGrades(inputs));
  desk.study.cards();
  return desk;
}

function storeInMemory(inputs: string): Store {
  return memoryStore(new Map(readPast(inputs).map((event) => [event.id, event])));
}

/** Where all cards stand. */
export function cardLines(study: Study): string[] {
  const lines = study.cards().map((card) => scheduleLine(card.id, card, card.due));
  return lines.sort();
}
