// What a page can do for the tests: they find it as `app`.
import type { Cursor, Store, StudyEvent } from 'ownwords';
import { readAnki } from 'ownwords/anki';
import initSqlJs from 'sql.js';
import { factsOf } from '../formats/anki/facts.js';

export { defineDeck, openStudy } from 'ownwords';
export { indexedDbStore } from 'ownwords/indexeddb';
export { renderMarkdown } from 'ownwords/render';
export { stoppedClock, storeLaws } from 'ownwords/testing';
export { MIGRATIONS, openDatabase } from '../../src/store/indexeddb-database.js';
export { replayHash } from '../schedule/replay-hash.js';

export const event = (id: string, answer = `Words of ${id}`) =>
  ({ id, type: 'answered', at: 1, cardId: 'deck/card', answer }) as unknown as StudyEvent;

export async function idsIn(store: Store): Promise<string[]> {
  const { events } = await store.read();
  return events.map(({ id }) => id);
}

/** `kept`, or the code of the error. */
export async function outcomeOf(work: Promise<unknown>): Promise<string> {
  return work.then(
    () => 'kept',
    (error: { readonly code?: string }) => error.code ?? String(error),
  );
}

/** Appends all of the ids, in batches of these sizes, over and over. */
export async function writeInBatches(store: Store, ids: readonly string[], sizes: readonly number[]): Promise<void> {
  for (let at = 0, turn = 0; at < ids.length; turn++) {
    const end = at + (sizes[turn % sizes.length] ?? 1);
    await store.append(ids.slice(at, end).map((id) => event(id)));
    at = end;
  }
}

/** Appends batches of 1 to 5 events, each named `round/batch/index/size`, until the browser is killed. */
export async function writeForEver(store: Store, round: string, acknowledge: (ids: string[]) => void): Promise<never> {
  for (let batch = 0; ; batch++) {
    const size = 1 + (batch % 5);
    const ids = Array.from({ length: size }, (_, index) => `${round}/${batch}/${index}/${size}`);
    await store.append(ids.map((id) => event(id)));
    acknowledge(ids);
  }
}

/** Reads what arrives, from cursor to cursor; `finish` reads to the end and brings the ids of all. */
export function follow(store: Store, limit?: number): { finish(): Promise<string[]> } {
  const seen: string[] = [];
  let cursor: Cursor | undefined;
  let isWanted = true;
  const turn = async () => {
    const page = await store.read(cursor, limit);
    cursor = page.cursor;
    seen.push(...page.events.map(({ id }) => id));
    return page.events.length;
  };
  const reading = (async () => {
    while (isWanted) {
      await turn();
      await new Promise((resolve) => setTimeout(resolve, 1));
    }
    while ((await turn()) > 0);
  })();
  return {
    async finish() {
      isWanted = false;
      await reading;
      return seen;
    },
  };
}

/** For a database that nothing happens to. */
export const IGNORE = { onOutdated() {}, onGone() {} };

/** What a request of IndexedDB brings. */
export function settled<Result>(request: IDBRequest<Result>): Promise<Result> {
  return new Promise((resolve, reject) => {
    request.onerror = () => reject(request.error);
    request.onsuccess = () => resolve(request.result);
  });
}

/** Makes the database as version 1 of the adapter made it, without the adapter. */
export async function makeVersion1(name: string, rows: readonly object[]): Promise<void> {
  const request = indexedDB.open(name, 1);
  request.onupgradeneeded = () => {
    const events = request.result.createObjectStore('events', { keyPath: ['log', 'seq'] });
    events.createIndex('id', ['log', 'id'], { unique: true });
    request.result.createObjectStore('checkpoints');
    for (const row of rows) events.add(row);
  };
  (await settled(request)).close();
}

/** Runs a program in a frame that has no origin, as a page in private may be held; brings the first message it posts. */
export function inSandbox(program: string): Promise<unknown> {
  return new Promise((resolve) => {
    addEventListener('message', ({ data }) => resolve(data), { once: true });
    const frame = document.createElement('iframe');
    frame.sandbox.add('allow-scripts');
    frame.srcdoc = `<script src="${location.origin}/page.js"></script><script>${program}</script>`;
    document.body.append(frame);
  });
}

/** What a package holds, in one text; or the code of the error. */
export async function factsOfPackage(base64: string, timeZone: string): Promise<string> {
  const bytes = Uint8Array.from(atob(base64), (character) => character.charCodeAt(0));
  const sql = await initSqlJs({ locateFile: (file) => `/${file}` });
  return readAnki(bytes, { timeZone, sql }).then(factsOf, ({ code }) => code);
}
