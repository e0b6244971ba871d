import {
  addDays,
  type CardHistory,
  type CardId,
  type Due,
  GRADES,
  type Grade,
  histories,
  type SchedulingWishes,
  type StudyDay,
  type StudyEvent,
} from 'ownwords';

/** Numbers from 0 to 1 that look random and are always the same, on every machine (mulberry32). */
export function numbers(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 0x1_0000_0000;
  };
}

/** Options that cards are scheduled with. */
export const OPTIONS = {
  plain: { fuzz: false },
  'own parameters': {
    fuzz: false,
    desiredRetention: 0.85,
    parameters: [
      0.3407, 1.1829, 3.1262, 15.4722, 7.2102, 0.5316, 1.0651, 0.0234, 1.616, 0.1544, 1.0824, 1.9813, 0.0953, 0.2975,
      2.2042, 0.2407, 2.9466, 0.5034, 0.1567, 0.0912, 0.2012,
    ],
  },
  'fuzz and long steps': { learningSteps: ['1m', '1d', '3d'], relearningSteps: ['10m', '2d'] },
  'no steps, soon again': { learningSteps: [], relearningSteps: [], maximumIntervalDays: 120, desiredRetention: 0.95 },
} as const satisfies Record<string, SchedulingWishes>;
export type OptionsName = keyof typeof OPTIONS;

/** How many of ten cards have which options. */
const SHARES: readonly OptionsName[] = (
  [
    ['plain', 5],
    ['own parameters', 2],
    ['fuzz and long steps', 2],
    ['no steps, soon again', 1],
  ] as const
).flatMap(([name, count]) => Array.from({ length: count }, () => name));

export interface RandomHistory {
  readonly id: CardId;
  readonly options: OptionsName;
  readonly history: CardHistory;
}

const MS_PER_MINUTE = 60_000;
const MINUTES_PER_DAY = 1440;
const FIRST_DAY = '2020-01-01' as StudyDay;
const FIRST_INSTANT = Date.UTC(2020, 0, 1);
const MOST_ACTS = 40;
const CARDS_AT_ONCE = 20;

/**
 * Histories with at least so many reviews together, always the same: of all grades, early, late and on the same day, after
 * resets and seeds, with dues that were moved, and with promises that stand and that do not. Days are those of UTC. A few
 * cards at a time are held in memory.
 */
export function* randomHistories(reviews: number): Generator<RandomHistory> {
  const random = numbers(20_260_329);
  let count = 0;
  for (let card = 0; count < reviews; ) {
    const optionsOf = new Map<CardId, OptionsName>();
    const events: StudyEvent[] = [];
    for (let n = 0; n < CARDS_AT_ONCE; n++) {
      const id: CardId = `deck/card-${card++}`;
      optionsOf.set(id, SHARES[Math.floor(random() * SHARES.length)] as OptionsName);
      addLife(events, id, random);
    }
    for (const [id, history] of histories(events)) {
      count += history.reviews.length;
      yield { id, options: optionsOf.get(id) as OptionsName, history };
    }
  }
}

const days: StudyDay[] = [];

/** The day of a minute, counted from the first day. */
function dayAt(minute: number): StudyDay {
  const index = Math.floor(minute / MINUTES_PER_DAY);
  for (let next = days.length; next <= index; next++) days.push(addDays(FIRST_DAY, next));
  return days[index] as StudyDay;
}

/** Adds all that happens to a card. */
function addLife(events: StudyEvent[], cardId: CardId, random: () => number): void {
  const below = (count: number) => Math.floor(random() * count);
  const someDue = (minute: number): Due =>
    below(2) === 0
      ? dayAt(minute + below(60) * MINUTES_PER_DAY)
      : FIRST_INSTANT + (minute + below(MINUTES_PER_DAY)) * MS_PER_MINUTE;
  let minute = below(2_000 * MINUTES_PER_DAY);
  let nth = 0;
  for (let act = 1 + below(MOST_ACTS); act > 0; act--) {
    minute += waitMinutes(below);
    const id = `${cardId}-${act}`;
    const at = FIRST_INSTANT + minute * MS_PER_MINUTE;
    const due = someDue(minute);
    const kind = below(50);
    if (kind === 0 && below(2) === 0) {
      events.push({ id, type: 'reset', at, cardId } as StudyEvent);
      nth = 0;
    } else if (kind === 0) {
      const memory = { stability: 1 + below(400) / 8, difficulty: 1 + below(72) / 8 };
      events.push({ id, type: 'seeded', at, cardId, day: dayAt(minute), due, ...memory } as StudyEvent);
      nth = 0;
    } else if (kind === 1) events.push({ id, type: 'rescheduled', at, cardId, due } as StudyEvent);
    else {
      nth += 1;
      const promised = nth + below(2); // every other promise was made in ignorance
      const grade = gradeOf(below(100));
      events.push({ id, type: 'reviewed', at, cardId, grade, day: dayAt(minute), nth: promised, due } as StudyEvent);
    }
  }
}

/** Minutes, hours, or days up to some power of two, long before or after anything is due. */
function waitMinutes(below: (count: number) => number): number {
  const kind = below(10);
  if (kind < 3) return 1 + below(30);
  if (kind < 4) return below(20 * 60);
  return (1 + below(1 << below(9))) * MINUTES_PER_DAY + below(600) - 300;
}

function gradeOf(chance: number): Grade {
  return GRADES[chance < 15 ? 0 : chance < 30 ? 1 : chance < 85 ? 2 : 3] as Grade;
}
