import fc from 'fast-check';
import type { CardEvent } from 'ownwords';
import { expect, it } from 'vitest';
import type { ReviewRow } from '../../../src/formats/anki/collection.js';
import { timeline } from '../../../src/formats/anki/timeline.js';
import { compareEvents } from '../../../src/log/event.js';

const event = (id: string, at: number) => ({ id, at, type: 'suspended', cardId: 'deck/card' }) as unknown as CardEvent;

it('events of many cards come out in the order of history, those without a row as well', () => {
  const ofCard = fc.uniqueArray(fc.record({ at: fc.nat({ max: 40 }), hasRow: fc.boolean() }), {
    selector: ({ at }) => at,
    maxLength: 12,
  });
  fc.assert(
    fc.property(fc.array(ofCard, { maxLength: 5 }), (cards) => {
      // As in a review log: no two rows have one time.
      const taken = new Set<number>();
      const all = cards.map((events, card) =>
        [...events]
          .sort((a, b) => a.at - b.at)
          .map(({ at, hasRow }) => ({ at, hasRow: hasRow && !taken.has(at) && taken.add(at) !== undefined, card })),
      );
      const rows = all.flat().filter(({ hasRow }) => hasRow);
      rows.sort((a, b) => a.at - b.at);
      const line = timeline(rows.length);
      for (const events of all) {
        const own = rows.flatMap((row, place) => (events.includes(row) ? [{ row, place }] : []));
        line.add(
          events.map(({ at, card }) => event(`${card}-${at}`, at)),
          own.map(({ row }) => ({ id: row.at }) as ReviewRow),
          Int32Array.from(own, ({ place }) => place),
        );
      }
      const events = line.events();
      expect(events).toHaveLength(all.flat().length);
      expect(events).toEqual([...events].sort(compareEvents));
    }),
  );
});
