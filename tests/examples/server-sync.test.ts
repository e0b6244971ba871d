import { memoryStore, openStudy, syncLogs } from 'ownwords';
import { initiativeAndLeadership } from 'ownwords/decks';
import { httpStore } from 'ownwords/http';
import { expect, it } from 'vitest';
import { events } from '../store/some-events.js';
import { ask } from './server-description.js';
import { sharedServer } from './server-program.js';

const server = sharedServer();

/** A device with a log of its own, which can be cut off from the server. */
async function device(learner: string) {
  const log = memoryStore();
  const study = await openStudy({ decks: [initiativeAndLeadership], store: log });
  let isOnline = true;
  let bookmark = {};
  const there = httpStore(`${server().url}/log`, {
    headers: () => ({ authorization: `Bearer ${server().tokenOf(learner)}` }),
    retries: 0,
    fetch: (request) => (isOnline ? fetch(request) : Promise.reject(new TypeError('fetch failed'))),
  });
  return {
    study,
    setOnline(value: boolean) {
      isOnline = value;
    },
    async sync() {
      bookmark = await syncLogs(log, there, { since: bookmark });
      await study.refresh();
    },
  };
}

const eventsOf = async (learner: string) =>
  (await ask(server(), 'GET', '/progress', { token: server().tokenOf(learner) })).body.events;

it('brings two devices together, one of which was offline for a while', async () => {
  const [laptop, phone] = [await device('traveler'), await device('traveler')];
  await laptop.study.grade('initiative-and-leadership/core-answer', 'good');
  await laptop.sync();
  await phone.sync();
  expect(phone.study.card('initiative-and-leadership/core-answer').reps).toBe(1);

  phone.setOnline(false);
  await phone.study.grade('initiative-and-leadership/golden-rule', 'easy');
  await phone.study.grade('initiative-and-leadership/core-answer', 'again');
  await expect(phone.sync()).rejects.toMatchObject({ code: 'unreachable' });
  await laptop.study.grade('initiative-and-leadership/what-leadership-means', 'hard');
  await laptop.study.undo();
  await laptop.sync();

  phone.setOnline(true);
  await phone.sync();
  await laptop.sync();
  const [onLaptop, onPhone] = [laptop.study.exportProgress().events, phone.study.exportProgress().events];
  expect(onLaptop).toHaveLength(5);
  expect(onPhone).toEqual(onLaptop);
  expect(await eventsOf('traveler')).toEqual(onLaptop);
  expect(phone.study.due().map(({ id }) => id)).toEqual(laptop.study.due().map(({ id }) => id));
});

it('takes in what was graded over the review API, and the other way round', async () => {
  const laptop = await device('both');
  const token = server().tokenOf('both');
  const cardId = 'initiative-and-leadership/core-answer';
  await ask(server(), 'POST', '/grades', { token, body: { cardId, grade: 'good' } });
  await laptop.sync();
  await laptop.study.grade(cardId, 'good');
  await laptop.sync();
  expect((await ask(server(), 'GET', `/cards/${cardId}`, { token })).body.card.reps).toBe(2);
});

it('carries a long log, in pages and zipped', async () => {
  const all = events(2_500);
  const log = memoryStore();
  await log.append(all);
  await syncLogs(log, server().logOf('long'));
  const copy = memoryStore();
  await syncLogs(copy, server().logOf('long'));
  expect((await copy.read()).events).toEqual(all);
});

const NAMES = [
  'me',
  'ME',
  ' me',
  'me ',
  'me.me',
  '.',
  '..',
  '../me',
  'me%20',
  'me/log',
  'me?log=me',
  'default',
  'constructor',
  '__proto__',
  'Zoë 🦊',
  "me'; drop table ownwords_events; --",
  '%',
  'm\u0435', // with a Cyrillic letter
  'é',
  'e\u0301', // looks the same
  'n'.repeat(100),
];

it('shows no learner what belongs to another, whatever they are called', async () => {
  const own = (nth: number) => ({ events: events(1).map((event) => ({ ...event, batch: `of ${nth}` })) });
  for (const [nth, name] of NAMES.entries()) {
    const token = server().tokenOf(name);
    expect((await ask(server(), 'POST', '/log', { token, body: own(nth) })).status).toBe(204);
  }
  for (const [nth, name] of NAMES.entries()) {
    const token = server().tokenOf(name);
    const others = NAMES.map((other) => `log=${encodeURIComponent(other)}&learner=${encodeURIComponent(other)}`);
    const page = await ask(server(), 'GET', `/log?${others[(nth + 1) % others.length]}`, { token });
    expect(page.body.events).toEqual(own(nth).events);
    expect((await ask(server(), 'GET', '/progress', { token })).body.events).toEqual(own(nth).events);
  }
});

it('does not let a learner be chosen by the body, the query or a header', async () => {
  const headers = { 'x-log': 'victim', 'x-learner': 'victim', cookie: 'learner=victim' };
  const body = { cardId: 'initiative-and-leadership/core-answer', grade: 'good' };
  const append = { events: events(1), log: 'victim', learner: 'victim' };
  const token = server().tokenOf('attacker');
  for (const query of ['?log=victim', '?learner=victim', '?token=victim']) {
    await ask(server(), 'POST', `/grades${query}`, { token, headers, body });
    await ask(server(), 'POST', `/log${query}`, { token, headers, body: append });
    await ask(server(), 'POST', `/undo${query}`, { token, headers });
  }
  expect(await eventsOf('victim')).toEqual([]);
});

it('does not take a cursor of another learner', async () => {
  const [mine, theirs] = [server().logOf('cursor 1'), server().logOf('cursor 2')];
  await mine.append(events(3));
  await theirs.append(events(8).slice(5));
  const { cursor } = await mine.read();
  await expect(theirs.read(cursor)).rejects.toMatchObject({ code: 'invalid-argument' });
});
