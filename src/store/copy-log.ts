import type { Store } from './store.js';

/**
 * Brings every event that `to` lacks from `from`: a backup, a move to another store, or one half of a synchronisation. Both
 * halves, in any order and however often, leave both logs with the same events.
 * @example
 * await copyLog(laptop, phone);
 * await copyLog(phone, laptop);
 */
export async function copyLog(from: Store, to: Store): Promise<{ readonly added: number }> {
  const [source, target] = await Promise.all([from.read(), to.read()]);
  const known = new Set(target.events.map((event) => event.id));
  const missing = source.events.filter((event) => !known.has(event.id));
  if (missing.length > 0) await to.append(missing);
  return { added: missing.length };
}
