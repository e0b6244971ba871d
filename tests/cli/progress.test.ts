import { linkSync, mkdirSync, readdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { type Progress, parseProgress, type StudyEvent } from 'ownwords';
import { formatReviewCsv, parseReviewCsv } from 'ownwords/csv';
import { fileStore } from 'ownwords/file';
import { beforeEach, describe, expect, it } from 'vitest';
import { progress as description } from '../../src/cli/progress/command.js';
import { inspected } from '../../src/cli/progress/inspect.js';
import { everythingIn, run, runHere, temporaryFolder } from './command.js';

let folder: string;
beforeEach(() => {
  folder = temporaryFolder();
});

const at = (name: string) => join(folder, name);
const put = (name: string, content: string | Uint8Array) => writeFileSync(at(name), content);
const progress = (args: readonly string[], input: string | Uint8Array = '', env = {}) =>
  run(['progress', ...args], input, { cwd: folder, env });

const refusal = (args: readonly string[]) => runHere(description, args, folder);

const NOON = Date.UTC(2026, 2, 1, 12);
const MS_PER_DAY = 86_400_000;
const dayOf = (at: number) => new Date(at).toISOString().slice(0, 10);

/** A review of a card on some day of March 2026. */
function review(id: string, cardId: string, day: number, grade = 'good', nth = 1): StudyEvent {
  const when = NOON + (day - 1) * MS_PER_DAY;
  const due = dayOf(when + 3 * MS_PER_DAY);
  return { id, type: 'reviewed', at: when, cardId, grade, day: dayOf(when), nth, due } as unknown as StudyEvent;
}

const event = (value: object) => value as unknown as StudyEvent;

const PAST = [
  review('r1', 'geo/peru', 1),
  review('r2', 'geo/peru', 1, 'again', 2), // on the same day: nothing to forget
  review('r3', 'geo/peru', 4, 'good', 3),
  review('r4', 'words/cat', 4),
  review('r5', 'geo/peru', 9, 'again', 4),
  review('r6', 'geo/chile', 9, 'easy'),
  event({ id: 'u1', type: 'undone', at: NOON + 9 * MS_PER_DAY, target: 'r6' }),
];

const fileOf = (events: readonly StudyEvent[]): Progress => ({
  format: 'ownwords-progress',
  version: 1,
  exportedAt: '2026-03-20T00:00:00.000Z',
  events,
});
const putProgress = (name: string, events: readonly StudyEvent[]) => put(name, JSON.stringify(fileOf(events)));

async function putLog(name: string, events: readonly StudyEvent[]): Promise<void> {
  const store = fileStore(at(name));
  for (const each of events) await store.append([each]);
  await store.close();
}

describe('progress inspect', () => {
  it('tells of a file, a log and a pipe what they hold, and leaves them as they are', async () => {
    putProgress('p.json', PAST);
    await putLog('log.ndjson', PAST);
    put('log.ndjson.lock', 'of a program that writes at this moment');
    const before = everythingIn(folder);
    const text = await progress(['inspect', 'p.json']);
    expect(text).toMatchObject({ code: 0, errors: '' });
    expect(text.output).toBe(`p.json: progress exported 2026-03-20T00:00:00.000Z, 7 events
  time       2026-03-01 12:00 to 2026-03-10 12:00 UTC, 3 days studied
  events     6 reviewed, 1 undone
  reviews    5 that count, 1 taken back or before a reset
  grades     2 again, 0 hard, 3 good, 0 easy
  retention  50.0 %: 1 of 2 reviews on a later day were recalled
  cards      2 in 2 decks
             geo: 1 card, 4 reviews
             words: 1 card, 1 review
`);
    const log = await progress(['inspect', 'log.ndjson', '--format', 'json']);
    const piped = await progress(['inspect', '-', '--format', 'json'], readFileSync(at('log.ndjson')));
    expect(log.code).toBe(0);
    expect(JSON.parse(log.output)).toEqual(inspected({ path: 'log.ndjson', kind: 'log', events: PAST }));
    expect(JSON.parse(piped.output)).toEqual({ ...JSON.parse(log.output), path: '-' });
    expect(everythingIn(folder)).toEqual(before);
  });

  it('looks into the own log of the learner, if there is one', async () => {
    const env = { XDG_DATA_HOME: folder, HOME: folder, APPDATA: folder };
    const none = await progress(['inspect'], '', env);
    expect(none).toMatchObject({ code: 1, output: '' });
    expect(none.errors).toContain('there is no progress yet at');
    expect(readdirSync(folder)).toEqual([]);
    const [path] = /\S+progress\.ndjson/.exec(none.errors) as unknown as [string];
    const store = fileStore(path);
    await store.append(PAST);
    await store.close();
    expect((await progress(['inspect'], '', env)).output).toContain(`${path}: a log, 7 events`);
  });

  it('points at what is odd', () => {
    const events = [
      event({ ...review('f', 'geo/peru', 1), at: Date.UTC(2999, 0, 1), day: '2999-01-01' }),
      event({ ...review('o', 'geo/peru', 1), at: 1_000, day: '1970-01-01' }),
      event({ ...review('w', 'geo/peru', 1), day: '2026-03-04' }),
      event({ ...review('ok', 'geo/peru', 1), day: '2026-02-28' }), // far west, late in the night
      event({ id: 'n', type: 'dreamt', at: NOON }),
    ];
    expect(inspected({ path: 'p', kind: 'log', events }).oddities).toEqual({
      inFuture: 1,
      beforeYear2000: 1,
      onAnotherDay: 1,
      unknownTypes: { dreamt: 1 },
    });
  });
});

describe('progress merge', () => {
  it('makes one of files and logs, and says what came from which', async () => {
    putProgress('phone.json', PAST.slice(0, 4));
    await putLog('laptop.ndjson', PAST.slice(2));
    const before = everythingIn(folder);
    const { code, output, errors } = await progress(['merge', 'phone.json', 'laptop.ndjson', '--out', 'all.json']);
    expect({ code, output }).toEqual({ code: 0, output: '' });
    expect(errors).toBe(
      'phone.json: 4 events, 4 of them new\nlaptop.ndjson: 5 events, 3 of them new\n7 events in all: all.json\n',
    );
    expect(parseProgress(readFileSync(at('all.json'), 'utf8')).events).toEqual(PAST);
    const { 'all.json': _, ...others } = everythingIn(folder);
    expect(others).toEqual(before);
  });
});

describe('progress export', () => {
  it('writes a log as progress, as reviews for optimizers, and as a log again', async () => {
    await putLog('log.ndjson', PAST);
    const piped = await progress(['export', 'log.ndjson']);
    expect(parseProgress(piped.output).events).toEqual(PAST);
    expect(await progress(['export', '-', '--out', 'back.ndjson'], piped.output)).toMatchObject({ code: 0 });
    const store = fileStore(at('back.ndjson'));
    expect((await store.read()).events).toEqual(PAST);
    await store.close();
    expect(await progress(['export', 'back.ndjson', '-o', 'reviews.csv'])).toMatchObject({
      code: 0,
      errors: 'The reviews of back.ndjson: reviews.csv\n',
    });
    expect(readFileSync(at('reviews.csv'), 'utf8')).toBe(formatReviewCsv(PAST));
    expect((await parseReviewCsv(readFileSync(at('reviews.csv')))).progress.events).toHaveLength(5);
    expect(readdirSync(folder).sort()).toEqual(['back.ndjson', 'log.ndjson', 'reviews.csv']);
  });
});

describe('what cannot be done is refused, and nothing is written:', () => {
  it.each<[string, number, readonly string[], string]>([
    ['no task', 2, [], 'say what to do'],
    ['an unknown task', 2, ['explode'], 'there is no explode'],
    ['two files to look into', 2, ['inspect', 'p.json', 'q.json'], 'q.json is too much'],
    ['an output for nothing', 2, ['inspect', 'p.json', '--out', 'x.json'], '--out is for merge and export'],
    ['one file to merge', 2, ['merge', 'p.json'], 'two or more'],
    ['standard input twice', 2, ['merge', '-', '-'], '- stands for one file'],
    ['a log to standard output', 2, ['export', 'p.json', '--to', 'ndjson'], 'ends in .ndjson'],
    ['a missing file', 1, ['inspect', 'missing.json'], 'missing.json'],
    ['a missing log', 1, ['inspect', 'missing.ndjson'], 'missing.ndjson'],
    ['a folder', 1, ['inspect', 'folder'], 'folder is a folder'],
    ['a file of another kind', 1, ['inspect', 'deck.json'], 'deck.json: invalid-progress'],
    ['a log of another kind', 1, ['inspect', 'other.ndjson'], 'not-a-log'],
    ['a damaged log', 1, ['export', 'damaged.ndjson', '--out', 'x.json'], 'line 4 /at'],
    ['damaged progress', 1, ['merge', 'p.json', 'damaged.json', '--out', 'x.json'], '/events/0/at'],
    [
      'ids that two events have',
      1,
      ['merge', 'p.json', 'q.json', '--out', 'x.json'],
      'r1 of q.json is another event in p.json',
    ],
    ['an output that is there', 1, ['merge', 'p.json', 'log.ndjson', '--out', 'there.json'], 'there already'],
    ['an output that is read', 1, ['merge', 'p.json', 'log.ndjson', '--out', './p.json', '--force'], 'p.json is read'],
    ['a link to what is read', 1, ['export', 'p.json', '--out', 'link.json', '--force'], 'link.json is read'],
    ['another name of what is read', 1, ['export', 'p.json', '--out', 'same.json', '--force'], 'same.json is read'],
    ['a log that is there', 1, ['export', 'p.json', '--out', 'log.ndjson', '--force'], 'adds progress to it'],
    ['an output in no folder', 1, ['export', 'p.json', '--out', 'nowhere/x.json'], 'nowhere/x.json'],
    ['an output below a file', 1, ['export', 'p.json', '--out', 'there.json/x.csv'], 'there.json/x.csv'],
  ])('%s', async (_, code, args, message) => {
    mkdirSync(at('folder'));
    putProgress('p.json', PAST);
    linkSync(at('p.json'), at('same.json'));
    symlinkSync(at('p.json'), at('link.json'));
    putProgress('q.json', [review('r1', 'geo/peru', 2)]);
    await putLog('log.ndjson', PAST);
    const lines = readFileSync(at('log.ndjson'), 'utf8').split('\n');
    put('damaged.ndjson', lines.with(3, '{"id":"r3","type":"reviewed"}').join('\n'));
    putProgress('damaged.json', [event({ id: 'x', type: 'reset', cardId: 'geo/peru', at: 'noon' })]);
    put('deck.json', '{"id":"d","title":"D","cards":{}}');
    for (const name of ['other.ndjson', 'there.json']) put(name, '{"a":1}\n');
    const before = everythingIn(folder);
    const refused = await refusal(args);
    expect(refused.errors).toContain(message);
    expect(refused.errors).not.toMatch(/\n {4}at /); // no stack: the fault is known
    expect(refused.code).toBe(code);
    expect(everythingIn(folder)).toEqual(before);
  });
});

it('progress of 100,000 reviews is looked into, written as a log and exported for optimizers', async () => {
  const grades = ['again', 'good', 'good', 'easy'];
  const huge = Array.from({ length: 100_000 }, (_, n) =>
    event({ ...review(`r${n}`, `deck/card-${n % 9_000}`, 1 + (n % 20), grades[n % 4], 1), at: NOON + n * 60_000 }),
  );
  putProgress('huge.json', huge);
  const { code, output } = await progress(['inspect', 'huge.json', '--format', 'json']);
  expect(code).toBe(0);
  expect(JSON.parse(output)).toMatchObject({ events: 100_000, cards: 9_000, reviews: { counting: 100_000 } });
  expect(await progress(['export', 'huge.json', '--out', 'huge.ndjson'])).toMatchObject({ code: 0 });
  expect(await progress(['export', 'huge.ndjson', '--out', 'huge.csv'])).toMatchObject({ code: 0 });
  expect(readFileSync(at('huge.csv'), 'utf8').split('\n')).toHaveLength(100_002);
});
