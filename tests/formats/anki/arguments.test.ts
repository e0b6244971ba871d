import { readFileSync } from 'node:fs';
import { zipSync } from 'fflate';
import { StudyError } from 'ownwords';
import { type AnkiImport, readAnki, writeAnki } from 'ownwords/anki';
import { readMochi } from 'ownwords/markdown';
import { expect, it } from 'vitest';

const bytes = new Uint8Array(readFileSync('tests/fixtures/anki/fsrs-legacy2.colpkg'));

const refused = async (work: () => unknown) => {
  try {
    await work();
  } catch (error) {
    return error instanceof StudyError ? `${error.code}: ${error.message}` : error;
  }
  return 'taken';
};

it.each([
  ['bytes', [...bytes.subarray(0, 9)], {}],
  ['bytes', 'collection.apkg', {}],
  ['bytes', undefined, {}],
  ['previous', bytes, { previous: 5 }],
  ['previous', bytes, { previous: { id: 'one', title: 'One', cards: {} } }],
  ['previous', bytes, { previous: [null] }],
  ['sql', bytes, { sql: () => {} }],
  ['limits', bytes, { limits: 5 }],
  ['limits.bytes', bytes, { limits: { bytes: '4 GB' } }],
  ['limits.ratio', bytes, { limits: { ratio: Number.NaN } }],
  ['limits.mostBytes', bytes, { limits: { mostBytes: 5 } }],
])('what is wrong with %s is said in those words', async (name, input, options) => {
  const message = await refused(() => readAnki(input as Uint8Array<ArrayBuffer>, options as object));
  expect(message).toMatch(new RegExp(`^invalid-argument: ${name} is `));
});

it('a limit that is not set is the usual one', async () => {
  const bomb = zipSync({ 'collection.anki2': new Uint8Array(40_000_000) });
  expect(await refused(() => readAnki(bomb, { limits: { ratio: undefined } as object }))).toMatch(/^too-large: /);
});

it('the archive of another program is asked for in the same way', async () => {
  expect(await refused(() => readMochi('a.mochi' as unknown as Uint8Array))).toMatch(/^invalid-argument: bytes is /);
});

it('files to write are named, or it is said', async () => {
  expect(await refused(() => writeAnki([], undefined, { media: {} as AnkiImport['media'] }))).toMatch(
    /^invalid-argument: media is an object/,
  );
});

it('each step of reading and writing ends with all of it done', async () => {
  const ends = new Map<string, string>();
  const onProgress = ({ step, done, total }: { step: string; done: number; total: number }) => {
    ends.set(step, `${done} of ${total}`);
  };
  const { decks, progress } = await readAnki(bytes, { onProgress });
  expect(Object.fromEntries(ends)).toEqual({
    unpacking: '1 of 1',
    cards: '28 of 28',
    reviews: '197 of 197',
    notes: '19 of 19',
  });
  ends.clear();
  await writeAnki(
    decks.filter(({ id }) => id === 'geo.europe'),
    progress,
    { onProgress },
  );
  for (const [done, total] of [...ends.values()].map((end) => end.split(' of '))) expect(done).toBe(total);
  expect([...ends.keys()]).toEqual(['reviews', 'cards', 'indexes', 'zip']);
});

it('what is read and written goes into a Blob as it is', async () => {
  const { decks, media } = await readAnki(Buffer.from(bytes));
  const { bytes: written } = await writeAnki(decks);
  const picture = media.get('fake.png');
  expect(picture?.constructor).toBe(Uint8Array);
  expect(new Blob([written, picture ?? '']).size).toBe(written.length + (picture?.length ?? Number.NaN));
});
