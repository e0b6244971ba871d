import { fileStore } from 'ownwords/file';
import { type Card, createEmptyCard } from 'ts-fsrs';
import type { About, Place, Task } from '../case.js';
import { cardLines, type Desk, decksOf, openDesk } from '../desk.js';
import { readGrades, readPast } from '../inputs.js';
import { copyOfLog } from '../log-copy.js';
import { BareApp, type Row, rowOf } from '../ts-fsrs.js';

/** The first run opens, the second one grades. Sizes differ in cards and in reviews, so that what each takes can be told. */
export const about: About = {
  name: 'memory',
  work: 'an open study over `fileStore`, deck text apart',
  baseline: 'ts-fsrs cards in a Map, logs in an array',
  quantity: 'holding',
  plan: { warmUps: 0, samples: 2 },
  checkedRuns: 2,
  sizes: {
    full: [
      { cards: 10_000, reviewsPerCard: 2 },
      { cards: 10_000, reviewsPerCard: 10 },
      { cards: 10_000, reviewsPerCard: 20 },
      { cards: 2_000, reviewsPerCard: 10 },
      { cards: 50_000, reviewsPerCard: 2 },
    ],
    short: [
      { cards: 1_000, reviewsPerCard: 2 },
      { cards: 1_000, reviewsPerCard: 10 },
      { cards: 200, reviewsPerCard: 10 },
    ],
  },
};

export function ours(place: Place): Task {
  const decks = decksOf(place.cards);
  const path = copyOfLog(place);
  const grades = readGrades(place.inputs).slice(0, 1);
  let desk: Desk | undefined;
  return {
    async run() {
      if (desk) return desk.gradeNext();
      desk = await openDesk(decks, fileStore(path), grades);
      desk.study.due();
      return desk.study.refresh(); // waits for the checkpoint that opening a long log saves
    },
    result: () => cardLines((desk as Desk).study),
  };
}

export function peer({ inputs }: Place): Task {
  const grades = readGrades(inputs).slice(0, 1).map(rowOf);
  let app: BareApp | undefined;
  return {
    run() {
      if (app) return app.grade(grades[0] as Row);
      app = new BareApp();
      for (const row of readPast(inputs).map(rowOf)) {
        if (!app.cards.has(row.cardId)) app.cards.set(row.cardId, createEmptyCard<Card>(row.review));
        app.grade(row);
      }
    },
    result: () => (app as BareApp).lines(),
  };
}
