import { closedError } from '../errors.js';
import { checkedEvents } from '../log/check-event.js';
import type { StudyEvent } from '../log/event.js';
import { askedFor, type Numbered, pageAfter } from './cursor.js';
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
  let numbered: readonly Numbered[] = [];
  const assertOpen = () => {
    if (closed) throw closedError('store');
  };
  return {
    async append(events) {
      assertOpen();
      for (const event of checkedEvents(events)) if (!kept.has(event.id)) kept.set(event.id, frozenCopy(event));
    },
    async read(after, limit) {
      assertOpen();
      const place = askedFor(after, limit);
      if (numbered.length < kept.size) numbered = [...kept.values()].map((event, index) => [index + 1, event]);
      const from = Math.max(0, place.seq - 1);
      return pageAfter(place, numbered.slice(from, place.rows && from + place.rows));
    },
    async close() {
      closed = true;
    },
  };
}

/** What is kept can be handed out without being changed from outside. */
function frozenCopy(event: StudyEvent): StudyEvent {
  return isFrozen(event) ? event : frozen(structuredClone(event));
}

function isFrozen(value: unknown): boolean {
  return !isObject(value) || (Object.isFrozen(value) && Object.values(value).every(isFrozen));
}

function frozen<Value>(value: Value): Value {
  if (isObject(value)) Object.values(value).forEach(frozen);
  return Object.freeze(value);
}

function isObject(value: unknown): value is object {
  return typeof value === 'object' && value !== null;
}
