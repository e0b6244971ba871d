import type { Row } from './indexeddb-database.js';

/** What is kept of an event that has no number yet. */
export type NewRow = Omit<Row, 'seq'>;

/**
 * Adds rows after the number that the log ended with when this tab last knew: one request a row and no answer to wait for. If
 * another tab has appended since, that number is taken; then, or if the log knows one of the ids, the transaction fails with a
 * `ConstraintError` and leaves nothing. For that to be so, no append may leave a number out.
 * @returns the number that the log ends with, once the transaction is complete
 */
export function addRows(table: IDBObjectStore, end: number, rows: readonly NewRow[]): () => number {
  let seq = end;
  for (const { log, id, event } of rows) table.add({ log, seq: ++seq, id, event } satisfies Row);
  table.transaction.commit();
  return () => seq;
}

/**
 * Adds those rows whose ids the log does not know, having asked where it ends.
 * @param all the keys of the log
 * @returns as above
 */
export function addUnknownRows(table: IDBObjectStore, all: IDBKeyRange, rows: readonly NewRow[]): () => number {
  let newEnd = () => 0;
  const ids = table.index('id');
  const known = rows.map(({ log, id }) => ids.getKey([log, id]));
  const last = table.openKeyCursor(all, 'prev');
  last.onsuccess = () => {
    const end = (last.result?.key as [string, number] | undefined)?.[1] ?? 0;
    const seen = new Set<string>();
    const unknown = rows.filter(({ id }, nth) => {
      const isNew = known[nth]?.result === undefined && !seen.has(id);
      seen.add(id);
      return isNew;
    });
    newEnd = addRows(table, end, unknown);
  };
  return () => newEnd();
}
