import type { Store, StudyEvent } from 'ownwords';

/** An event that differs from others by its id. */
export const event = (id: string): StudyEvent =>
  ({ id, type: 'reset', at: 1, cardId: 'deck/card' }) as unknown as StudyEvent;

/** So many different events, the same each time. */
export const events = (count: number): StudyEvent[] => Array.from({ length: count }, (_, n) => event(`event ${n}`));

/** A store that can do nothing but fail. */
export function failing(error: unknown): Store {
  const fail = () => Promise.reject(error);
  return { append: fail, read: fail, close: fail };
}

/** In order of arrival. */
export async function idsIn(store: Store): Promise<string[]> {
  return (await store.read()).events.map(({ id }) => id);
}
