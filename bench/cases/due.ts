import type { CardView } from 'ownwords';
import { type Card, State } from 'ts-fsrs';
import type { About, Place, Task } from '../case.js';
import { openWarmDesk } from '../desk.js';
import { NOW, readGrades } from '../inputs.js';
import { dayLine } from '../lines.js';
import { faster } from '../target.js';
import { openBareApp, type Row, rowOf } from '../ts-fsrs.js';

export const LIMIT = 20;

export const about: About = {
  name: 'due',
  work: '`due({ limit: 20 })` after a grade, 20 decks',
  baseline: 'filter, sort and slice of ts-fsrs cards',
  meaning: 'How long the next card takes after a grade.',
  targetNumber: 5,
  target: faster(100),
  plan: { warmUps: 10, samples: 40 },
  checkedRuns: 20,
  sizes: {
    full: [
      { cards: 10_000, reviewsPerCard: 10 },
      { cards: 100_000, reviewsPerCard: 2 }, // what a queue costs depends on the cards
    ],
    short: [{ cards: 1_000, reviewsPerCard: 10 }],
  },
};

export async function ours(place: Place): Promise<Task> {
  const { study, gradeNext } = await openWarmDesk(place);
  let views: readonly CardView[] = [];
  return {
    before: gradeNext,
    run() {
      views = study.due({ limit: LIMIT });
    },
    result: () =>
      queueLines(
        views.map(({ due }) => due as Date),
        study.due(),
      ),
  };
}

export function peer({ inputs }: Place): Task {
  const queue = new BareQueue(inputs);
  const rows = readGrades(inputs).map(rowOf);
  let given = 0;
  let now = NOW;
  return {
    before() {
      const row = rows[given++] as Row;
      queue.grade(row);
      now = row.review.getTime();
    },
    run: () => queue.first(now),
    result: () => queue.lines(now),
  };
}

/** What is due, for comparison: the dues of the first cards, and which cards there are, in whatever order. */
export function queueLines(firstDues: readonly Date[], all: readonly { readonly id: string }[]): string[] {
  return [...firstDues.map(dayLine), ...all.map(({ id }) => id)].sort();
}

interface Entry {
  readonly id: string;
  card: Card;
}

const MS_PER_DAY = 86_400_000;

/** The queue of an app over the bare scheduler: worked out from all cards when it is asked for. */
export class BareQueue {
  readonly #app: ReturnType<typeof openBareApp>;
  readonly #entries: ReadonlyMap<string, Entry>;
  readonly #list: readonly Entry[];
  #first: readonly Entry[] = [];

  constructor(inputs: string) {
    this.#app = openBareApp(inputs);
    this.#entries = new Map(Array.from(this.#app.cards, ([id, card]): [string, Entry] => [id, { id, card }]));
    this.#list = [...this.#entries.values()];
  }

  grade(row: Row): void {
    this.#app.grade(row);
    (this.#entries.get(row.cardId) as Entry).card = this.#app.cards.get(row.cardId) as Card;
  }

  /** The first of the cards that are due. */
  first(now: number): readonly Entry[] {
    this.#first = this.#due(now)
      .sort((a, b) => a.card.due.getTime() - b.card.due.getTime())
      .slice(0, LIMIT);
    return this.#first;
  }

  lines(now: number): string[] {
    return queueLines(
      this.#first.map(({ card }) => card.due),
      this.#due(now),
    );
  }

  #due(now: number): Entry[] {
    const tomorrow = (Math.floor(now / MS_PER_DAY) + 1) * MS_PER_DAY;
    return this.#list.filter(({ card }) => card.due.getTime() < (card.state === State.Review ? tomorrow : now));
  }
}
