import { type MemoryLog, memoryStore, type Store, type Study, type StudyEvent } from 'ownwords';
import { expect, it } from 'vitest';
import { progressOf } from '../../src/log/progress.js';
import { happened, now, open, Place, remembered, seen } from './checkpoint-place.js';

const events = [
  happened('moved', 'rescheduled', 'deck/a', 5, { due: '2026-05-01' }),
  happened('seen', 'reviewed', 'deck/b', 2, {
    grade: 'good',
    day: '2026-03-01',
    nth: 1,
    due: '2026-03-04',
    recalled: ['a-point'],
  }),
  happened('future', 'dreamt', 'deck/c', 3, { of: { what: ['sheep'] } }),
];

/** Changes all that can be changed of what was handed over. */
function deface(value: unknown): void {
  if (typeof value !== 'object' || value === null) return;
  for (const [member, part] of Object.entries(value)) {
    deface(part);
    Reflect.set(value, member, typeof part === 'string' ? '2030-01-01' : part);
  }
}

it('what is imported or exported may be changed, and changes nothing', async () => {
  const place = new Place();
  const study: Study = await open(place.open());
  const given = progressOf(structuredClone(events) as StudyEvent[], now);
  await study.importProgress(given);
  const before = seen(study);
  deface(given.events);
  deface(study.exportProgress().events);
  await study.suspend('deck/a');
  await study.undo(); // works the card out anew
  expect(study.card('deck/a').due?.toISOString()).toContain('2026-05-01');
  const again = await open(place.open());
  for (const id of ['deck/a', 'deck/b', 'deck/c'] as const) expect(study.card(id)).toEqual(again.card(id));
  await study.undo();
  expect(seen(await open(new Place(events).open()))).toBe(before);
});

it('what comes out of a checkpoint may be changed, and changes nothing', async () => {
  const place = await remembered(events);
  const study = await open(place.open());
  const before = seen(study);
  deface(study.exportProgress().events);
  expect(seen(study)).toBe(before);
});

it('a checkpoint is read wherever in memory its bytes lie', async () => {
  const place = await remembered(events);
  const bytes = place.saved as Uint8Array;
  const packet = Buffer.alloc(bytes.length + 8).subarray(3, bytes.length + 3);
  packet.set(bytes);
  place.saved = packet;
  await open(place.open());
  expect(place.takeRead()).toBe(0);
});

it('a store that tells at once of what it keeps is asked after the act, not within it', async () => {
  const log: MemoryLog = new Map();
  const listeners = new Set<() => void>();
  const { append, ...store } = memoryStore(log);
  const telling: Store = {
    ...store,
    async append(events) {
      const kept = append(events);
      for (const tell of listeners) tell();
      return kept;
    },
    subscribe(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
  const study = await open(telling);
  log.set('elsewhere', happened('elsewhere', 'suspended', 'deck/b'));
  expect((await study.grade('deck/a', 'good')).reps).toBe(1);
  await study.refresh();
  await study.grade('deck/a', 'good');
  expect(study.card('deck/a').reps).toBe(2);
  expect(study.card('deck/b').suspended).toBe(true);
  expect([...log.values()].map((event) => ('nth' in event ? event.nth : 0))).toEqual([0, 1, 2]);
});
