import { addDays, type EventId, parseStudyDay, type Reviewed } from 'ownwords';
import type { Size } from '../case.js';
import { gradeFrom } from '../generate.js';
import { cardIdOf, NOW, type Study } from '../inputs.js';
import { type Random, randomFrom, uuid, wholeBelow } from '../random.js';

const SEED = 20_260_702;
const GRADES_SEED = 20_260_703;
const GRADES_GIVEN_NOW = 20_000;
const MS_PER_HOUR = 3_600_000;
const MS_PER_DAY = 24 * MS_PER_HOUR;
const TODAY = Math.floor(NOW / MS_PER_DAY);
const EPOCH = parseStudyDay('1970-01-01');
/** Every card is reviewed once in so many days, and one in so many is due today. */
const PERIOD_DAYS = 10;

/** A study of any size, made card by card and day by day without remembering any: ten million reviews in the order of time. */
export function regularStudy(size: Size): Study {
  const random = randomFrom(SEED);
  return { past: regularPast(size, random), grades: gradesNow(size, randomFrom(GRADES_SEED)) };
}

function* regularPast({ cards, reviewsPerCard }: Size, random: Random): Iterable<Reviewed> {
  for (let ago = PERIOD_DAYS * reviewsPerCard; ago > 0; ago--) {
    const number = TODAY - ago;
    const day = addDays(EPOCH, number);
    const due = addDays(day, PERIOD_DAYS);
    const nth = reviewsPerCard - Math.floor((ago - 1) / PERIOD_DAYS);
    for (let index = (PERIOD_DAYS * reviewsPerCard - ago) % PERIOD_DAYS; index < cards; index += PERIOD_DAYS) {
      const at = number * MS_PER_DAY + 8 * MS_PER_HOUR + Math.floor((12 * MS_PER_HOUR * index) / cards);
      yield review({ at, cardId: cardIdOf(index), grade: gradeFrom(random), day, nth, due }, random);
    }
  }
}

/** Grades given one a second, to any cards. */
function gradesNow({ cards, reviewsPerCard }: Size, random: Random): Reviewed[] {
  const day = addDays(EPOCH, TODAY);
  return Array.from({ length: GRADES_GIVEN_NOW }, (_, second) => {
    const at = NOW + (second + 1) * 1_000;
    const cardId = cardIdOf(wholeBelow(cards, random));
    return review({ at, cardId, grade: gradeFrom(random), day, nth: reviewsPerCard + 1, due: day }, random);
  });
}

function review(about: Pick<Reviewed, 'at' | 'cardId' | 'grade' | 'day' | 'nth' | 'due'>, random: Random): Reviewed {
  const { at, ...rest } = about;
  return { id: uuid(random) as EventId, type: 'reviewed', at, ...rest, durationMs: 2_000 + wholeBelow(20_000, random) };
}
