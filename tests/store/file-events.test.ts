import { closeSync, openSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import type { StudyEvent } from 'ownwords';
import { fileStore } from 'ownwords/file';
import { beforeEach, describe, expect, it, onTestFinished } from 'vitest';
import { KnownEvents } from '../../src/store/file-events.js';
import { hashOf } from '../../src/store/file-hash.js';
import { HEADER } from '../../src/store/file-lines.js';
import { freshFolder } from './processes.js';
import { event } from './some-events.js';

let path: string;
beforeEach(() => {
  path = join(freshFolder(), 'log.ndjson');
});

/** The events of a file that holds this text. */
function known(text: string) {
  writeFileSync(path, text);
  const file = openSync(path, 'r');
  onTestFinished(() => closeSync(file));
  const events = new KnownEvents(path);
  events.follow(file);
  return { has: (id: string) => events.has(id, file) };
}

/** Ids of one letter, so that ids and what only looks like them are often the same. */
const id = fc.oneof(
  fc.constantFrom('a', 'b', 'c', 'd', 'e', 'f'),
  fc.constantFrom('"', '\\', 'é', '\ud800', '},{"id":"a"'),
);
const lookalike = fc.oneof(
  id.map((id) => ({ id })),
  id.map((id) => [{ id }]),
  id.map((id) => `{"id":"${id}"}`),
  id.map((id) => `\n{"id":"${id}"`),
);
const members = fc.record(
  { type: fc.constant('dreamt'), at: fc.nat(), of: lookalike, 'i\\d': id },
  { requiredKeys: ['type', 'at'] },
);
/** An event of a kind from the future; its id stands first, or last. */
const someEvent = fc
  .tuple(id, members, fc.boolean())
  .map(([id, members, isFirst]) => (isFirst ? { id, ...members } : { ...members, id }));
/** A line as we write it, or as somebody may leave it. */
const line = fc
  .tuple(
    fc.oneof(someEvent, fc.array(someEvent, { minLength: 1, maxLength: 4 })),
    fc.constantFrom(undefined, undefined, 1),
    fc.constantFrom('\n', '\r\n', '\n\n'),
  )
  .map(([value, space, end]) => ({
    ids: [value].flat().map(({ id }) => id),
    text: JSON.stringify(value, null, space).replaceAll('\n', '') + end,
  }));

describe('the events that a file holds', () => {
  it('are known without being built: those and no others', () => {
    fc.assert(
      fc.property(fc.array(line, { maxLength: 6 }), fc.boolean(), (lines, isOpen) => {
        const text = lines.map(({ text }) => text).join('');
        const { has } = known(HEADER + (isOpen ? text.trimEnd() : text));
        const ids = new Set<string>(lines.flatMap(({ ids }) => ids));
        for (const id of ['a', 'b', 'c', 'd', 'e', 'f', '"', '\\', 'é', '\ud800', '},{"id":"a"', '']) {
          expect(has(id), JSON.stringify(id)).toBe(ids.has(id));
        }
      }),
      { numRuns: 1_000 },
    );
  });

  it('are told apart where their ids have one hash', async () => {
    const [one, other] = ['event-95618', 'event-240320'];
    expect(hashOf(one)).toBe(hashOf(other));
    const store = fileStore(path);
    await store.append([event(one)]);
    await store.append([event(other)]);
    await store.append([event(one), event(other)]);
    expect((await store.read()).events).toEqual([event(one), event(other)]);
  });

  it('are known also where one is larger than what is read at once', async () => {
    const large = { ...event('large'), type: 'answered', answer: '{"'.repeat(500_000) } as unknown as StudyEvent;
    const store = fileStore(path);
    await store.append([large, event('next')]);
    const other = fileStore(path);
    await other.append([event('next'), large, event('last')]);
    expect((await other.read()).events).toEqual([large, event('next'), event('last')]);
  });

  it('are those of the file that is there now, if another was put in its place', async () => {
    const store = fileStore(path);
    await store.append([event('one')]);
    writeFileSync(`${path}.other`, `${HEADER}${JSON.stringify([event('two'), event('three')])}\n`);
    renameSync(`${path}.other`, path);
    await store.append([event('one'), event('two')]);
    expect((await store.read()).events.map(({ id }) => id)).toEqual(['two', 'three', 'one']);
  });
});
