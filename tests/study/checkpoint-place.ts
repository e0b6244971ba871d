import {
  type CardId,
  type CheckpointSlot,
  type Cursor,
  defineDeck,
  type MemoryLog,
  memoryStore,
  openStudy,
  type Store,
  type Study,
  type StudyEvent,
  type StudyOptions,
} from 'ownwords';
import { stoppedClock } from 'ownwords/testing';
import { expect } from 'vitest';

export const card = (prompt: string) => ({ prompt, answer: prompt.toUpperCase() });
export const deck = defineDeck({ id: 'deck', title: 'Deck', cards: { a: card('a'), b: card('b'), c: card('c') } });
export const now = Date.parse('2026-04-01T12:00:00Z');
const clock = stoppedClock(now);

export function happened(id: string, type: string, cardId: CardId, at = 1, more = {}): StudyEvent {
  return { id, type, at, cardId, ...more } as unknown as StudyEvent;
}

/** Events that change nothing that anybody sees. */
export function unseen(name: string, count: number, from = 0): StudyEvent[] {
  return Array.from({ length: count }, (_, n) => happened(`${name}-${from + n}`, 'dreamt', 'deck/a', 0));
}

/** So many that a checkpoint is worth its making. */
export const filler = unseen('filler', 1_000);

/** A log in memory that keeps checkpoints, and counts what is read. */
export class Place implements CheckpointSlot {
  readonly log: MemoryLog = new Map();
  saved: Uint8Array | undefined;
  #read = 0;

  constructor(events: readonly StudyEvent[] = []) {
    for (const event of events) this.log.set(event.id, event);
  }

  /** How many events were handed out since the last question. */
  takeRead(): number {
    const read = this.#read;
    this.#read = 0;
    return read;
  }

  load = async () => this.saved;
  save = async (bytes: Uint8Array) => {
    this.saved = bytes;
  };

  open({ checkpoint = true } = {}): Store {
    const store = memoryStore(this.log);
    const read = async (after?: Cursor, limit?: number) => {
      const page = await store.read(after, limit);
      this.#read += page.events.length;
      return page;
    };
    return { ...store, read, ...(checkpoint && { checkpoint: this }) };
  }
}

export function open(store: Store, options: Partial<StudyOptions> = {}): Promise<Study> {
  return openStudy({ decks: [deck], clock, store, ...options });
}

/** A log that has been opened and closed, so that it has a checkpoint. */
export async function remembered(events: readonly StudyEvent[], options: Partial<StudyOptions> = {}): Promise<Place> {
  const place = new Place([...filler, ...events]);
  await (await open(place.open(), options)).close();
  expect(place.saved).toBeDefined();
  place.takeRead();
  return place;
}

/** All that a learner can see of a study, and all that it carries. */
export const seen = (study: Study) =>
  JSON.stringify([study.cards(), study.due(), study.counts(), study.exportProgress()]);
