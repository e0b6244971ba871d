import type { Grade, Reviewed } from 'ownwords';
import { type Card, createEmptyCard, fsrs, type ReviewLog, State, type Grade as TsFsrsGrade } from 'ts-fsrs';
import { readPast } from './inputs.js';
import { scheduleLine } from './lines.js';

/** A review as an app over the bare scheduler would have it at hand. */
export interface Row {
  readonly cardId: string;
  readonly review: Date;
  readonly rating: TsFsrsGrade;
}

const RATINGS = { again: 1, hard: 2, good: 3, easy: 4 } as const satisfies Record<Grade, TsFsrsGrade>;

export function rowOf({ cardId, at, grade }: Reviewed): Row {
  return { cardId, review: new Date(at), rating: RATINGS[grade] };
}

/** What an app over the bare scheduler keeps. */
export class BareApp {
  readonly scheduler = fsrs({ enable_fuzz: false });
  readonly cards = new Map<string, Card>();
  readonly logs: ReviewLog[] = [];

  replay(rows: readonly Row[]): void {
    for (const { cardId, review, rating } of rows) {
      const card = this.cards.get(cardId) ?? createEmptyCard<Card>(review);
      this.cards.set(cardId, this.scheduler.next(card, review, rating).card);
    }
  }

  grade({ cardId, review, rating }: Row): void {
    const { card, log } = this.scheduler.next(this.cards.get(cardId) as Card, review, rating);
    this.cards.set(cardId, card);
    this.logs.push(log);
  }

  /** Where all cards stand. */
  lines(): string[] {
    const line = (id: string, card: Card) =>
      scheduleLine(id, { ...card, phase: State[card.state].toLowerCase() }, card.due);
    return Array.from(this.cards, ([id, card]) => line(id, card)).sort();
  }
}

/** An app with the whole past behind it. */
export function openBareApp(inputs: string): BareApp {
  const app = new BareApp();
  app.replay(readPast(inputs).map(rowOf));
  return app;
}
