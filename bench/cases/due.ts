import type { CardView } from 'ownwords';
import { type Card, State } from 'ts-fsrs';
import type { About, Place, Task } from '../case.js';
import { openWarmDesk } from '../desk.js';
import { NOW, readGrades } from '../inputs.js';
import { dayLine } from '../lines.js';
import { faster } from '../target.js';
import { openBareApp, type Row, rowOf } from '../ts-fsrs.js';

export const LIMIT = 20;
const TOMORROW = Date.parse('2026-07-02T00:00:00Z');

export const about: About = {
  name: 'due',
  work: '`due({ limit: 20 })` after a grade, 20 decks',
  baseline: 'filter, sort and slice of ts-fsrs cards',
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
    result: () => [...views.map(({ due }) => dayLine(due as Date)), ...study.due().map(({ id }) => id)].sort(),
  };
}

interface Entry {
  readonly id: string;
  card: Card;
}

export function peer({ inputs }: Place): Task {
  const app = openBareApp(inputs);
  const rows = readGrades(inputs).map(rowOf);
  const entries = new Map(Array.from(app.cards, ([id, card]): [string, Entry] => [id, { id, card }]));
  const list = [...entries.values()];
  let given = 0;
  let now = NOW;
  let first: readonly Entry[] = [];
  const isDue = ({ card }: Entry) => card.due.getTime() < (card.state === State.Review ? TOMORROW : now);
  return {
    before() {
      const row = rows[given++] as Row;
      app.grade(row);
      (entries.get(row.cardId) as Entry).card = app.cards.get(row.cardId) as Card;
      now = row.review.getTime();
    },
    run() {
      first = list
        .filter(isDue)
        .sort((a, b) => a.card.due.getTime() - b.card.due.getTime())
        .slice(0, LIMIT);
    },
    result: () => [...first.map(({ card }) => dayLine(card.due)), ...list.filter(isDue).map(({ id }) => id)].sort(),
  };
}
