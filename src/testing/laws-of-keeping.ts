import type { CardEvent, StudyEvent } from '../log/event.js';
import { newEventId } from '../log/new-id.js';
import type { Cursor } from '../store/store.js';
import { law, refused, type StoreLaw, same } from './law.js';
import { meddle, oddEvent, read, reviews } from './law-events.js';

/** What a store promises of the events in it. */
export const lawsOfKeeping: readonly StoreLaw[] = [
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
  law('ids stay apart, whatever characters they hold', async (open) => {
    const store = await open();
    const ids = [
      'a',
      'A',
      'a ',
      'a\u0000b',
      'a\u0000c',
      '\ud800',
      '\ud801',
      '\\ud800',
      '\u00e9',
      'e\u0301',
      '"',
      "'",
      '%',
      '1',
      '01',
    ];
    const events = reviews(ids.length).map((event, n) => ({ ...event, id: ids[n] as CardEvent['id'] }));
    for (const event of events) await store.append([event]);
    await store.append(events);
    same((await read(store)).events, events);
    same((await read(store, (await store.read(undefined, 4)).cursor)).events.at(-1), events.at(-1));
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
  law('a log can be read page by page', async (open) => {
    const store = await open();
    const events = reviews(25);
    for (const event of events.slice(0, 10)) await store.append([event]);
    await store.append(events.slice(10));
    const seen: StudyEvent[] = [];
    let page = await store.read(undefined, 4);
    for (; page.events.length >= 4; page = await store.read(page.cursor, 4)) seen.push(...page.events);
    same([...seen, ...page.events], events);
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
  law('a limit that is none is refused', async (open) => {
    const store = await open();
    await store.append(reviews(2));
    for (const limit of [0, -1, 1.5, Number.NaN]) await refused(store.read(undefined, limit), 'invalid-argument');
    same((await store.read(undefined, 1_000_000_000)).events.length, 2);
  }),
  law('what is no cursor is refused', async (open) => {
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
