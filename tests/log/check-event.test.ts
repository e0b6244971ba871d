import fc from 'fast-check';
import { GRADES } from 'ownwords';
import { expect, it } from 'vitest';
import { eventIssues } from '../../src/log/check-event.js';

const review = {
  id: '0b8d1bb0-40a9-4c66-9a8e-3d3f8a0f7f10',
  type: 'reviewed',
  at: 1_774_944_000_000,
  cardId: 'deck/card',
  grade: 'good',
  day: '2026-03-31',
  nth: 3,
  due: '2026-04-09',
  durationMs: 4_000,
};

/** What may stand where a member should: the right thing, the edges of it, and anything else. */
const edge: Readonly<Record<string, fc.Arbitrary<unknown>>> = {
  id: fc.string({ maxLength: 202 }),
  at: fc.constantFrom(-62_135_596_800_000, -62_135_596_800_001, 253_402_300_799_999, 253_402_300_800_000, 0.5, -0),
  cardId: fc.constantFrom(
    'deck/',
    '/card',
    'deck',
    'deck/a/b',
    '.deck/a',
    `${'d'.repeat(129)}/a`,
    'deck/ä',
    'deck/a\n',
  ),
  grade: fc.constantFrom(...GRADES, 'Good', 'gut'),
  day: fc.constantFrom(
    '2026-02-29',
    '2028-02-29',
    '0000-01-01',
    '0001-01-01',
    '2026-3-31',
    '2026-03-31 ',
    '+026-03-31',
  ),
  nth: fc.constantFrom(0, 1, 255, 256, 1.5, Number.MAX_SAFE_INTEGER, Number.MAX_SAFE_INTEGER + 1),
  due: fc.constantFrom('2026-02-30', '9999-12-31', 1_774_944_000_000, Number.NaN, 1e300),
  durationMs: fc.constantFrom(0, -1, 0.25, Number.MAX_SAFE_INTEGER + 1, Number.POSITIVE_INFINITY, undefined),
};
const changed = fc.constantFrom(...Object.keys(edge)).chain((member) =>
  fc
    .oneof({ weight: 3, arbitrary: edge[member] as fc.Arbitrary<unknown> }, fc.anything(), fc.constant('(left out)'))
    .map((value): Record<string, unknown> => {
      const { [member]: _, ...others } = review as Record<string, unknown>;
      return value === '(left out)' ? others : { ...review, [member]: value };
    }),
);

it('a plain review that is told at a glance is one by the rules, and the other way round', () => {
  fc.assert(
    fc.property(fc.array(changed, { minLength: 1, maxLength: 2 }), (changes) => {
      const event = Object.assign({}, ...changes) as object;
      const asked = JSON.stringify(eventIssues(event));
      // One more member, which may be of a newer version, and the rules are asked.
      expect(asked).toBe(JSON.stringify(eventIssues({ ...event, mood: 'fine' })));
    }),
    { numRuns: 5_000 },
  );
  expect(eventIssues(review)).toEqual([]);
});
