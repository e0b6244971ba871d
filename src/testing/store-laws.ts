import { type CardEvent, newEventId, type StudyEvent } from '../log/event.js';
import type { Cursor, Store } from '../store/store.js';
import type { StudyDay } from '../time/study-day.js';
import { law, refused, type StoreLaw, same } from './law.js';

/**
 * What every store promises, as data that needs no test framework.
 * @example
 * for (const law of storeLaws) it(law.name, () => law.hold({ open: () => fileStore(freshPath()) }));
 */
export const storeLaws: readonly StoreLaw[] = [
  law('a new log is empty', async (open) => {
    same((await open().then(read)).events, []);
  }),
  law('what was appended is read back, unchanged and in order', async (open) => {
    const store = await open();
    const events = [...reviews(3), oddEvent()];
    for (const event of events) await store.append([event]);
    same((await read(store)).events, events);
  }),
  law('an append of nothing is nothing', async (open) => {
    const store = await open();
    await store.append([]);
    same((await read(store)).events, []);
  }),
  law('an event known by its id is appended once, also within one append', async (open) => {
    const store = await open();
    const [first, second] = reviews(2) as [CardEvent, CardEvent];
    await store.append([first, first]);
    await store.append([first, second]);
    await store.append([{ ...first, at: first.at + 1 }]);
    same((await read(store)).events, [first, second]);
  }),
  law('a cursor yields only what came after it', async (open) => {
    const store = await open();
    const [first, second] = reviews(2) as [CardEvent, CardEvent];
    const start = (await read(store)).cursor;
    await store.append([first]);
    const middle = (await read(store)).cursor;
    await store.append([second]);
    same((await read(store, start)).events, [first, second]);
    const end = await read(store, middle);
    same(end.events, [second]);
    same((await read(store, end.cursor)).events, []);
  }),
  law('a cursor skips nothing while others write', async (open) => {
    const [writer, other, reader] = [await open(), await open(), await open()];
    const events = reviews(200);
    const writing = Promise.all(events.map((event, index) => (index % 2 ? writer : other).append([event])));
    const seen: StudyEvent[] = [];
    let cursor: Cursor | undefined;
    const follow = async () => {
      const page = await read(reader, cursor);
      seen.push(...page.events);
      cursor = page.cursor;
    };
    let isWriting = true;
    writing.then(
      () => (isWriting = false),
      () => (isWriting = false),
    );
    while (isWriting) {
      await follow();
      await new Promise((resolve) => setTimeout(resolve, 1));
    }
    await writing;
    await follow();
    same(idsOf(seen).sort(), idsOf(events).sort());
  }),
  law('the log outlives the store', async (open) => {
    const store = await open();
    const events = reviews(3);
    await store.append(events);
    await store.close();
    same((await open().then(read)).events, events);
  }),
  law('two stores on one log see each other', async (open) => {
    const [one, other] = [await open(), await open()];
    const [first, second] = reviews(2) as [CardEvent, CardEvent];
    await one.append([first]);
    await other.append([second, first]);
    same((await read(one)).events, [first, second]);
    same((await read(other)).events, [first, second]);
  }),
  law('ten thousand events are one append', async (open) => {
    const store = await open();
    const events = reviews(10_000);
    await store.append(events);
    same((await read(store)).events, events);
  }),
  law('a batch that cannot be kept leaves nothing behind', async (open) => {
    const store = await open();
    const [first, second] = reviews(2) as [CardEvent, CardEvent];
    await store.append([first]);
    const before = await read(store);
    await refused(store.append([second, { ...first, id: newEventId(), at: Number.NaN }]), 'invalid-event');
    same((await read(store)).events, [first]);
    same((await read(store, before.cursor)).events, []);
    await store.append([second]);
    same((await read(store)).events, [first, second]);
  }),
  law('an event of a kind from the future survives', async (open) => {
    const event = { id: newEventId(), type: 'dreamt', at: 1, depth: { lucid: [true, null] } } as unknown as StudyEvent;
    await (await open()).append([event]);
    same((await open().then(read)).events, [event]);
  }),
  law('what is read does not change what is kept', async (open) => {
    const store = await open();
    const [event] = reviews(1) as [CardEvent];
    const given = structuredClone(event);
    await store.append([given]);
    meddle(given);
    const { events } = await read(store);
    for (const seen of events) meddle(seen);
    meddle(events);
    same((await read(store)).events, [event]);
  }),
  law('a cursor of another store is refused', async (open) => {
    await refused(read(await open(), 'not a cursor' as Cursor), 'invalid-argument');
  }),
  law('a closed store says so and may be closed twice', async (open) => {
    const store = await open();
    await store.close();
    await store.close();
    await refused(store.append(reviews(1)), 'closed');
    await refused(read(store), 'closed');
  }),
];

const read = (store: Store, after?: Cursor) => store.read(after);
const idsOf = (events: readonly StudyEvent[]) => events.map(({ id }) => id as string);

function reviews(count: number): CardEvent[] {
  return Array.from({ length: count }, (_, index) => ({
    id: newEventId(),
    type: 'reviewed',
    at: 1_774_771_200_000 + index,
    cardId: `deck/card-${index % 100}`,
    grade: 'good',
    day: '2026-03-29' as StudyDay,
    nth: 1,
    due: 1_774_771_800_000 + index,
    recalled: ['owns-the-outcome'],
  }));
}

/** Texts and numbers that a careless store would bend. */
function oddEvent(): CardEvent {
  return {
    id: newEventId(),
    type: 'answered',
    at: -1,
    batch: 'a "batch" of ’odd\u2028 ones',
    cardId: 'deck/card',
    answer: 'line\nline\r\n\u0000 \ud83d\ude00 \ud800 — “quoted”, it’s 100 %\\',
  };
}

/** Tries to change what was handed out; a store may well have made that impossible. */
function meddle(value: unknown): void {
  try {
    if (Array.isArray(value)) value.splice(0);
    else (value as { cardId: string }).cardId = 'deck/meddled';
    (value as { recalled?: string[] }).recalled?.push('meddled');
  } catch {
    // Frozen: as good as a copy.
  }
}
