import { histories } from 'ownwords';
import { describe, expect, it } from 'vitest';
import type { CardRow, ReviewRow } from '../../src/formats/anki/collection.js';
import { collectionDays } from '../../src/formats/anki/day-numbers.js';
import { eventsOf, historyContext } from '../../src/formats/anki/history.js';
import { createClock } from '../../src/time/clock.js';
import { differences, type Expected, replayed } from '../formats/anki/expected-cards.js';
import { expectedOf, isHere, textOf } from './place.js';

interface FixtureRow {
  readonly id: number;
  readonly button_chosen: number;
  readonly interval: number;
  readonly last_interval: number;
  readonly ease_factor: number;
  readonly taken_millis: number;
  readonly review_kind: string;
}

const KINDS = ['Learning', 'Review', 'Relearning', 'Filtered', 'Manual', 'Rescheduled'];

const rowOf = (row: FixtureRow): ReviewRow => ({
  id: row.id,
  cardId: 1,
  button: row.button_chosen,
  interval: row.interval,
  lastInterval: row.last_interval,
  factor: row.ease_factor,
  durationMs: row.taken_millis,
  kind: KINDS.indexOf(row.review_kind),
});

const card: CardRow = {
  id: 1,
  noteId: 1,
  deckId: 1,
  ord: 0,
  modified: 1_700_000_000,
  type: 2,
  queue: 2,
  due: 0,
  interval: 9,
  factor: 2500,
  reps: 0,
  lapses: 0,
  originalDue: 0,
  originalDeckId: 0,
  flags: 0,
};

describe.skipIf(!isHere)('the histories of others', () => {
  it.each([
    ['mauriciopoppe-french.apkg', 461],
    ['srf-collection-2021-08-16.colpkg', 5],
    ['alemayhu-html-test.apkg', 2],
    ['orbit-testCollection.colpkg', 1],
    ['alemayhu-capitals.apkg', 0],
    ['emnudge-ap-gov-vocab.apkg', 0],
  ])('come to what a real Anki derives: %s', (file, reviewed) => {
    const { cards } = replayed(expectedOf<Expected>(file), 'UTC');
    expect(cards.filter(({ schedule }) => schedule)).toHaveLength(reviewed);
    expect(differences(cards)).toEqual([]);
  });

  // Each list holds the rows of one card, and after them those that the reference implementation keeps.
  it.each([
    ['test_filter_out_cram', 0, 4, 7],
    ['test_filter_out_manual', 0, 4, 7],
    ['test_remove_revlog_before_last_first_learn', 0, 5, 8],
    ['test_remove_revlog_before_last_first_learn', 8, 12, 14],
  ])('count as they do for the reference implementation: %s, from row %i', (name, from, until, end) => {
    const all = JSON.parse(isHere ? textOf('fsrs/fsrs-rs-revlog-fixtures.json') : '{}') as Record<string, FixtureRow[]>;
    const rows = (all[name] ?? []).map(rowOf);
    const given = rows.slice(from, until).sort((a, b) => a.id - b.id);
    const kept = rows.slice(until, end);
    const clock = createClock({ timeZone: 'Asia/Shanghai' });
    const days = collectionDays({ created: 0, schedulerVersion: 2, rolloverHour: 4 }, clock);
    const { events } = eventsOf(card, given, 'deck/card', historyContext(days));
    const { reviews } = histories(events).get('deck/card') ?? { reviews: [] };
    const ids = new Set(kept.map(({ id }) => id)); // one of them twice, which no database holds
    expect(reviews.map(({ at }) => at)).toEqual([...ids]);
  });
});
