import { fromSm2, fromTsFsrs, type Sm2Card, type TsFsrsHistory } from 'ownwords/schedulers';
import { checkHistory } from './checks.js';
import { mutatedValue } from './mutate-value.js';
import { oneOf } from './pick.js';
import { type Reader, readerOf } from './reader.js';

const HISTORIES: readonly TsFsrsHistory[] = [
  {
    cardId: 'deck/a',
    card: {
      due: '2026-02-10T08:00:00.000Z',
      stability: 12.5,
      difficulty: 5.2,
      scheduled_days: 12,
      state: 2,
      last_review: '2026-01-29T08:00:00.000Z',
    },
    logs: [
      log(3, 0, 0, 0, 0, '2026-01-01T08:00:00.000Z'),
      log('Good', 'Learning', 3.1, 5.3, 0, '2026-01-01T08:10:00.000Z'),
      log(0, 2, 3.1, 5.3, 3, '2026-01-04T08:00:00.000Z'),
      log(1, 0, 0, 0, 0, '2026-01-05T08:00:00.000Z'),
      log(4, 1, 1.1, 7, 0, '2026-01-05T08:01:00.000Z'),
      log(3, 2, 4.9, 6, 24, '2026-01-29T08:00:00.000Z'),
    ],
  },
  {
    cardId: 'deck/b',
    card: { due: 1_772_712_000_000, stability: 3, difficulty: 10, scheduled_days: 3, state: 'Review' },
  },
  {
    cardId: 'deck/c',
    card: { due: new Date(1_772_712_000_000), stability: 0, difficulty: 0, scheduled_days: 0, state: 0 },
  },
];

function log(
  rating: number | string,
  state: number | string,
  stability: number,
  difficulty: number,
  days: number,
  review: string,
) {
  return { rating, state, stability, difficulty, scheduled_days: days, review, due: review, elapsed_days: 0 };
}

const SM2: readonly Sm2Card[] = [
  { cardId: 'deck/a', ease: 2.5, intervalDays: 10, repetitions: 3, lastReviewed: '2026-03-20' },
  { cardId: 'deck/b', ease: 1.3, intervalDays: 400, repetitions: 9, due: '2026-03-20T10:00:00Z' },
  { cardId: 'deck/c', ease: 2.5, intervalDays: 0, repetitions: 0 },
  {
    cardId: 'deck/d',
    ease: 3,
    intervalDays: 0.5,
    repetitions: 1,
    lastReviewed: new Date(1_772_712_000_000),
    due: null,
  },
];

const ZONES = ['UTC', 'Pacific/Apia', 'America/St_Johns'];

export const valueReaders: readonly Reader[] = [
  readerOf({
    name: 'ts-fsrs',
    refusals: ['invalid-argument'],
    async prepare() {
      return (random) => {
        const records = mutatedValue(HISTORIES, random) as TsFsrsHistory[];
        const options = { timeZone: oneOf(ZONES, random) };
        return () => fromTsFsrs(records, options);
      };
    },
    check: checkHistory,
  }),
  readerOf({
    name: 'sm-2',
    refusals: ['invalid-argument'],
    async prepare() {
      return (random) => {
        const records = mutatedValue(SM2, random) as Sm2Card[];
        const options = { timeZone: oneOf(ZONES, random) };
        return () => fromSm2(records, options);
      };
    },
    check: checkHistory,
  }),
];
