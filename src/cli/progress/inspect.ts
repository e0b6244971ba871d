import { type CardHistory, createClock, GRADES, type Grade, histories, type StudyEvent } from 'ownwords';
import type { ProgressFile } from './read.js';

/** What there is to know of a file of progress. Times are ISO 8601 in UTC. */
export interface ProgressFacts {
  readonly path: string;
  readonly kind: ProgressFile['kind'];
  readonly exportedAt?: string;
  readonly events: number;
  readonly firstAt?: string;
  readonly lastAt?: string;
  /** By type, the most frequent first. */
  readonly types: { readonly [type: string]: number };
  /** Study days with a review or a run-through. */
  readonly daysStudied: number;
  readonly reviews: {
    readonly all: number;
    /** Neither taken back nor before a reset of their card. */
    readonly counting: number;
    /** Of those that count. */
    readonly byGrade: { readonly [Each in Grade]: number };
  };
  /** Of the reviews on a later day than the one of their card before, those that were not `again`; nothing if there is none. */
  readonly retention?: { readonly recalled: number; readonly asked: number };
  readonly cards: number;
  /** The most reviewed first. */
  readonly decks: readonly { readonly id: string; readonly cards: number; readonly reviews: number }[];
  readonly oddities: {
    /** Later than this machine's clock: the clock of a device was wrong, or this one is. */
    readonly inFuture: number;
    /** Before there was FSRS or this library: a clock that had not been set. */
    readonly beforeYear2000: number;
    /** Reviews whose study day does not fit their time in any zone. */
    readonly onAnotherDay: number;
    /** Of types that this version does not know, by type; they are carried untouched. */
    readonly unknownTypes: { readonly [type: string]: number };
  };
}

const KNOWN_TYPES: ReadonlySet<string> = new Set<StudyEvent['type']>([
  'reviewed',
  'practiced',
  'rescheduled',
  'suspended',
  'resumed',
  'reset',
  'answered',
  'seeded',
  'undone',
]);

const YEAR_2000 = Date.UTC(2000, 0, 1);
const MS_PER_DAY = 86_400_000;
const MS_PER_HOUR = 3_600_000;
/** Zones reach from 12 hours behind UTC to 14 before it, and a study day begins up to 23 hours after midnight. */
const EARLIEST_START_MS = -14 * MS_PER_HOUR;
const LATEST_START_MS = (12 + 23) * MS_PER_HOUR;

export function inspected({ path, kind, exportedAt, events }: ProgressFile): ProgressFacts {
  const now = createClock().now();
  const types = new Map<string, number>();
  const days = new Set<string>();
  const decks = new Map<string, { id: string; cards: number; reviews: number }>();
  let [firstAt, lastAt] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY];
  let [inFuture, beforeYear2000, onAnotherDay] = [0, 0, 0];
  for (const event of events) {
    count(types, event.type);
    firstAt = Math.min(firstAt, event.at);
    lastAt = Math.max(lastAt, event.at);
    if (event.at > now) inFuture++;
    if (event.at < YEAR_2000) beforeYear2000++;
    if (event.type !== 'reviewed' && event.type !== 'practiced') continue;
    days.add(event.day);
    const sinceMidnight = event.at - Date.parse(`${event.day}T00:00:00Z`);
    if (sinceMidnight < EARLIEST_START_MS || sinceMidnight >= LATEST_START_MS + MS_PER_DAY) onAnotherDay++;
  }
  const byGrade = { again: 0, hard: 0, good: 0, easy: 0 };
  let [recalled, asked] = [0, 0];
  const cards = histories(events);
  for (const [cardId, history] of cards) {
    const id = cardId.slice(0, cardId.indexOf('/'));
    const deck = decks.get(id) ?? { id, cards: 0, reviews: 0 };
    decks.set(id, deck);
    deck.cards++;
    deck.reviews += history.reviews.length;
    for (const { grade } of history.reviews) byGrade[grade]++;
    for (const grade of gradesOfLaterDays(history)) {
      asked++;
      if (grade !== 'again') recalled++;
    }
  }
  const byCount = [...types].sort(([, a], [, b]) => b - a);
  return {
    path,
    kind,
    ...(exportedAt !== undefined && { exportedAt }),
    events: events.length,
    ...(events.length > 0 && { firstAt: new Date(firstAt).toISOString(), lastAt: new Date(lastAt).toISOString() }),
    types: Object.fromEntries(byCount),
    daysStudied: days.size,
    reviews: {
      all: types.get('reviewed') ?? 0,
      counting: GRADES.reduce((sum, grade) => sum + byGrade[grade], 0),
      byGrade,
    },
    ...(asked > 0 && { retention: { recalled, asked } }),
    cards: cards.size,
    decks: [...decks.values()].sort((a, b) => b.reviews - a.reviews || (a.id < b.id ? -1 : 1)),
    oddities: {
      inFuture,
      beforeYear2000,
      onAnotherDay,
      unknownTypes: Object.fromEntries(byCount.filter(([type]) => !KNOWN_TYPES.has(type))),
    },
  };
}

function count(counts: Map<string, number>, name: string): void {
  counts.set(name, (counts.get(name) ?? 0) + 1);
}

/** The first grade of each day after the one on which the card was asked before: only then there was something to forget. */
function gradesOfLaterDays({ seed, reviews }: CardHistory): Grade[] {
  let last: string | undefined = seed?.day;
  return reviews.flatMap(({ day, grade }) => {
    const isLater = last !== undefined && day > last;
    if (last === undefined || isLater) last = day;
    return isLater ? [grade] : [];
  });
}
