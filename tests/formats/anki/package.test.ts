import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { StudyError } from '../../../src/errors.js';
import { openPackage } from '../../../src/formats/anki/package.js';
import { zstdOf } from '../../../src/formats/archive/zstd.js';
import { bytesOf, type Packing, textOf, zipOf } from '../archive/archives.js';
import { fileOf, packageOf } from './databases.js';

const code = (code: string) => expect.objectContaining({ name: 'StudyError', code });
const stored = (name: string, bytes: Uint8Array | string): Packing => ({
  name,
  bytes: typeof bytes === 'string' ? bytesOf(bytes) : bytes,
});
const meta = (...bytes: number[]) => stored('meta', Uint8Array.from(bytes));
const FIRST = stored('collection.anki2', 'first');
const SECOND = stored('collection.anki21', 'second');
const THIRD = stored('collection.anki21b', zstdOf(bytesOf('third')));
const databaseOf = (...files: Packing[]) => textOf(openPackage(zipOf(...files)).database);

describe('a package', () => {
  it.each([
    'fsrs-legacy2.colpkg',
    'fsrs-modern-sched.apkg',
    'fsrs-modern-nosched.apkg',
    'genanki-probe.apkg',
    'out-npm-anki-apkg-export.apkg',
  ])('that Anki or another program made, %s, holds an SQLite file', (file) => {
    expect(textOf(packageOf(file).database.subarray(0, 15))).toBe('SQLite format 3');
  });

  it('says which of its collections is the one that counts', () => {
    expect(databaseOf(meta(8, 1), FIRST)).toBe('first');
    expect(databaseOf(meta(8, 2), FIRST, SECOND)).toBe('second');
    expect(databaseOf(meta(8, 3), FIRST, THIRD)).toBe('third');
  });

  it('has the newest, if it does not say so', () => {
    expect(databaseOf(FIRST)).toBe('first');
    expect(databaseOf(SECOND, FIRST)).toBe('second');
    expect(databaseOf(FIRST, THIRD, SECOND)).toBe('third');
  });

  it('of a newer Anki is refused', () => {
    for (const description of [meta(), meta(8, 0), meta(8, 4), meta(16, 1)]) {
      expect(() => databaseOf(description, FIRST, THIRD)).toThrow(code('newer-version'));
    }
  });

  it('without the collection that counts is refused: the others only ask for a newer Anki', () => {
    expect(() => databaseOf()).toThrow(code('invalid-file'));
    expect(() => databaseOf(stored('notes.txt', 'x'))).toThrow(code('invalid-file'));
    expect(() => databaseOf(meta(8, 3), FIRST)).toThrow(code('invalid-file'));
    expect(() => databaseOf(meta(8, 2), FIRST)).toThrow(code('invalid-file'));
  });

  it('with a damaged description is refused', () => {
    expect(() => databaseOf(meta(8), FIRST)).toThrow(code('invalid-file'));
    expect(() => databaseOf(stored('meta', new Uint8Array(100_000)), FIRST)).toThrow(code('too-large'));
  });

  it('is refused if its collection is larger than allowed, also where that shows only on inflating', () => {
    expect(() => openPackage(zipOf(FIRST), { bytesOfEntry: 4 })).toThrow(code('too-large'));
    const squeezed = fileOf('fsrs-modern-sched.apkg');
    expect(() => openPackage(squeezed, { bytesOfEntry: 100_000 })).toThrow(code('too-large'));
    expect(openPackage(squeezed, { bytesOfEntry: 200_000 }).database.length).toBeGreaterThan(100_000);
  });

  it('opens or gives a StudyError, however it is damaged', () => {
    const sound = fileOf('genanki-probe.apkg');
    const change = fc.tuple(fc.nat(), fc.nat(255));
    fc.assert(
      fc.property(fc.array(change, { minLength: 1, maxLength: 5 }), fc.boolean(), (changes, isAtEnd) => {
        const bytes = sound.slice();
        const reach = isAtEnd ? 400 : bytes.length;
        for (const [at, byte] of changes) bytes[bytes.length - 1 - (at % reach)] = byte;
        try {
          const { media } = openPackage(bytes);
          for (const name of media.keys()) media.get(name);
        } catch (error) {
          expect(error).toBeInstanceOf(StudyError);
        }
      }),
      { numRuns: 500 },
    );
  });
});
