import {
  addDays,
  type CardId,
  daysBetween,
  type EventId,
  fsrsScheduler,
  type Grade,
  parseStudyDay,
  type Reviewed,
  type Schedule,
  type StudyDay,
} from 'ownwords';
import type { Size } from './case.js';
import { cardIdOf, NOW, type Study } from './inputs.js';
import { type Random, randomFrom, uuid, wholeBelow } from './random.js';

const SEED = 20_260_701;
const GRADES_GIVEN_NOW = 20_000;
const MS_PER_MINUTE = 60_000;
const MS_PER_DAY = 1440 * MS_PER_MINUTE;
const EPOCH = parseStudyDay('1970-01-01');
const TODAY = dayOf(NOW);
/** Nobody waits for years: reviews ahead of time keep the past within two decades. */
const LONGEST_GAP_DAYS = 300;
const OVERDUE_SHARE = 0.05;

const scheduler = fsrsScheduler({ fuzz: false });

interface Life {
  readonly cardId: CardId;
  readonly reviews: Reviewed[];
  schedule?: Schedule;
}

/**
 * A study with a past: every card was reviewed when it was due, give or take a few days, and one in ten or so is due
 * now. Days are those of UTC and begin at midnight, as ts-fsrs counts them. The dues are promised by this library; that
 * ts-fsrs comes to the same is among what is checked.
 */
export function generateStudy({ cards, reviewsPerCard }: Size): Study {
  const random = randomFrom(SEED);
  const lives: Life[] = [];
  let count = 0;
  for (let index = 0; index < cards; index++) {
    // From 1 to twice the average; two neighbours together have twice the average, so the sum is exact.
    count = index % 2 === 0 ? 1 + wholeBelow(2 * reviewsPerCard - 1, random) : 2 * reviewsPerCard - count;
    lives.push(movedToNow(lifeOf(cardIdOf(index), count, random), random));
  }
  const past = lives.flatMap(({ reviews }) => reviews);
  past.sort((a, b) => a.at - b.at || (a.id < b.id ? -1 : 1));
  return { past, grades: gradesNow(lives, random) };
}

/** A card's reviews, beginning in 1970. The last ones go well, for a past ends between two sessions. */
function lifeOf(cardId: CardId, count: number, random: Random): Life {
  const life: Life = { cardId, reviews: [] };
  let at = timeOn(0, random);
  for (let left = count; left > 0; left--) {
    if (life.schedule) at = nextTime(life.schedule.due, at, random);
    review(life, left > 2 ? gradeFrom(random) : left > 1 ? 'good' : 'easy', at, random);
  }
  return life;
}

/** Adds one more review to a life. */
function review(life: Life, grade: Grade, at: number, random: Random): Reviewed {
  const { cardId, reviews } = life;
  const day = dayOf(at);
  const schedule = scheduler.next(cardId, life.schedule, { grade, at, day });
  const review: Reviewed = {
    id: uuid(random) as EventId,
    type: 'reviewed',
    at,
    cardId,
    grade,
    day,
    nth: reviews.length + 1,
    due: schedule.due,
    durationMs: 2_000 + wholeBelow(20_000, random),
  };
  reviews.push(review);
  life.schedule = schedule;
  return review;
}

/** Learning steps are seen within minutes, reviews on their day or a few days late. */
function nextTime(due: Schedule['due'], before: number, random: Random): number {
  if (typeof due === 'number') return due + wholeBelow(5 * MS_PER_MINUTE, random);
  const late = random() < 0.7 ? 0 : 1 + wholeBelow(4, random);
  const today = Math.floor(before / MS_PER_DAY);
  return timeOn(Math.min(daysBetween(EPOCH, due) + late, today + LONGEST_GAP_DAYS), random);
}

/** The same life, so many days later that its due lies around today. */
function movedToNow({ cardId, reviews, ...life }: Life, random: Random): Life {
  const schedule = life.schedule as Schedule;
  const due = schedule.due as StudyDay;
  const interval = daysBetween(schedule.lastReviewed, due);
  const isOverdue = interval < 2 || random() < OVERDUE_SHARE;
  const daysAhead = isOverdue ? -wholeBelow(7, random) : 1 + wholeBelow(interval - 1, random);
  const days = daysBetween(due, addDays(TODAY, daysAhead));
  const later = (due: Schedule['due']) => (typeof due === 'number' ? due + days * MS_PER_DAY : addDays(due, days));
  return {
    cardId,
    reviews: reviews.map((review) => ({
      ...review,
      at: review.at + days * MS_PER_DAY,
      day: addDays(review.day, days),
      due: later(review.due),
    })),
    schedule: { ...schedule, due: later(due), lastReviewed: addDays(schedule.lastReviewed, days) },
  };
}

/** Grades given one a second: what is due first, then any card. */
function gradesNow(lives: readonly Life[], random: Random): Reviewed[] {
  const waiting = lives.filter(({ schedule }) => (schedule as Schedule).due <= TODAY);
  return Array.from({ length: GRADES_GIVEN_NOW }, (_, second) => {
    const life = waiting[second] ?? (lives[wholeBelow(lives.length, random)] as Life);
    return review(life, gradeFrom(random), NOW + (second + 1) * 1_000, random);
  });
}

export function gradeFrom(random: Random): Grade {
  const chance = random();
  return chance < 0.18 ? 'again' : chance < 0.3 ? 'hard' : chance < 0.92 ? 'good' : 'easy';
}

/** A time between six in the morning and ten in the evening. */
function timeOn(day: number, random: Random): number {
  return day * MS_PER_DAY + (6 * 60 + wholeBelow(16 * 60, random)) * MS_PER_MINUTE + wholeBelow(MS_PER_MINUTE, random);
}

function dayOf(instant: number): StudyDay {
  return addDays(EPOCH, Math.floor(instant / MS_PER_DAY));
}
