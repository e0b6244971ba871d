import fc from 'fast-check';
import { addDays, type CardId, GRADES, type Study } from 'ownwords';
import type { StoppedClock } from 'ownwords/testing';

/** Something that a learner, or time, does; named, so that a script that fails can be read. */
export interface Act {
  readonly name: string;
  run(study: Study, clock: StoppedClock): Promise<unknown>;
}

const MS_PER_MINUTE = 60_000;
const grade = fc.constantFrom(...GRADES);

/** What a learner does to one of these cards, or to the card at the head of the queue. */
export function actOn(ids: readonly CardId[]): fc.Arbitrary<Act> {
  const id = fc.constantFrom(...ids);
  const onCard = (verb: 'suspend' | 'resume' | 'reset') =>
    id.map((id): Act => ({ name: `${verb} ${id}`, run: (study) => study[verb](id) }));
  return fc.oneof(
    {
      weight: 6,
      arbitrary: fc.tuple(fc.nat({ max: 2 }), grade).map(
        ([place, grade]): Act => ({
          name: `grade number ${place} of the queue ${grade}`,
          run: async (study) => {
            const card = study.due()[place];
            if (card) await study.grade(card.id, grade);
          },
        }),
      ),
    },
    {
      weight: 4,
      arbitrary: fc.tuple(id, grade).map(
        ([id, grade]): Act => ({
          name: `grade ${id} ${grade}`,
          run: (study) => study.grade(id, grade),
        }),
      ),
    },
    { weight: 2, arbitrary: fc.constant<Act>({ name: 'undo', run: (study) => study.undo() }) },
    fc.constant<Act>({ name: 'redo', run: (study) => study.redo() }),
    onCard('suspend'),
    onCard('resume'),
    onCard('reset'),
    fc.tuple(id, fc.integer({ min: -3, max: 4 })).map(
      ([id, days]): Act => ({
        name: `reschedule ${id} by ${days} days`,
        run: (study, clock) => study.reschedule(id, addDays(clock.dayOf(clock.now()), days)),
      }),
    ),
    fc.tuple(id, fc.integer({ min: -90, max: 90 })).map(
      ([id, minutes]): Act => ({
        name: `reschedule ${id} by ${minutes} minutes`,
        run: (study, clock) => study.reschedule(id, clock.now() + minutes * MS_PER_MINUTE),
      }),
    ),
    fc.tuple(id, fc.constantFrom('', 'mine')).map(
      ([id, text]): Act => ({
        name: `answer ${id} "${text}"`,
        run: (study) => study.answer(id, text),
      }),
    ),
    fc.tuple(id, grade).map(
      ([id, grade]): Act => ({
        name: `practice ${id} ${grade}`,
        run: (study) => study.practice(id, grade),
      }),
    ),
    fc.constant<Act>({ name: 'replan', run: (study) => study.replan().apply() }),
  );
}

/** A learner who goes on for a while. */
export const gradeInARow: fc.Arbitrary<Act> = fc
  .array(grade, { minLength: 5, maxLength: 30, size: 'max' })
  .map((grades) => ({
    name: `grade the next ${grades.length} cards ${grades}`,
    run: async (study) => {
      for (const grade of grades) {
        const [card] = study.due({ limit: 1 });
        if (card) await study.grade(card.id, grade);
      }
    },
  }));

const passing = (unit: 'minutes' | 'hours' | 'days', min: number, max: number) =>
  fc.integer({ min, max }).map(
    (count): Act => ({
      name: `${count} ${unit} pass`,
      run: async (_, clock) => clock.advance({ [unit]: count }),
    }),
  );

/** Time that passes: a while, or up to where something changes, or not quite; and clocks that are set back. */
export const timePasses: fc.Arbitrary<Act> = fc.oneof(
  { weight: 2, arbitrary: passing('minutes', 1, 30) },
  { weight: 2, arbitrary: passing('hours', 1, 30) },
  { weight: 2, arbitrary: passing('days', 1, 8) },
  passing('minutes', -600, -1),
  {
    weight: 3,
    arbitrary: fc.tuple(fc.constantFrom(0, 10, 20, 45), fc.constantFrom(0, 1)).map(
      ([minutes, ms]): Act => ({
        name: `time passes until ${minutes} minutes and ${ms} ms before the next due`,
        run: async (study, clock) => {
          const next = study
            .cards()
            .map(({ due }) => (due?.getTime() ?? 0) - minutes * MS_PER_MINUTE - ms)
            .filter((instant) => instant > clock.now());
          if (next.length > 0) clock.set(Math.min(...next));
        },
      }),
    ),
  },
  fc.constantFrom(0, 1).map(
    (ms): Act => ({
      name: `time passes until ${ms} ms before the next day`,
      run: async (_, clock) => clock.set(clock.startOf(addDays(clock.dayOf(clock.now()), 1)) - ms),
    }),
  ),
);
