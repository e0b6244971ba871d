// Checked by the compiler alone: each line marked as an error must be one, and nothing else may be.
import {
  type CardIdOf,
  type Due,
  defineDeck,
  fsrsScheduler,
  openStudy,
  parseDeck,
  parseStudyDay,
  type StudyDay,
  type StudyEvent,
} from 'ownwords';
import { initiativeAndLeadership } from 'ownwords/decks';

type Equal<A, B> = (<T>() => T extends A ? 1 : 2) extends <T>() => T extends B ? 1 : 2 ? true : false;
function assertEqual<A, B>(_: Equal<A, B>): void {}

const capitals = defineDeck({
  id: 'capitals',
  title: 'Capitals',
  cards: {
    france: { prompt: 'Capital of France?', answer: 'Paris', fields: { continent: 'Europe' } },
    peru: { prompt: 'Capital of Peru?', answer: 'Lima', fields: { continent: 'America' }, followsUp: 'france' },
  },
});
assertEqual<CardIdOf<typeof capitals>, 'capitals/france' | 'capitals/peru'>(true);

export async function study(): Promise<void> {
  const study = await openStudy({ decks: [capitals, initiativeAndLeadership] });

  study.card('capitals/france');
  study.card('initiative-and-leadership/core-answer');
  // @ts-expect-error a mistyped key
  study.card('capitals/farnce');
  // @ts-expect-error a mistyped deck
  study.card('capital/france');
  // @ts-expect-error a key alone
  study.preview('france');

  await study.grade('capitals/france', 'good');
  // @ts-expect-error a mistyped grade
  await study.grade('capitals/france', 'god');
  // @ts-expect-error a number is no grade
  await study.grade('capitals/france', 3);
  // @ts-expect-error a mistyped detail
  await study.grade('capitals/france', 'good', { duration: 3 });

  study.due({ deckId: 'capitals', limit: 3 });
  // @ts-expect-error a mistyped deck
  study.due({ deckId: 'capitols' });
  // @ts-expect-error a mistyped filter
  study.due({ deck: 'capitals' });

  const { fields } = study.card('capitals/france');
  assertEqual<Extract<typeof fields, { continent: unknown }>['continent'], 'Europe' | 'America'>(true);
  const asked = study.card('initiative-and-leadership/core-answer').fields;
  if ('askedBy' in asked) assertEqual<typeof asked.askedBy, 'interviewer' | 'manager' | 'hr'>(true);
  // @ts-expect-error views are for reading
  study.card('capitals/france').prompt = 'x';
  // @ts-expect-error so are lists of them
  study.due().sort();
}

export async function anyDeck(json: unknown): Promise<void> {
  const study = await openStudy({ decks: [parseDeck(json)] });
  study.card('any/card');
  // @ts-expect-error a card id has a slash
  study.card('card');
}

// @ts-expect-error a mistyped option
fsrsScheduler({ desiredRetenton: 0.9 });
// @ts-expect-error a step without a unit
fsrsScheduler({ learningSteps: ['10'] });
// @ts-expect-error a step is a text
fsrsScheduler({ learningSteps: [10] });
// @ts-expect-error an order that there is not
openStudy({ decks: [capitals], scheduling: { reviewOrder: 'alphabetical' } });

defineDeck({
  id: 'd',
  title: 'D',
  // @ts-expect-error it follows a card that is not there
  cards: { a: { prompt: 'p', answer: 'a', followsUp: 'b' } },
});
// @ts-expect-error a card without an answer
defineDeck({ id: 'd', title: 'D', cards: { a: { prompt: 'p' } } });

// @ts-expect-error not every text is a study day
export const today: StudyDay = '2026-03-29';
export const due: Due = parseStudyDay('2026-03-29');

/** Kinds of events are told apart by their type, also beside kinds of newer versions. */
export function dueOf(event: StudyEvent): Due | undefined {
  switch (event.type) {
    case 'reviewed':
    case 'rescheduled':
    case 'seeded':
      return event.due;
    default:
      // @ts-expect-error other events promise nothing
      return event.due;
  }
}
