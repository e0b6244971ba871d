import { readFileSync } from 'node:fs';
import { Ajv2020 } from 'ajv/dist/2020.js';
import fc from 'fast-check';
import { defineDeck, openStudy, type Progress, parseProgress, StudyError } from 'ownwords';
import { stoppedClock } from 'ownwords/testing';
import { describe, expect, it } from 'vitest';
import { PROGRESS_VERSION, progressOf, type Upgrade, upgradedProgress } from '../../src/log/progress.js';
import { randomLog } from './random-log.js';

const read = (path: string) => readFileSync(new URL(path, import.meta.url), 'utf8');
const whole = read('../fixtures/progress-v1.json');
const isValid = new Ajv2020().compile(JSON.parse(read('../../src/log/progress.schema.json')));

const deck = defineDeck({
  id: 'deck',
  title: 'Deck',
  cards: { a: { prompt: 'a?', answer: 'A' }, b: { prompt: 'b?', answer: 'B' }, c: { prompt: 'c?', answer: 'C' } },
});
const clock = stoppedClock('2026-04-01T12:00:00Z');

/** The whole file with a value at a path. */
function changed(path: readonly (string | number)[], value: unknown): unknown {
  const copy = JSON.parse(whole);
  let at = copy;
  for (const step of path.slice(0, -1)) at = at[step];
  Object.defineProperty(at, path.at(-1) as string, { value, enumerable: true, configurable: true, writable: true });
  return copy;
}
const nested = (depth: number) => Array.from({ length: depth }).reduce((inner) => ({ deeper: inner }), 1);

const faults: readonly (readonly [name: string, file: unknown, path: string, code?: string])[] = [
  ['nothing', null, ''],
  ['a list', [], ''],
  ['a text that is not JSON', 'progress', ''],
  ['an empty text', '', ''],
  ['a file of another format', changed(['format'], 'anki'), '/format'],
  ['version nought', changed(['version'], 0), '/version'],
  ['a version in words', changed(['version'], '1'), '/version'],
  ['a newer version', changed(['version'], PROGRESS_VERSION + 1), '', 'newer-version'],
  ['a version beyond counting', changed(['version'], 1e300), '/version'],
  ['no time of export', changed(['exportedAt'], undefined), '/exportedAt'],
  ['a time of export that is none', changed(['exportedAt'], 'yesterday'), '/exportedAt'],
  ['no events', changed(['events'], undefined), '/events'],
  ['events by name', changed(['events'], {}), '/events'],
  [
    'events from its prototype',
    JSON.parse('{"format":"ownwords-progress","version":1,"exportedAt":"2026-01-01","__proto__":{"events":[]}}'),
    '/events',
  ],
  ['an event that is nothing', changed(['events', 2], null), '/events/2'],
  ['an event that is a list', changed(['events', 2], []), '/events/2'],
  ['an event without an id', changed(['events', 0, 'id'], undefined), '/events/0/id'],
  ['an id of a mile', changed(['events', 0, 'id'], 'x'.repeat(100_000)), '/events/0/id'],
  ['the same id twice', changed(['events', 1, 'id'], JSON.parse(whole).events[0].id), '/events/1/id'],
  ['an event without a type', changed(['events', 0, 'type'], undefined), '/events/0/type'],
  ['a time with a fraction', changed(['events', 0, 'at'], 0.5), '/events/0/at'],
  ['a time beyond all years', changed(['events', 0, 'at'], 9e15), '/events/0/at'],
  ['a time in words', changed(['events', 0, 'at'], '2026-03-29'), '/events/0/at'],
  ['a card id without a deck', changed(['events', 0, 'cardId'], 'a'), '/events/0/cardId'],
  ['a grade in numbers', changed(['events', 0, 'grade'], 3), '/events/0/grade'],
  ['a grade by the name of a method', changed(['events', 0, 'grade'], 'toString'), '/events/0/grade'],
  ['a day that is none', changed(['events', 0, 'day'], '2026-02-30'), '/events/0/day'],
  ['a review number nought', changed(['events', 0, 'nth'], 0), '/events/0/nth'],
  ['a due that is not finite', changed(['events', 0, 'due'], Number.POSITIVE_INFINITY), '/events/0/due'],
  ['a negative duration', changed(['events', 0, 'durationMs'], -1), '/events/0/durationMs'],
  ['key points that are numbers', changed(['events', 0, 'recalled'], [1]), '/events/0/recalled'],
  ['a stability of nought', changed(['events', 7, 'stability'], 0), '/events/7/stability'],
  ['a difficulty of eleven', changed(['events', 7, 'difficulty'], 11), '/events/7/difficulty'],
  ['an undo of nothing', changed(['events', 8, 'target'], ''), '/events/8/target'],
  [
    'an event nested without end',
    changed(['events', 9, 'depth'], nested(20_000)),
    `/events/9/depth${'/deeper'.repeat(31)}`,
  ],
  ['a member aimed at the prototype', changed(['events', 0, '__proto__'], { isAdmin: true }), '/events/0/__proto__'],
];

function errorOf(value: unknown): StudyError {
  try {
    parseProgress(value);
  } catch (error) {
    if (error instanceof StudyError) return error;
    throw error;
  }
  throw new Error('the progress was accepted');
}

