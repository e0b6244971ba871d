import type { Store, StudyEvent } from 'ownwords';

export const eventOf = (id: string) => ({ id, type: 'suspended', at: 1, cardId: 'deck/card' }) as unknown as StudyEvent;

export const eventsOf = (name: string, count: number) =>
  Array.from({ length: count }, (_, n) => eventOf(`${name}-${n}`));

/** In order of arrival. */
export async function idsIn(store: Store): Promise<string[]> {
  return (await store.read()).events.map(({ id }) => id);
}
