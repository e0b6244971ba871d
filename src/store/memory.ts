import { closedError } from '../errors.js';
import { copyOf } from '../json.js';
import { checkedEvents } from '../log/check-event.js';
import type { StudyEvent } from '../log/event.js';
import { askedFor, pageAfter } from './cursor.js';
import type { Store } from './store.js';

/** What a memory store keeps: events by id, in order of arrival. */
export type MemoryLog = Map<string, StudyEvent>;

/**
 * A log that lasts as long as the program: for tests, trials, and apps that keep the exported progress themselves.
 * @param kept give the same to another store to open the same log again
 * @example
 * const study = await openStudy({ decks: [deck], store: memoryStore() });
 */
export function memoryStore(kept: MemoryLog = new Map()): Store {
  let closed = false;
  const arrived: StudyEvent[] = [];
  const arriving = kept.values(); // brings what other stores on this log add, too
  const assertOpen = () => {
    if (closed) throw closedError('store');
  };
  return {
    async append(events) {
      assertOpen();
      // What is kept is nobody else's: neither who brings it can change it, nor who is handed it out.
      for (const event of checkedEvents(events)) if (!kept.has(event.id)) kept.set(event.id, copyOf(event));
    },
    async read(after, limit) {
      assertOpen();
      const place = askedFor(after, limit);
      while (arrived.length < kept.size) arrived.push(arriving.next().value as StudyEvent);
      const from = Math.max(0, place.seq - 1);
      const rows = arrived.slice(from, place.rows && from + place.rows);
      return pageAfter(
        place,
        rows.map((event, index) => [from + index + 1, copyOf(event)]),
      );
    },
    async close() {
      closed = true;
    },
  };
}