describe('progress of unknown origin', () => {
  it('is progress if nothing is wrong with it, as a value or as text', () => {
    expect(parseProgress(whole)).toEqual(JSON.parse(whole));
    expect(parseProgress(JSON.parse(whole))).toEqual(JSON.parse(whole));
    expect(isValid(JSON.parse(whole)), JSON.stringify(isValid.errors)).toBe(true);
  });

  it.each(faults)('is refused with %s', (_, file, path, code = 'invalid-progress') => {
    const error = errorOf(file);
    expect(error.code).toBe(code);
    if (code === 'invalid-progress') expect(error.issues.map((issue) => issue.path)).toContain(path);
  });

  it.each(faults)('and changes nothing in a study when it is refused with %s', async (_, file) => {
    const study = await openStudy({ decks: [deck], clock });
    await study.grade('deck/a', 'good');
    const before = JSON.stringify(study.exportProgress());
    const queue = study.due();
    await expect(study.importProgress(file as Progress)).rejects.toBeInstanceOf(StudyError);
    expect(JSON.stringify(study.exportProgress())).toBe(before);
    expect(study.due()).toBe(queue);
    expect(({} as Record<string, unknown>).isAdmin).toBeUndefined();
  });

  it('is refused wherever its text was cut short', () => {
    for (let length = 0; length < whole.trimEnd().length; length += 7) {
      expect(errorOf(whole.slice(0, length)).code).toBe('invalid-progress');
    }
  });

  it('is told of many faults at once, but not of all in a file that is full of them', () => {
    const events = Array.from({ length: 5000 }, (_, index) => ({ id: `${index}`, type: 'reviewed' }));
    const { issues, message } = errorOf({ ...JSON.parse(whole), events });
    expect(issues.length).toBeGreaterThan(90);
    expect(issues.length).toBeLessThan(120);
    expect(message.length).toBeLessThan(1000);
  });
});

describe('progress', () => {
  it('that is exported, imported and exported again is the same to the byte', async () => {
    await fc.assert(
      fc.asyncProperty(randomLog, async (log) => {
        const progress = progressOf(log, clock.now());
        const study = await openStudy({ decks: [deck], clock });
        expect(await study.importProgress(progress)).toEqual({ added: log.length });
        const text = JSON.stringify(study.exportProgress());
        expect(text).toBe(JSON.stringify(progress));
        const other = await openStudy({ decks: [deck], clock });
        await other.importProgress(parseProgress(text));
        expect(await other.importProgress(parseProgress(text))).toEqual({ added: 0 });
        expect(JSON.stringify(other.exportProgress())).toBe(text);
      }),
      { numRuns: 300 },
    );
  });

  it('of random logs is valid by its JSON Schema', () => {
    fc.assert(
      fc.property(randomLog, (log) => {
        expect(isValid(progressOf(log, 0)), JSON.stringify(isValid.errors)).toBe(true);
      }),
    );
  });

  it('keeps what newer versions have added to it', async () => {
    const events = JSON.parse(whole).events.map((event: object) => ({ ...event, mood: { calm: 3 } }));
    const study = await openStudy({ decks: [deck], clock });
    await study.importProgress({
      ...JSON.parse(whole),
      events: [...events, { id: 'new', type: 'dreamt', at: 5, of: ['x'] }],
    });
    const exported = study.exportProgress().events as readonly unknown[];
    expect(exported).toContainEqual({ id: 'new', type: 'dreamt', at: 5, of: ['x'] });
    for (const event of events) expect(exported).toContainEqual(event);
  });
});

describe('a file of an older version', () => {
  /** Two made-up steps: days were once numbers of another name, and grades once numbers. */
  const upgrades: readonly Upgrade[] = [
    ({ reviews, ...file }) => ({ ...file, version: 2, events: reviews }),
    ({ events, ...file }) => ({
      ...file,
      version: 3,
      events: (events as { grade: number }[]).map((event) => ({ ...event, grade: ['again', 'good'][event.grade] })),
    }),
  ];
  const format = 'ownwords-progress';

  it('is upgraded version by version', () => {
    const newest = { format, version: 3, events: [{ grade: 'good' }] };
    const first = Object.freeze({ format, version: 1, reviews: Object.freeze([{ grade: 1 }]) });
    expect(upgradedProgress(first, upgrades)).toEqual(newest);
    expect(upgradedProgress({ format, version: 2, events: [{ grade: 1 }] }, upgrades)).toEqual(newest);
    expect(upgradedProgress(newest, upgrades)).toBe(newest);
    expect(() => upgradedProgress({ format, version: 4 }, upgrades)).toThrow(
      expect.objectContaining({ code: 'newer-version' }),
    );
  });

  it.each(Array.from({ length: PROGRESS_VERSION }, (_, index) => index + 1))(
    'can still be read: version %i',
    (version) => {
      const { events } = parseProgress(read(`../fixtures/progress-v${version}.json`));
      expect(new Set(events.map((event) => event.type as string))).toEqual(
        new Set([
          'reviewed',
          'practiced',
          'rescheduled',
          'suspended',
          'resumed',
          'reset',
          'answered',
          'seeded',
          'undone',
          'dreamt',
        ]),
      );
    },
  );
});
