import { StudyError } from 'ownwords';
import { readAnki } from 'ownwords/anki';
import { describe, expect, it } from 'vitest';
import { type AnkiDump, expectAsAnkiRead } from '../formats/anki/as-anki-read.js';
import { bytesOf, expectedOf, isHere } from './place.js';

/** Cards as Anki dumped them; those it found empty; their answers, memories and dues. */
const counts = (cards: number, reviews = 0, memories = 0, dues = memories, suspended = 0, empty = 0) => ({
  cards: cards - empty,
  empty,
  words: cards - empty,
  reviews,
  memories,
  dues,
  suspended,
});

/** The learning steps of the first scheduler had three buttons, and the third one was easy. Anki turns them into those of today when the scheduler is upgraded, which this collection was not. */
function asOfTheSecondScheduler(dump: AnkiDump): AnkiDump {
  const easier = (button: number, kind: number) => (kind === 0 && (button === 2 || button === 3) ? button + 1 : button);
  const cards = dump.cards.map((card) => ({
    ...card,
    revlog: card.revlog.map((row) => ({ ...row, button: easier(row.button, row.kind) })),
    computed_memory_state: null, // of another button
  }));
  return { ...dump, cards };
}

describe.skipIf(!isHere)('packages of many authors and programs, read as a real Anki read them', () => {
  it.each([
    ['alemayhu-capitals.apkg', counts(1)],
    ['alemayhu-html-test.apkg', counts(16, 2, 2)],
    ['emnudge-ap-gov-vocab.apkg', counts(484)],
    ['emnudge-music-intervals.apkg', counts(340)],
    ['mauriciopoppe-french.apkg', counts(1639, 3470, 461, 461, 47, 1)],
    ['npm-anki-apkg-export-fixture.apkg', counts(3)],
    ['o957-benton.apkg', counts(3)],
    ['srf-collection-2021-08-16.colpkg', counts(31, 5, 5)],
    ['srf-coursera-chinese.apkg', counts(31)],
    ['zfletch-test.apkg', counts(2)],
  ])('%s', async (file, expected) => {
    const imported = await readAnki(bytesOf(`anki/${file}`), { timeZone: 'UTC' });
    expect(expectAsAnkiRead(imported, expectedOf<AnkiDump>(file), 'UTC')).toEqual(expected);
  });

  it('orbit-testCollection.colpkg, which is of the first scheduler', async () => {
    const file = 'orbit-testCollection.colpkg';
    const imported = await readAnki(bytesOf(`anki/${file}`), { timeZone: 'UTC' });
    const dump = asOfTheSecondScheduler(expectedOf<AnkiDump>(file));
    expect(expectAsAnkiRead(imported, dump, 'UTC')).toEqual(counts(7, 1, 0, 1));
  });

  it('one without a collection is refused', async () => {
    const reading = readAnki(bytesOf('anki/srf-bad.apkg'));
    await expect(reading).rejects.toThrow(StudyError);
    await expect(reading).rejects.toMatchObject({ code: 'invalid-file' });
  });
});
