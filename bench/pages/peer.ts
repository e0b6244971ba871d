import { DATABASE, makePage } from './page.js';

const LOG = 'default';
let database: IDBDatabase | undefined;
let seq = 0;

makePage(async (event) => {
  database ??= await opened();
  const transaction = database.transaction('events', 'readwrite', { durability: 'strict' });
  transaction.objectStore('events').add({ log: LOG, seq: ++seq, id: event.id, event: JSON.stringify(event) });
  await new Promise((resolve, reject) => {
    transaction.oncomplete = resolve;
    transaction.onabort = () => reject(transaction.error);
  });
});

/** With the same keys as ours. */
function opened(): Promise<IDBDatabase> {
  return new Promise((resolve, reject) => {
    const request = indexedDB.open(DATABASE, 1);
    request.onupgradeneeded = () => {
      const events = request.result.createObjectStore('events', { keyPath: ['log', 'seq'] });
      events.createIndex('id', ['log', 'id'], { unique: true });
    };
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error);
  });
}
