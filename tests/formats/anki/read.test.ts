import { readFileSync } from 'node:fs';
import { readAnki } from 'ownwords/anki';
import { describe, expect, it } from 'vitest';
import { expectAsAnkiRead } from './as-anki-read.js';

const bytesOf = (file: string) => new Uint8Array(readFileSync(`tests/fixtures/anki/${file}`));
const dumpOf = (file: string) => JSON.parse(readFileSync(`tests/fixtures/anki-expected/${file}.json`, 'utf8'));

describe('a package is read as a real Anki read it', () => {
  it.each([
    [
      'fsrs-legacy2.colpkg',
      'America/New_York',
      { cards: 28, empty: 0, words: 28, reviews: 170, memories: 27, dues: 27, suspended: 1 },
    ],
    [
      'fsrs-modern-sched.apkg',
      'America/New_York',
      { cards: 28, empty: 0, words: 28, reviews: 170, memories: 27, dues: 27, suspended: 1 },
    ],
    [
      'fsrs-modern-nosched.apkg',
      'UTC',
      { cards: 28, empty: 0, words: 28, reviews: 0, memories: 0, dues: 0, suspended: 0 },
    ],
    ['genanki-probe.apkg', 'UTC', { cards: 7, empty: 0, words: 7, reviews: 0, memories: 0, dues: 0, suspended: 0 }],
    [
      'out-npm-anki-apkg-export.apkg',
      'UTC',
      { cards: 3, empty: 0, words: 3, reviews: 0, memories: 0, dues: 0, suspended: 0 },
    ],
  ])('%s', async (file, timeZone, counts) => {
    const dump = dumpOf(/^fsrs-.*sched.apkg|legacy2/.test(file) && !/nosched/.test(file) ? 'fsrs-expected-dump' : file);
    const imported = await readAnki(bytesOf(file), { timeZone });
    expect(expectAsAnkiRead(imported, dump, timeZone)).toEqual(counts);
  });
});
